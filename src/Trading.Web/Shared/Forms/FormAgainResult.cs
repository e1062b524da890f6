using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Trading.Web.Shared.Forms;

/// <summary>Shows the page of a refused form once more, in a fresh scope, so that nothing a refused write left in memory is shown as stored.</summary>
internal sealed class FormAgainResult : IActionResult
{
    private static readonly object ShownSlot = new();

    /// <summary>
    /// Whether this request may be answered with its form's page: a form was sent (by GET, where another action is named as its page), and the page is not
    /// being shown already. The page runs under the same request with the same errors; refused in its turn, it must not be shown by itself for ever.
    /// </summary>
    public static bool CanShowPage(HttpContext http) => !http.Items.ContainsKey(ShownSlot)
        && ((!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) || http.GetEndpoint()?.Metadata.GetMetadata<RefusalPageAttribute>() is not null);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (Page(context) is not { } page)
        {
            await RefusedPage(context).ExecuteResultAsync(context);
            return;
        }

        http.Items[ShownSlot] = true;
        var outer = http.RequestServices;
        await using var scope = outer.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await http.RequestServices.GetRequiredService<IActionInvokerFactory>()
                .CreateInvoker(new ActionContext(http, Route(context, page), page, context.ModelState))!
                .InvokeAsync();
        }
        finally
        {
            http.RequestServices = outer;
        }
    }

    private static RouteData Route(ActionContext context, ActionDescriptor page)
    {
        var route = new RouteData(context.RouteData);
        foreach (var (name, value) in page.RouteValues)
        {
            route.Values[name] = value;
        }

        return route;
    }

    private static ControllerActionDescriptor? Page(ActionContext context)
    {
        if (!CanShowPage(context.HttpContext) || context.ActionDescriptor is not ControllerActionDescriptor refused)
        {
            return null;
        }

        var named = refused.MethodInfo.GetCustomAttributes(typeof(RefusalPageAttribute), inherit: false).OfType<RefusalPageAttribute>().SingleOrDefault();
        return context.HttpContext.RequestServices.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .OfType<ControllerActionDescriptor>()
            .Where(a => a.ControllerTypeInfo == refused.ControllerTypeInfo && IsGet(a))
            .FirstOrDefault(a => named is null
                ? a.AttributeRouteInfo?.Template == refused.AttributeRouteInfo?.Template
                : a.MethodInfo.Name == named.Action);
    }

    private static bool IsGet(ControllerActionDescriptor action) =>
        action.ActionConstraints?.OfType<Microsoft.AspNetCore.Mvc.ActionConstraints.HttpMethodActionConstraint>().Any(c => c.HttpMethods.Contains(HttpMethods.Get)) == true;

    private static ViewResult RefusedPage(ActionContext context) => new()
    {
        ViewName = "Refused",
        ViewData = new ViewDataDictionary(context.HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>(), context.ModelState),
    };
}

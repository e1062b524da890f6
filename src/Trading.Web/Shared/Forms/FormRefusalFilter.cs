using System.Reflection;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trading.Domain.Shared;

namespace Trading.Web.Shared.Forms;

/// <summary>
/// Turns a form that cannot be read and a business rule that says no into the same page once more, with what was typed and what is wrong.
/// Actions therefore neither look at <c>ModelState</c> nor catch <see cref="RuleBrokenException"/>: they call the service and redirect.
/// </summary>
/// <remarks>
/// The page shown is the GET action with the same route, or the one named by <see cref="RefusalPageAttribute"/>; it runs with the model state of
/// the refused request, so every field shows what was typed into it. An action with <see cref="TakesFaultyFormsAttribute"/> does look, and says so itself. Where there is neither, a page of its own says what was refused.
/// The answer has status 422.
/// </remarks>
internal sealed class FormRefusalFilter : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (!context.ModelState.IsValid && !context.ActionDescriptor.EndpointMetadata.OfType<TakesFaultyFormsAttribute>().Any() && FormAgainResult.CanShowPage(context.HttpContext))
        {
            context.Result = new FormAgainResult();
            return;
        }

        var executed = await next();
        if (executed is { Exception: RuleBrokenException refusal, ExceptionHandled: false })
        {
            Record(context, refusal);
            executed.ExceptionHandled = true;
            executed.Result = new FormAgainResult();
        }
    }

    private static void Record(ActionExecutingContext context, RuleBrokenException refusal)
    {
        var field = context.ActionArguments.Values.OfType<object>()
            .Select(argument => FieldOf(argument.GetType(), refusal)).FirstOrDefault(found => found is not null);
        var metadata = context.HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(typeof(object));

        // The exception itself is kept: the page needs its citation, and the language is the page's.
        context.ModelState.AddModelError(context.ModelState.KeyOf(field ?? ""), refusal, metadata);
    }

    /// <summary>The field of a form that names the rule; where one item of a list broke it, the field of that item.</summary>
    private static string? FieldOf(Type form, RuleBrokenException refusal)
    {
        var properties = form.GetProperties();
        var inItem = refusal.Item is not { } item ? null : properties
            .Where(p => p.PropertyType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(List<>))
            .Select(p => Named(p.PropertyType.GetGenericArguments()[0].GetProperties(), refusal.Rule) is { } field ? $"{p.Name}[{item}].{field}" : null)
            .FirstOrDefault(found => found is not null);
        return inItem ?? Named(properties, refusal.Rule);
    }

    private static string? Named(IEnumerable<PropertyInfo> properties, string rule) =>
        properties.FirstOrDefault(p => p.GetCustomAttribute<RuleFieldAttribute>()?.Rules.Contains(rule) == true)?.Name;
}

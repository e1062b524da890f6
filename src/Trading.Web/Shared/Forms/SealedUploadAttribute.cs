using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Trading.Web.Shared.Forms;

/// <summary>
/// The files of the form that an action takes wait in encrypted scratch files: what ASP.NET does otherwise, a temporary file in clear, would let the
/// content of a bid be read from the disk before the opening.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SealedUploadAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before the anti-forgery check, which reads the form.</summary>
    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var features = context.HttpContext.Features;
        var feature = new SealedFormFeature(context.HttpContext.Request, new FormFeature(context.HttpContext.Request));
        context.HttpContext.Response.RegisterForDispose(feature);
        features.Set<IFormFeature>(feature);
    }
}

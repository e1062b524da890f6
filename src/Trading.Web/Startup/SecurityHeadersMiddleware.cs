using Microsoft.Net.Http.Headers;

namespace Trading.Web.Startup;

/// <summary>Headers on every answer. No page has an inline script or style, so none is allowed.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the start of the answer: the error handler clears what was set before it.
        context.Response.OnStarting(AddAsync, context);
        return next(context);
    }

    private static Task AddAsync(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (IsPage(context) && !headers.ContainsKey(HeaderNames.CacheControl))
        {
            // A signed-in page may not be read back from the disk of a shared computer; the others differ by cookie.
            headers.CacheControl = context.User.Identity?.IsAuthenticated == true ? "no-store" : "private, no-cache";
        }

        return Task.CompletedTask;
    }

    private static bool IsPage(HttpContext context) =>
        context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
}

using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>Keeps a language or a view asked for in the address in a cookie, so that the next page remembers it.</summary>
internal sealed class PreferencesMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        foreach (var (name, value) in Preferences.Asked(context.Request))
        {
            context.Response.Cookies.Append(name, value, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        }

        return next(context);
    }
}

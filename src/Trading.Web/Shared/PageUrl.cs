using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;

namespace Trading.Web.Shared;

/// <summary>Addresses made from the present one.</summary>
public static class PageUrl
{
    /// <summary>The present page with one query value set, all others kept. On an error page: the page that was asked for.</summary>
    public static string With(HttpRequest request, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (path, query) = Asked(request);
        var kept = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)
            .Where(pair => pair.Key != name)
            .SelectMany(pair => pair.Value, (pair, v) => KeyValuePair.Create(pair.Key, v ?? ""));
        return request.PathBase.Add(path).ToUriComponent() + new QueryBuilder(kept) { { name, value } }.ToQueryString();
    }

    private static (PathString Path, string Query) Asked(HttpRequest request)
    {
        var features = request.HttpContext.Features;
        if (features.Get<IStatusCodeReExecuteFeature>() is { } status)
        {
            return (status.OriginalPath, status.OriginalQueryString ?? "");
        }

        return features.Get<IExceptionHandlerPathFeature>() is { } fault
            ? (fault.Path, request.QueryString.Value ?? "")
            : (request.Path, request.QueryString.Value ?? "");
    }
}

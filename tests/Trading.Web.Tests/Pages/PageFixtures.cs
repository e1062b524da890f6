namespace Trading.Web.Tests.Pages;

/// <summary>Addresses for routes with parameters, and further states of pages that are worth looking at. Keyed by the route as it is declared.</summary>
public static class PageFixtures
{
    public static IReadOnlyDictionary<string, SitePage[]> ByRoute { get; } = new Dictionary<string, SitePage[]>
    {
        ["/error/{code:int:range(400,599)}"] =
        [
            new("/error/400", 400), new("/error/403", 403), new("/error/404", 404), new("/error/405", 405), new("/error/413", 413),
            new("/error/429", 429), new("/error/500", 500), new("/error/503", 503),
        ],
        ["/components"] = [new("/components"), new("/components?page=6")],
    };
}

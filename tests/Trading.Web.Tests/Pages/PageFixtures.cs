namespace Trading.Web.Tests.Pages;

/// <summary>Addresses for routes with parameters, and further states of pages that are worth looking at. Keyed by the route as it is declared.</summary>
public static partial class PageFixtures
{
    public static IReadOnlyDictionary<string, SitePage[]> ByRoute { get; } =
        new[] { Public, Bidder, Owner, Centre, Expert, Finance, Supervisor, Admin }.SelectMany(a => a).ToDictionary(p => p.Key, p => p.Value);
}

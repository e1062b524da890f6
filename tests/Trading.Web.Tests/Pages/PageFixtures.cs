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
        ["/sign-in/code"] = [new("/sign-in/code", Reader: SiteReaders.HalfWay)],
        ["/sign-in/recovery"] = [new("/sign-in/recovery", Reader: SiteReaders.HalfWay)],
        ["/step-up"] = [new("/step-up", Reader: SiteReaders.Bidder)],
        ["/account"] = [new("/account", Reader: SiteReaders.Bidder)],
        ["/account/password"] = [new("/account/password", Reader: SiteReaders.Bidder)],
        ["/account/second-factor"] = [new("/account/second-factor", Reader: SiteReaders.Bidder)],
        ["/account/second-factor/qr"] = [new("/account/second-factor/qr", Reader: SiteReaders.Bidder)],
        ["/organisation/registration"] = [new("/organisation/registration", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/facts"] = [new("/organisation/registration/facts", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/representative"] = [new("/organisation/registration/representative", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/account"] = [new("/organisation/registration/account", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/commitment"] = [new("/organisation/registration/commitment", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/check"] = [new("/organisation/registration/check", Reader: SiteReaders.Newcomer)],
        ["/organisation"] = [new("/organisation", Reader: SiteReaders.Bidder)],
        ["/organisation/registered"] = [new("/organisation/registered", Reader: SiteReaders.Bidder)],
        ["/organisation/edit"] = [new("/organisation/edit", Reader: SiteReaders.Bidder)],
        ["/organisation/account-change"] = [new("/organisation/account-change", Reader: SiteReaders.Bidder)],
        ["/centre/organisations"] = [new("/centre/organisations", Reader: SiteReaders.Manager), new("/centre/organisations?state=InReview", Reader: SiteReaders.Manager)],
        ["/centre/organisations/{id:long}"] = [new($"/centre/organisations/{SiteReaders.OrganisationId}", Reader: SiteReaders.Manager)],
        ["/centre/account-changes"] = [new("/centre/account-changes", Reader: SiteReaders.Manager)],
        ["/centre/account-changes/{id:long}"] = [new($"/centre/account-changes/{SiteReaders.AccountChangeId}", Reader: SiteReaders.Manager)],
        ["/admin/people"] = [new("/admin/people", Reader: SiteReaders.Administrator)],
        ["/admin/people/new"] = [new("/admin/people/new", Reader: SiteReaders.Administrator)],
        ["/admin/people/{id:long}"] = [new($"/admin/people/{SiteReaders.ManagerId}", Reader: SiteReaders.Administrator)],
        ["/admin/people/{id:long}/password"] = [new($"/admin/people/{SiteReaders.ManagerId}/password", Reader: SiteReaders.Administrator)],
        ["/admin/centres"] = [new("/admin/centres", Reader: SiteReaders.Administrator)],
        ["/admin/centres/new"] = [new("/admin/centres/new", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}"] = [new($"/admin/centres/{SiteReaders.CentreId}", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/posts/new"] = [new($"/admin/centres/{SiteReaders.CentreId}/posts/new", Reader: SiteReaders.Administrator)],
        ["/admin/posts/{id:long}"] = [new($"/admin/posts/{SiteReaders.PostId}", Reader: SiteReaders.Administrator)],
    };
}

namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Centre => new()
    {
        ["/centre/organisations"] = [new("/centre/organisations", Reader: SiteReaders.Manager), new("/centre/organisations?state=InReview", Reader: SiteReaders.Manager)],
        ["/centre/organisations/{id:long}"] = [new($"/centre/organisations/{SiteReaders.OrganisationId}", Reader: SiteReaders.Manager)],
        ["/centre/account-changes"] = [new("/centre/account-changes", Reader: SiteReaders.Manager)],
        ["/centre/account-changes/{id:long}"] = [new($"/centre/account-changes/{SiteReaders.AccountChangeId}", Reader: SiteReaders.Manager)],
    };
}

namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Supervisor => new()
    {
        ["/supervisor"] = [new("/supervisor", Reader: SiteReaders.Supervisor), new("/supervisor?light=Red", Reader: SiteReaders.Supervisor)],
        ["/supervisor/steps.csv"] = [new("/supervisor/steps.csv", Reader: SiteReaders.Supervisor)],
        ["/supervisor/steps/{id:guid}"] = [new("/supervisor/steps/<step>", Reader: SiteReaders.Supervisor)],
        ["/supervisor/deposits/{id:guid}"] = [new("/supervisor/deposits/<locked>", Reader: SiteReaders.Supervisor)],
        ["/supervisor/lots"] = [new("/supervisor/lots", Reader: SiteReaders.Supervisor)],
        ["/supervisor/lots/{id:long}"] =
        [
            new($"/supervisor/lots/{SiteWorld.OverLot}", Reader: SiteReaders.Supervisor), new($"/supervisor/lots/{SiteWorld.BiddingLot}", Reader: SiteReaders.Supervisor),
        ],
        ["/supervisor/lots/{id:long}/trail.csv"] = [new($"/supervisor/lots/{SiteWorld.OverLot}/trail.csv", Reader: SiteReaders.Supervisor)],
        ["/supervisor/verify"] = [new("/supervisor/verify", Reader: SiteReaders.Supervisor)],
        ["/supervisor/verify/{id:guid}"] = [new($"/supervisor/verify/{Guid.Empty}", Status: 302, Reader: SiteReaders.Supervisor)],
    };
}

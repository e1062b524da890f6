namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Expert => new()
    {
        ["/expert"] = [new("/expert", Reader: SiteReaders.Expert)],
        ["/expert/reports/{lotId:long}"] =
            [new($"/expert/reports/{SiteWorld.ReportedLot}", Reader: SiteReaders.Expert), new($"/expert/reports/{SiteWorld.EvaluatedLot}", Reader: SiteReaders.Expert)],
        ["/expert/reports/{lotId:long}/bids/{bid:guid}/files/{number:int}"] =
            [new($"/expert/reports/{SiteWorld.ReportedLot}/bids/<bid>/files/1", Reader: SiteReaders.Expert)],
    };
}

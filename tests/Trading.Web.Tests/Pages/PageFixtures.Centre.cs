namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Centre => new()
    {
        ["/centre"] = [new("/centre", Reader: SiteReaders.Operator)],
        ["/centre/entrustments"] = [new("/centre/entrustments", Reader: SiteReaders.Operator), new("/centre/entrustments?state=Accepted", Reader: SiteReaders.Operator)],
        ["/centre/entrustments/{id:long}"] =
        [
            new($"/centre/entrustments/{SiteWorld.SubmittedProject}", Reader: SiteReaders.Operator),
            new($"/centre/entrustments/{SiteWorld.ReturnedProject}", Reader: SiteReaders.Operator),
        ],
        ["/centre/lots/{id:long}"] = [.. new[] { SiteWorld.OverLot, SiteWorld.BiddingLot, SiteWorld.PreparingLot }.Select(l => new SitePage($"/centre/lots/{l}", Reader: SiteReaders.Operator))],
        ["/centre/lots/{id:long}/opening"] =
        [
            .. new[] { SiteWorld.OpenedLot, SiteWorld.FailedLot, SiteWorld.HeldLot, SiteWorld.ClosedLot, SiteWorld.BiddingLot, SiteWorld.PreparingLot }
                .Select(l => new SitePage($"/centre/lots/{l}/opening", Reader: SiteReaders.Operator)),
        ],
        ["/centre/lots/{id:long}/covers"] = [.. new[] { SiteWorld.OpenedLot, SiteWorld.UncoveredLot }.Select(l => new SitePage($"/centre/lots/{l}/covers", Reader: SiteReaders.Operator))],
        ["/centre/lots/{id:long}/covers/{cover:guid}/file"] = [new($"/centre/lots/{SiteWorld.OpenedLot}/covers/<cover>/file", Reader: SiteReaders.Operator)],
        ["/centre/lots/{id:long}/documents/{document:guid}"] = [new($"/centre/lots/{SiteWorld.BiddingLot}/documents/<document>", Reader: SiteReaders.Operator)],
        ["/centre/rules"] = [new("/centre/rules", Reader: SiteReaders.Operator), new("/centre/rules", Reader: SiteReaders.Manager)],
        ["/centre/rules/{key}"] = [new("/centre/rules/construction.bid-preparation-days", Reader: SiteReaders.Manager)],
        ["/centre/organisations"] = [new("/centre/organisations", Reader: SiteReaders.Manager), new("/centre/organisations?state=InReview", Reader: SiteReaders.Manager)],
        ["/centre/organisations/{id:long}"] = [new($"/centre/organisations/{SiteReaders.OrganisationId}", Reader: SiteReaders.Manager)],
        ["/centre/account-changes"] = [new("/centre/account-changes", Reader: SiteReaders.Manager)],
        ["/centre/account-changes/{id:long}"] = [new($"/centre/account-changes/{SiteReaders.AccountChangeId}", Reader: SiteReaders.Manager)],
    };
}

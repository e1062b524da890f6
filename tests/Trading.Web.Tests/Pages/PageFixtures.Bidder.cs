namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Bidder => new()
    {
        ["/bidder"] = [new("/bidder", Reader: SiteReaders.StoryBidder)],
        ["/bidder/lots/{id:long}"] =
        [
            new($"/bidder/lots/{SiteWorld.BiddingLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.QuietLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.OverLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.AwardedLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.FailedLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.HeldLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.UncoveredLot}", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.OfferedLot}", Reader: SiteReaders.StoryBidder),
        ],
        ["/bidder/lots/{id:long}/deposit"] =
        [
            new($"/bidder/lots/{SiteWorld.BiddingLot}/deposit", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.OverLot}/deposit", Reader: SiteReaders.StoryBidder),
            .. new[]
            {
                SiteWorld.ReportedLot, SiteWorld.ForfeitedLot, SiteWorld.UncoveredLot, SiteWorld.LetGoLot, SiteWorld.StandingLot, SiteWorld.PaidLot, SiteWorld.PooledLot, SiteWorld.OfferedLot,
            }.Select(l => new SitePage($"/bidder/lots/{l}/deposit", Reader: SiteReaders.StoryBidder)),
        ],
        ["/bidder/lots/{id:long}/deposit/receipt"] = [new($"/bidder/lots/{SiteWorld.BiddingLot}/deposit/receipt", Reader: SiteReaders.StoryBidder)],
        ["/bidder/lots/{id:long}/deposit/statement.{format}"] =
            [.. new[] { "xlsx", "csv", "pdf" }.Select(f => new SitePage($"/bidder/lots/{SiteWorld.OverLot}/deposit/statement.{f}", Reader: SiteReaders.StoryBidder))],
        ["/bidder/lots/{id:long}/deposit/leave"] = [new($"/bidder/lots/{SiteWorld.BiddingLot}/deposit/leave", Reader: SiteReaders.StoryBidder)],
        ["/bidder/lots/{id:long}/deposit/cover"] =
        [
            new($"/bidder/lots/{SiteWorld.BiddingLot}/deposit/cover", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.OverLot}/deposit/cover", Reader: SiteReaders.StoryBidder),
        ],
        ["/bidder/lots/{id:long}/bid"] =
        [
            new($"/bidder/lots/{SiteWorld.BiddingLot}/bid", Reader: SiteReaders.StoryBidder),
            new($"/bidder/lots/{SiteWorld.ClosedLot}/bid", Reader: SiteReaders.StoryBidder),
        ],
        ["/bidder/lots/{id:long}/bid/check"] = [new($"/bidder/lots/{SiteWorld.BiddingLot}/bid/check", Reader: SiteReaders.StoryBidder)],
        ["/bidder/lots/{id:long}/bid/withdraw"] = [new($"/bidder/lots/{SiteWorld.BiddingLot}/bid/withdraw", Reader: SiteReaders.StoryBidder)],
        // Another bidder won: what the winner owes is nobody else's to read.
        ["/bidder/lots/{id:long}/price"] = [.. new[] { SiteWorld.OverLot, SiteWorld.SoldLot }.Select(l => new SitePage($"/bidder/lots/{l}/price", Reader: SiteReaders.StoryBidder)), new($"/bidder/lots/{SiteWorld.OpenedLot}/price", 404, SiteReaders.StoryBidder)],
        ["/bidder/lots/{id:long}/price/receipts/{number}.pdf"] = [new($"/bidder/lots/{SiteWorld.OverLot}/price/receipts/<price-receipt>.pdf", Reader: SiteReaders.StoryBidder), new($"/bidder/lots/{SiteWorld.SoldLot}/price/receipts/<give-back>.pdf", Reader: SiteReaders.StoryBidder)],
        ["/bidder/lots/{id:long}/papers/{number}.pdf"] = [new($"/bidder/lots/{SiteWorld.AwardedLot}/papers/<paper>.pdf", 404, SiteReaders.StoryBidder)],
        ["/bidder/receipts/{number}"] = [new("/bidder/receipts/<receipt>", Reader: SiteReaders.StoryBidder)],
    };
}

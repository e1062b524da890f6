using Trading.Domain.Shared;
using Trading.Infrastructure.Replay;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Replay;

/// <summary>The whole procedure on real tenders: every recorded winner again, every deposit back where it came from.</summary>
public sealed class TenderReplayTests
{
    private static async Task<ReplayResult> ReplayAsync(DatabaseKind kind, IReadOnlyList<RecordedTender> tenders)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("trading-replay-test-");
        try
        {
            var clock = new ReplayClock();
            await using var provider = ReplaySite.Build(database.ConnectionString, folder.FullName, clock);
            return await new TenderReplay(provider, clock).RunAsync(tenders, progress: null, CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<RecordedTender> WithTieAndRejections() =>
        [.. RecordedData.Tenders().Where(t => t.Id is "222" or "246" or "192").Concat(RecordedData.Tenders().Where(t => t.Bids.Any(b => b.RejectReason is not null)).Take(5))];

    [Theory, OnEveryDatabase]
    public async Task Replay_RecordedTenders_ReproducesEveryWinnerAndReturnsEveryDeposit(DatabaseKind kind)
    {
        var tenders = RecordedData.Tenders().Take(RecordedData.TendersToReplay).ToArray();

        var result = await ReplayAsync(kind, tenders);

        Assert.Empty(result.Mismatches);
        Assert.Equal(tenders.Count(t => t.Bids.Any(b => b.Won == "1")), result.WinnersMatched);
        Assert.Equal(result.WinnersExpected, result.AwardNotices);
        Assert.Equal(tenders.Sum(t => t.Bids.Count * t.Reserve.Share(200).Fen), result.DepositsInFen);
        Assert.Equal(result.DepositsInFen, result.DepositsOutFen);
        Assert.Equal(0, result.DepositLiabilityFen);
        Assert.Equal(result.FeesChargedFen, result.FeesReceivedFen);
        Assert.True(result.InterestFen > 0);
        Assert.Equal(0, result.UnbalancedEntries);
        Assert.True(result.ChainOk);
        Assert.Empty(result.ChecksFailed);
    }

    [Fact]
    public async Task Replay_TenderThatNobodyWon_EndsWithoutAwardAndDepositsBack()
    {
        var result = await ReplayAsync(DatabaseKind.Sqlite, [.. RecordedData.Tenders().Where(t => t.Id is "192" or "246")]);

        Assert.Equal((2, 0, 0), (result.Failed, result.WinnersExpected, result.AwardNotices));
        Assert.Empty(result.Mismatches);
        Assert.Equal(0, result.DepositLiabilityFen);
    }

    [Fact]
    public async Task Replay_WinnersBlankedOutsideTies_HasTheSameAwards()
    {
        var tenders = WithTieAndRejections();
        var expected = await ReplayAsync(DatabaseKind.Sqlite, tenders);
        var blanked = tenders.Select(t => IsTied(t) ? t : t with { Bids = [.. t.Bids.Select(b => b.Won == "1" ? b with { Won = "" } : b)] }).ToArray();

        var result = await ReplayAsync(DatabaseKind.Sqlite, blanked);

        // Where nothing is recorded any more, the winner found is reported against nobody: the same names as before.
        var found = result.Mismatches.Select(m => m.Actual).Order();
        Assert.Equal(tenders.Where(t => !IsTied(t)).Select(t => t.Bids.FirstOrDefault(b => b.Won == "1")?.Bidder).OfType<string>().Order(), found);
        Assert.Equal(expected.AwardNotices, result.AwardNotices);
        Assert.Equal(expected.RejectedByRule, result.RejectedByRule);
    }

    [Fact]
    public async Task Replay_TwoPricesSwapped_HasAnotherWinner()
    {
        var tender = RecordedData.Tenders().First(t => t.Bids.Count == 3 && t.Bids.All(b => b.Bid is not null && b.RejectReason is null) && !IsTied(t));
        var winner = tender.Bids.Single(b => b.Won == "1");
        var other = tender.Bids.First(b => b.Won == "0");
        var swapped = tender with
        {
            Bids = [.. tender.Bids.Select(b => b == winner ? b with { Bid = other.Bid } : b == other ? b with { Bid = winner.Bid } : b)],
        };

        var result = await ReplayAsync(DatabaseKind.Sqlite, [swapped]);

        Assert.Equal(new ReplayMismatch(tender.Id, winner.Bidder, other.Bidder), Assert.Single(result.Mismatches));
    }

    [Fact]
    public async Task Replay_BidBelowTheFloor_IsRejectedByRuleWhateverTheRecordSays()
    {
        var tender = RecordedData.Tenders().First(t => t.Minimum is { } floor && t.Bids.Any(b => b.Bid < floor) && t.Bids.Any(b => b.Won == "1"));
        var unflagged = tender with { Bids = [.. tender.Bids.Select(b => b.Bid < tender.Minimum ? b with { RejectReason = null } : b)] };

        var result = await ReplayAsync(DatabaseKind.Sqlite, [unflagged]);

        Assert.Equal(tender.Bids.Count(b => b.Bid < tender.Minimum), result.RejectedByRule);
        Assert.Empty(result.Mismatches);
    }

    private static bool IsTied(RecordedTender tender) =>
        tender.Bids.Where(b => b.RejectReason is null && b.Bid is not null).GroupBy(b => b.Bid ?? Money.Zero).MinBy(g => g.Key) is { } lowest && lowest.Count() > 1;
}

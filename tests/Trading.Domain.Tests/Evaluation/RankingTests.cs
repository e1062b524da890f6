using System.Security.Cryptography;
using Trading.Domain.Evaluation;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Domain.Tests.Evaluation;

/// <summary>The order of merit, and that nothing entered after the opening changes how a draw tells the tied apart.</summary>
public sealed class RankingTests
{
    private static readonly TieStep[] ByDraw = [TieStep.LowerBidPrice, TieStep.Draw];
    private static readonly TieStep[] ByOwner = [TieStep.LowerBidPrice, TieStep.OwnersReasonedChoice];
    private static readonly byte[] Secret = [.. Enumerable.Range(0, Draw.SecretLength).Select(i => (byte)i)];
    private static readonly RankedBid[] Equal = [.. Enumerable.Range(1, 6).Select(i => Bid(i, 900, 900))];
    private static readonly DrawnOrder Drawn = DrawnOrder.Of(Secret, Equal.Select(b => b.ContentHash));

    private static RankedBid Bid(int number, long price, long evaluated) =>
        new(new Guid(number, 0, 0, new byte[8]), new Money(price), new Money(evaluated), SHA256.HashData([(byte)number]));

    private static Guid[] Order(IEnumerable<RankedBid> bids) => [.. Ranking.Of([.. bids], ByDraw, [], Drawn).Select(b => b.Participation)];

    [Fact]
    public void Of_EqualBids_FollowsTheOrderDrawnWithTheOpening()
    {
        var hashes = Draw.Sorted(Equal.Select(b => b.ContentHash));
        var byHand = Draw.Shuffle(Draw.Seed(Secret, hashes), "order", 6).Select(n => Equal.Single(b => b.ContentHash == hashes[n]).Participation);

        Assert.Equal(byHand, Order(Equal));
    }

    [Fact]
    public void Of_TheSameAmountAddedToAllTied_ChangesNothing()
    {
        for (var fen = 1L; fen <= 100; fen++)
        {
            Assert.Equal(Order(Equal), Order(Equal.Select(b => b with { EvaluatedPrice = b.EvaluatedPrice + new Money(fen) })));
        }
    }

    [Fact]
    public void Of_AnyOfTheTiedRejected_LeavesTheOthersInTheirOrder()
    {
        for (var rejected = 1; rejected < (1 << Equal.Length) - 1; rejected++)
        {
            var left = Equal.Where((_, i) => (rejected & (1 << i)) == 0).ToArray();

            Assert.Equal(Order(Equal).Where(p => left.Any(b => b.Participation == p)), Order(left));
        }
    }

    [Fact]
    public void Of_EqualByEvaluatedPriceAlone_PutsTheLowerBidPriceFirst()
    {
        RankedBid[] bids = [Bid(1, 880, 900), Bid(2, 870, 900), Bid(3, 950, 890)];

        Assert.Equal([bids[2].Participation, bids[1].Participation, bids[0].Participation], Order(bids));
        Assert.Empty(Ranking.LeftToTheDraw(bids, ByDraw, Drawn));
    }

    [Fact]
    public void LeftToTheDraw_TwoGroups_NamesBothInDrawnOrder()
    {
        RankedBid[] bids = [Bid(1, 900, 900), Bid(2, 900, 900), Bid(3, 950, 950), Bid(4, 950, 950), Bid(5, 990, 990)];

        var ties = Ranking.LeftToTheDraw(bids, ByDraw, Drawn);

        Assert.Equal([2, 2], ties.Select(t => t.Count));
        Assert.Equal(Order(bids).Take(4), ties.SelectMany(t => t).Select(b => b.Participation));
    }

    [Fact]
    public void Of_TheOwnersChoice_WantsTheWholeOrderOfTheTied()
    {
        var tied = Equal[..3];
        Guid[] whole = [tied[2].Participation, tied[0].Participation, tied[1].Participation];

        Assert.Equal(whole, Ranking.Of(tied, ByOwner, whole, Drawn).Select(b => b.Participation));
        foreach (var order in (Guid[][])[[], whole[..1], whole[..2], [whole[0], whole[0], whole[1]]])
        {
            Assert.Equal(EvaluationRules.TieUndecided, Assert.Throws<RuleBrokenException>(() => Ranking.Of(tied, ByOwner, order, Drawn)).Rule);
        }
    }
}

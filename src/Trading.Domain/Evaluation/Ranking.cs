using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Domain.Evaluation;

/// <summary>A bid as the ranking sees it.</summary>
/// <param name="Participation">Whose it is, by number.</param>
/// <param name="BidPrice">As read out at the opening.</param>
/// <param name="EvaluatedPrice">After the panel's adjustments in money.</param>
/// <param name="ContentHash">The receipt's hash, by which the draw knows the bid.</param>
public sealed record RankedBid(Guid Participation, Money BidPrice, Money EvaluatedPrice, byte[] ContentHash);

/// <summary>The method of the lowest evaluated price (经评审的最低投标价法): ascending by evaluated price, ties by the chain in the tender document.</summary>
public static class Ranking
{
    /// <summary>
    /// The bids in their order of merit. <paramref name="decided"/> is the order of the tied by the owner's reasoned choice or a recorded draw;
    /// it is looked at only where the chain comes to that step.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>evaluation.tie-undecided</c>: the chain leaves a tie open and nobody has decided it</exception>
    public static IReadOnlyList<RankedBid> Of(
        IReadOnlyCollection<RankedBid> bids, IReadOnlyList<TieStep> chain, IReadOnlyList<Guid> decided, DrawnOrder drawn) =>
        [.. bids.GroupBy(b => b.EvaluatedPrice).OrderBy(g => g.Key).SelectMany(tied => Untie([.. tied], [.. chain], decided, drawn))];

    /// <summary>The bids whose order the chain leaves to people: the owner's reasoned choice, or a draw held outside the system.</summary>
    public static IReadOnlyList<RankedBid> LeftToPeople(IReadOnlyCollection<RankedBid> bids, IReadOnlyList<TieStep> chain) =>
        [.. bids.GroupBy(b => b.EvaluatedPrice).SelectMany(tied => Left([.. tied], [.. chain]))];

    /// <summary>Each group of bids that the chain leaves to the draw, in the drawn order.</summary>
    public static IReadOnlyList<IReadOnlyList<RankedBid>> LeftToTheDraw(IReadOnlyCollection<RankedBid> bids, IReadOnlyList<TieStep> chain, DrawnOrder drawn) =>
    [
        .. bids.GroupBy(b => b.EvaluatedPrice).OrderBy(g => g.Key).SelectMany(tied => Drawing([.. tied], [.. chain])).Select(tied => Drawn(tied, drawn)),
    ];

    private static IEnumerable<RankedBid> Untie(List<RankedBid> tied, TieStep[] chain, IReadOnlyList<Guid> decided, DrawnOrder drawn)
    {
        if (tied.Count == 1)
        {
            return tied;
        }

        return chain is [var step, .. var rest]
            ? step switch
            {
                TieStep.LowerBidPrice => tied.GroupBy(b => b.BidPrice).OrderBy(g => g.Key).SelectMany(g => Untie([.. g], rest, decided, drawn)),
                TieStep.OwnersReasonedChoice or TieStep.RecordedDraw => Decided(tied, decided),
                TieStep.Draw => Drawn(tied, drawn),
            }
            : throw Undecided(tied);
    }

    private static IEnumerable<RankedBid> Left(List<RankedBid> tied, TieStep[] chain) => tied.Count == 1 ? [] : chain switch
    {
        [TieStep.LowerBidPrice, .. var rest] => tied.GroupBy(b => b.BidPrice).SelectMany(g => Left([.. g], rest)),
        [TieStep.Draw, ..] => [],
        _ => tied,
    };

    private static IEnumerable<List<RankedBid>> Drawing(List<RankedBid> tied, TieStep[] chain) => tied.Count == 1 ? [] : chain switch
    {
        [TieStep.LowerBidPrice, .. var rest] => tied.GroupBy(b => b.BidPrice).OrderBy(g => g.Key).SelectMany(g => Drawing([.. g], rest)),
        [TieStep.Draw, ..] => [tied],
        _ => [],
    };

    // The whole order is decided, or none: a place that nobody gave a reason for would be the system's choice.
    private static IEnumerable<RankedBid> Decided(List<RankedBid> tied, IReadOnlyList<Guid> decided)
    {
        var order = decided.ToList();
        return order.Distinct().Count() == order.Count && tied.TrueForAll(b => order.Contains(b.Participation))
            ? tied.OrderBy(b => order.IndexOf(b.Participation))
            : throw Undecided(tied);
    }

    private static IReadOnlyList<RankedBid> Drawn(List<RankedBid> tied, DrawnOrder drawn) => [.. tied.OrderBy(b => drawn.PlaceOf(b.ContentHash))];

    private static RuleBrokenException Undecided(List<RankedBid> tied) =>
        new(EvaluationRules.TieUndecided, tied[0].EvaluatedPrice, tied.Count);
}

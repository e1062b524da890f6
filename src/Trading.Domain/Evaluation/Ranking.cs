using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Domain.Evaluation;

/// <summary>A bid as the ranking sees it.</summary>
/// <param name="Participation">Whose it is, by number.</param>
/// <param name="BidPrice">As read out at the opening.</param>
/// <param name="EvaluatedPrice">After the panel's adjustments in money.</param>
/// <param name="ContentHash">The receipt's hash, by which a draw numbers the tied.</param>
public sealed record RankedBid(Guid Participation, Money BidPrice, Money EvaluatedPrice, byte[] ContentHash);

/// <summary>One draw among tied bids.</summary>
/// <param name="Question">What was asked of the seed.</param>
/// <param name="Numbered">The tied in ascending order of their receipt hashes: number 0, 1, …</param>
/// <param name="Order">The numbers in drawn order.</param>
public sealed record RankingDraw(string Question, IReadOnlyList<RankedBid> Numbered, IReadOnlyList<int> Order);

/// <summary>The method of the lowest evaluated price (经评审的最低投标价法): ascending by evaluated price, ties by the chain in the tender document.</summary>
public static class Ranking
{
    /// <summary>
    /// The bids in their order of merit. <paramref name="decided"/> is the order of the tied by the owner's reasoned choice or a recorded draw;
    /// it is looked at only where the chain comes to that step.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>evaluation.tie-undecided</c>: the chain leaves a tie open and nobody has decided it</exception>
    public static IReadOnlyList<RankedBid> Of(
        IReadOnlyCollection<RankedBid> bids, IReadOnlyList<TieStep> chain, IReadOnlyList<Guid> decided, byte[] drawSeed) =>
        [.. bids.GroupBy(b => b.EvaluatedPrice).OrderBy(g => g.Key).SelectMany(tied => Untie([.. tied], [.. chain], decided, drawSeed))];

    /// <summary>The bids whose order the chain leaves to people: the owner's reasoned choice, or a draw held outside the system.</summary>
    public static IReadOnlyList<RankedBid> LeftToPeople(IReadOnlyCollection<RankedBid> bids, IReadOnlyList<TieStep> chain) =>
        [.. bids.GroupBy(b => b.EvaluatedPrice).SelectMany(tied => Left([.. tied], [.. chain]))];

    /// <summary>Each group of bids whose order was drawn, in the drawn order, with what anybody needs to repeat the draw.</summary>
    public static IReadOnlyList<RankingDraw> Draws(IReadOnlyCollection<RankedBid> bids, IReadOnlyList<TieStep> chain, byte[] drawSeed) =>
    [
        .. bids.GroupBy(b => b.EvaluatedPrice).OrderBy(g => g.Key).SelectMany(tied => Drawing([.. tied], [.. chain]))
            .Select(tied => new RankingDraw(DrawQuestion(tied[0].EvaluatedPrice), Numbered(tied), Order(tied, drawSeed))),
    ];

    /// <summary>The question under which a draw among tied bids is asked of the seed.</summary>
    public static string DrawQuestion(Money evaluatedPrice) => $"tie:{evaluatedPrice.Fen}";

    private static IEnumerable<RankedBid> Untie(List<RankedBid> tied, TieStep[] chain, IReadOnlyList<Guid> decided, byte[] drawSeed)
    {
        if (tied.Count == 1)
        {
            return tied;
        }

        return chain is [var step, .. var rest]
            ? step switch
            {
                TieStep.LowerBidPrice => tied.GroupBy(b => b.BidPrice).OrderBy(g => g.Key).SelectMany(g => Untie([.. g], rest, decided, drawSeed)),
                TieStep.OwnersReasonedChoice or TieStep.RecordedDraw => Decided(tied, decided),
                TieStep.Draw => Drawn(tied, drawSeed),
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

    private static IEnumerable<RankedBid> Decided(List<RankedBid> tied, IReadOnlyList<Guid> decided)
    {
        // The first of the tied must be decided; those behind it keep the order of the receipts.
        var order = decided.ToList();
        return tied.Exists(b => order.Contains(b.Participation))
            ? tied.OrderBy(b => order.IndexOf(b.Participation) is var place and >= 0 ? place : int.MaxValue).ThenBy(b => Convert.ToHexString(b.ContentHash), StringComparer.Ordinal)
            : throw Undecided(tied);
    }

    private static IEnumerable<RankedBid> Drawn(List<RankedBid> tied, byte[] drawSeed)
    {
        var numbered = Numbered(tied);
        return Order(tied, drawSeed).Select(number => numbered[number]);
    }

    private static List<RankedBid> Numbered(List<RankedBid> tied) => [.. tied.OrderBy(b => Convert.ToHexString(b.ContentHash), StringComparer.Ordinal)];

    private static IReadOnlyList<int> Order(List<RankedBid> tied, byte[] drawSeed) => Draw.Shuffle(drawSeed, DrawQuestion(tied[0].EvaluatedPrice), tied.Count);

    private static RuleBrokenException Undecided(List<RankedBid> tied) =>
        new(EvaluationRules.TieUndecided, tied[0].EvaluatedPrice, tied.Count);
}

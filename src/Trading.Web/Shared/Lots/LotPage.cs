using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Shared.Lots;

/// <summary>The page of a lot for one audience.</summary>
/// <param name="Lot">What everybody around the lot may know.</param>
/// <param name="Home">Where this audience has the page, such as <c>/owner/lots/7</c>.</param>
/// <param name="Next">The one thing to do now.</param>
public sealed record LotPage(LotView Lot, string Home, NextStep Next)
{
    public required IReadOnlyList<PageStep> Steps { get; init; }
    public OpeningRecordFacts? Record { get; init; }
    public AwardView? Award { get; init; }

    /// <summary>Null for audiences that the panel's work is no business of.</summary>
    public EvaluationView? Evaluation { get; init; }

    /// <summary>Whether this audience can read how the price is paid.</summary>
    public bool HasPrice { get; init; }

    /// <summary>What this audience's organisation is charged on the lot.</summary>
    public IReadOnlyList<OwnFee> Fees { get; init; } = [];
}

/// <summary>What to do next: a sentence, and the page on which it is done where this reader may do it.</summary>
/// <param name="Key">The words, with one placeholder for an instant where there is one.</param>
/// <param name="Href">The page; null where there is nothing to do but wait.</param>
/// <param name="ActionKey">What the button says.</param>
/// <param name="At">Until when one waits.</param>
public sealed record NextStep(string Key, string? Href = null, string? ActionKey = null, DateTime? At = null)
{
    public string Sentence => At is { } at ? PageWords.W(Key, at) : PageWords.W(Key);
}

using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

/// <summary>
/// The pinned rulebook as a tender of one line asks it: each question names its key here and nowhere else, and every answer comes with its citation.
/// What binds only tenders that the law requires, or only one category of lot, is told apart here.
/// </summary>
public sealed class TenderRulebook(Rulebook rulebook, string line, bool isLegallyRequired)
{
    public Rulebook Rulebook => rulebook;

    public Rule MinimumBidders => Get("min-bidders");
    public Rule DocumentOffer => Get("doc-sale-days");

    /// <summary>From the documents to the deadline: the statutory days where the law requires the tender, else the centre's.</summary>
    public Rule BidPreparation => Get(isLegallyRequired ? "bid-preparation-days" : "bid-preparation-voluntary-days");
    public Rule Clarification => Get("clarification-days");

    /// <summary>How long bids bind, from the deadline; what stands in for a deposit is valid as long. Null where the line says nothing of it: to the deadline.</summary>
    public Rule? BidValidity => Rulebook.Find($"{line}.bid-validity-days");
    public Rule DocumentObjection => Get("document-objection-days");
    public Rule FloorAllowed => Get("price-floor");

    /// <summary>By what all bids are invalid in which one organisation takes part more than once; null where the line says nothing of it.</summary>
    public Rule? ConsortiumOneBid => Rulebook.Find($"{line}.consortium-one-bid") is { Flag: true } rule ? rule : null;
    public Rule OutageWindow => Get("heartbeat-window-minutes");
    public Rule OutageGap => Get("heartbeat-gap-seconds");
    public Rule PublicityStart => Get("publicity-start-days");
    public Rule Publicity => Get("publicity-days");
    public Rule MaximumCandidates => Get("candidates-max");
    public Rule PanelMinimum => Get("committee-size-min");
    public Rule PanelOdd => Get("committee-size-odd");
    public Rule ExpertShare => Get("committee-expert-share");
    public Rule Evaluation => Get("evaluation-workdays");
    public Rule Decision => Get("award-decision-workdays");
    public Rule AwardNotice => Get("award-notice-workdays");

    /// <summary>Whether award notices bear the centre's mark as a witness.</summary>
    public bool CentreWitnesses => Get("award-notice-witness").Flag;
    public Rule Contract => Get("contract-days");
    public Rule PassOverGrounds => Get("pass-over-grounds");
    public Rule FeeSchedule => Get("service-fee-schedule");

    /// <summary>How ties are told apart after the lower bid price: by the owner's reasoned choice, or by a draw that anyone can check.</summary>
    public IReadOnlyList<TieStep> TieChain =>
    [
        TieStep.LowerBidPrice,
        Get("tie-break").Text switch
        {
            "owner-choice" => TieStep.OwnersReasonedChoice,
            "draw" => TieStep.Draw,
            "recorded-draw" => TieStep.RecordedDraw,
            var other => throw new InvalidOperationException($"The rulebook names an unknown way to break ties: {other}."),
        },
    ];

    /// <summary>The line's rows about deposits.</summary>
    public DepositPolicy Deposits => new(rulebook, line);

    /// <summary>The highest deposit that the lot may ask.</summary>
    public Money HighestDeposit(LotCategory category, Money estimate) =>
        Deposits.Cap(estimate, category)?.Highest ?? throw new InvalidOperationException($"{line} has no cap of deposits.");

    private Rule Get(string key) => rulebook.Get($"{line}.{key}");
}

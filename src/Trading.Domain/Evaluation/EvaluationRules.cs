namespace Trading.Domain.Evaluation;

/// <summary>What an evaluation refuses.</summary>
public static class EvaluationRules
{
    /// <summary>The panel has fewer members than the law wants.</summary>
    public const string PanelTooSmall = "evaluation.panel-too-small";

    /// <summary>The panel has an even number of members.</summary>
    public const string PanelEven = "evaluation.panel-even";

    /// <summary>Fewer experts than their lawful share.</summary>
    public const string TooFewExperts = "evaluation.too-few-experts";

    /// <summary>Every opened bid is either ranked or rejected, once.</summary>
    public const string NotEveryBid = "evaluation.not-every-bid";

    /// <summary>A rejection names the clause of the tender document and the reason.</summary>
    public const string RejectionWithoutReason = "evaluation.rejection-without-reason";

    /// <summary>A bid without a price cannot be ranked.</summary>
    public const string NoPrice = "evaluation.no-price";

    /// <summary>Bids are tied and the tender document leaves the order to the owner (or to a recorded draw), which is missing.</summary>
    public const string TieUndecided = "evaluation.tie-undecided";

    /// <summary>Only a member of the panel confirms, each once, and exactly the report that was entered.</summary>
    public const string NotAMember = "evaluation.not-a-member";

    /// <summary>The report has been confirmed by somebody and cannot be entered again.</summary>
    public const string AlreadyConfirmed = "evaluation.already-confirmed";

    /// <summary>No panel has been named.</summary>
    public const string NoPanel = "evaluation.no-panel";
}

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

    /// <summary>An expert confirms in person, and so is named by account.</summary>
    public const string ExpertWithoutAccount = "evaluation.expert-without-account";

    /// <summary>The account is not one of an expert, or is closed.</summary>
    public const string NotAnExpert = "evaluation.not-an-expert";

    /// <summary>A representative of the owner has a name.</summary>
    public const string MemberNameless = "evaluation.member-nameless";

    /// <summary>Nobody sits on a panel twice.</summary>
    public const string MemberTwice = "evaluation.member-twice";

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

    /// <summary>The report is not the one that the member was shown: it was entered anew in between.</summary>
    public const string NotTheReportSeen = "evaluation.not-the-report-seen";

    /// <summary>What is stored is not what the members confirmed: somebody changed it behind the system's back.</summary>
    public const string ReportChanged = "evaluation.report-changed";

    /// <summary>What is added to a bid price or taken off it leaves an evaluated price above zero.</summary>
    public const string EvaluatedNotPositive = "evaluation.evaluated-not-positive";

    /// <summary>The order of the tied gives its reason.</summary>
    public const string TieReasonMissing = "evaluation.tie-reason-missing";

    /// <summary>No tie waits for a decision.</summary>
    public const string NoTie = "evaluation.no-tie";
}

using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>In what a deposit may be put up; which of them a line takes, its rulebook says.</summary>
public enum DepositForm
{
    Cash,
    Transfer,
    Cheque,
    Draft,
    PromissoryNote,

    /// <summary>A bank's or a guarantee company's letter of guarantee (保函).</summary>
    Guarantee,
    Insurance,
    EGuarantee,
}

/// <summary>What becomes of the winner's deposit where it does not go back.</summary>
public enum ConversionTarget
{
    /// <summary>履约保证金.</summary>
    PerformanceBond,

    /// <summary>定金, which counts towards the price.</summary>
    EarnestMoney,

    /// <summary>价款.</summary>
    Price,
}

/// <summary>Why a deposit may be forfeited (rules 3.2); each line has a row for those that it knows.</summary>
public enum ForfeitGround
{
    RevokedBid,
    RefusedContract,
    ConditionsAdded,
    NoPerformanceBond,
    FalseMaterials,
    Collusion,
    PriceUnpaid,
    NoQuote,
}

/// <summary>Whose a forfeited deposit is.</summary>
public enum ForfeitDestination
{
    Owner,
    Treasury,

    /// <summary>The transferor's, less what is owed to the centre for its service.</summary>
    TransferorAfterFee,
}

/// <summary>What becomes of a bid whose pooled deposit was forfeited for another lot.</summary>
public enum UncoveredOutcome
{
    /// <summary>It goes on as it is.</summary>
    Stands,

    /// <summary>The bidder has put up another deposit for it.</summary>
    Secured,

    /// <summary>By a clause of the tender document it goes on no more.</summary>
    Rejected,
}

/// <summary>Who pays, and from where.</summary>
/// <param name="IsBidder">The payer is the bidder, or one of its consortium.</param>
/// <param name="IsLead">The payer is the lead of its consortium; true for a bidder by itself.</param>
/// <param name="IsBasicAccount">From the payer's registered basic account (基本存款账户).</param>
/// <param name="Form">In what it pays.</param>
public sealed record DepositPayer(bool IsBidder, bool IsLead, bool IsBasicAccount, DepositForm Form);

/// <summary>When and how a deposit that the procedure lets go is to go back.</summary>
/// <param name="Rule">The period, with its citation.</param>
/// <param name="WithInterest">Whether the bank's interest goes with it.</param>
public sealed record RefundTerms(Rule Rule, bool WithInterest);

/// <summary>What is owed on top where the money goes back late: the rate of the table times the factor, for each day after the last.</summary>
public sealed record LateRefund(string RateTable, long Numerator, long Denominator, string Citation);

/// <summary>
/// A line's rows about deposits, read from the pinned rulebook: the same names in every line, each answer with its citation. A row that the line does not
/// have binds nobody in it.
/// </summary>
public sealed class DepositPolicy(Rulebook rulebook, string line)
{
    private const string ToLead = "bidder-or-lead";
    private const string NoOne = "none";

    /// <summary>What the law of the line calls a deposit; the words are <c>deposit.name.{name}</c>.</summary>
    public string Name => Get("deposit-name").Text;

    /// <summary>Of what the share is taken; the words are <c>deposit.basis.{basis}</c>.</summary>
    public string Basis => Get("deposit-basis").Text;
    public Rule Share => Get("deposit-basis-points");
    public bool IsCompulsory => Get("deposit-compulsory").Flag;
    public Rule FormsRule => Get("deposit-forms");
    public IReadOnlyList<DepositForm> Forms => [.. Listed(FormsRule).Select(FormOf)];

    /// <summary>Of whom the line asks no deposit, and by what; null where it has no such rule, or demands a deposit of all.</summary>
    public Rule? Waiver => IsCompulsory ? null : Find("deposit-waived-for");

    /// <summary>The bidders of whom no deposit is asked, if they declare and prove what they are.</summary>
    public IReadOnlyList<CoverKind> WaivedFor => Waiver is { } rule ? [.. Listed(rule).Where(name => name != NoOne).Select(name => WaivedKindOf(rule, name))] : [];

    /// <summary>Where one deposit stands for all lots of the project on which its bidder bids, by what; null where each lot asks its own.</summary>
    public Rule? Pooling => Find("deposit-pooled") is { Flag: true } rule ? rule : null;

    /// <summary>What the tender document says of a bid whose pooled deposit is forfeited for another lot; where it says nothing, the owner decides.</summary>
    public Rule Uncovered => Get("uncovered-bid");

    /// <summary>What may become of such a bid by the tender document.</summary>
    public IReadOnlyList<UncoveredOutcome> UncoveredOutcomes => Uncovered.Text switch
    {
        "owner-decides" => Enum.GetValues<UncoveredOutcome>(),
        "bid-stands" => [UncoveredOutcome.Stands],
        "new-deposit" => [UncoveredOutcome.Secured, UncoveredOutcome.Rejected],
        "bid-rejected" => [UncoveredOutcome.Rejected],
        var other => throw Unknown(Uncovered, other),
    };

    /// <summary>The row by which an outcome may be chosen.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.uncovered-outcome</c></exception>
    public Rule RequireOutcome(UncoveredOutcome outcome) =>
        UncoveredOutcomes.Contains(outcome) ? Uncovered : throw RuleBrokenException.Cited(CoverRules.UncoveredOutcome, Uncovered.Citation, outcome);

    public bool TakesLeadOfConsortium => Get("deposit-payer").Text == ToLead;
    public Rule Interest => Get("deposit-interest");
    public Rule InterestTable => Get("deposit-interest-table");

    /// <summary>Whether the winner's deposit becomes something when the deal is made; where not, it goes back, and may become it by agreement alone.</summary>
    public bool ConvertsOnWinning => Get("deposit-won").Text == "convert";
    public Rule Conversion => Get("deposit-conversion");

    /// <summary>Refuses a conversion of which nobody says by which agreement, where the line converts by agreement alone.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.agreement-missing</c></exception>
    public void RequireAgreement(string? agreement)
    {
        if (!ConvertsOnWinning && string.IsNullOrWhiteSpace(agreement))
        {
            throw RuleBrokenException.Cited(DepositRules.AgreementMissing, Conversion.Citation);
        }
    }

    public ConversionTarget ConversionTarget => Conversion.Text switch
    {
        "performance-bond" => ConversionTarget.PerformanceBond,
        "earnest-money" => ConversionTarget.EarnestMoney,
        "price" => ConversionTarget.Price,
        var other => throw Unknown(Conversion, other),
    };

    /// <summary>What is owed where the money goes back late; null where the line knows nothing of the kind.</summary>
    public LateRefund? LateRefund => Find("late-refund-factor") is not { } factor
        ? null
        : new LateRefund(Get("late-refund-table").Text, factor.Fraction.Numerator, factor.Fraction.Denominator, factor.Citation);

    /// <summary>The highest deposit that may be asked, and the rule that sets it; null where the line has no cap.</summary>
    /// <param name="basis">The estimate, budget, base price or whatever <see cref="Basis"/> names.</param>
    /// <param name="category">Where a category of lots has a cap of its own.</param>
    public (Money Highest, Rule Rule)? Cap(Money basis, LotCategory? category)
    {
        if (Share.Kind != RuleKind.Maximum)
        {
            return null;
        }

        var share = basis.ShareAtMost(Share.Number);
        var cap = category switch
        {
            LotCategory.Works => Find("deposit-cap-works-fen"),
            LotCategory.Goods => Find("deposit-cap-goods-fen"),
            LotCategory.Design => Find("deposit-cap-design-fen"),

            // No order names a sum for supervision and other services: the share alone binds them.
            LotCategory.Services or null => null,
        };
        return cap is not null && cap.Amount < share ? (cap.Amount, cap) : (share, Share);
    }

    /// <summary>The lowest deposit that may be asked, and the rule that sets it; null where the line has no floor.</summary>
    public (Money Lowest, Rule Rule)? Floor(Money basis) => Share.Kind != RuleKind.Minimum
        ? null
        : (basis.ShareAtLeast(Share.Number), Share);

    /// <summary>What is wrong with an amount, with limit and citation; null where it may be asked.</summary>
    public RuleBrokenException? FaultOf(Money asked, Money basis, LotCategory? category = null)
    {
        if (!asked.IsPositive && IsCompulsory)
        {
            return RuleBrokenException.Cited(DepositRules.Compulsory, Get("deposit-compulsory").Citation);
        }

        if (Floor(basis) is { } floor && asked < floor.Lowest)
        {
            return RuleBrokenException.Cited(DepositRules.BelowFloor, floor.Rule.Citation, floor.Lowest, asked);
        }

        return Cap(basis, category) is { } cap && asked > cap.Highest
            ? RuleBrokenException.Cited(DepositRules.AboveCap, cap.Rule.Citation, cap.Highest, asked)
            : null;
    }

    /// <summary>What is wrong with a payment by what the line says of forms and payers, with the citation; null where it may be taken. The form comes first: what is paid in cash names no account.</summary>
    public RuleBrokenException? FaultOf(DepositPayer payer, bool isLegallyRequired)
    {
        ArgumentNullException.ThrowIfNull(payer);
        return !Forms.Contains(payer.Form) ? RuleBrokenException.Cited(DepositRules.FormNotAllowed, FormsRule.Citation, payer.Form)
            : !payer.IsBidder || (!payer.IsLead && TakesLeadOfConsortium) ? RuleBrokenException.Cited(DepositRules.NotTheBidder, Get("deposit-payer").Citation)
            : !payer.IsBasicAccount && BasicAccountFor(payer.Form, isLegallyRequired) is { } rule ? RuleBrokenException.Cited(DepositRules.NotBasicAccount, rule.Citation)
            : null;
    }

    /// <summary>The row by which what is paid in a form must leave the bidder's basic account; null where it need not.</summary>
    public Rule? BasicAccountFor(DepositForm form, bool isLegallyRequired) => isLegallyRequired && LeavesBasicAccount(form) ? Get("deposit-basic-account") : null;

    /// <summary>When a deposit goes back that an event lets go; null where the event alone lets none go in this line (construction's losers wait for the contract).</summary>
    public RefundTerms? TermsOf(DepositEvent what) => what switch
    {
        DepositEvent.Withdrawn => Terms(Find("withdrawal-refund-days") ?? Find("withdrawal-refund-workdays"), false),
        DepositEvent.NeverBid => Terms(Find("unmatched-return-workdays"), false),
        DepositEvent.Exited => Terms(Find("exit-refund-workdays"), false),
        DepositEvent.ExtensionRefused => Terms(Find("extension-refused-refund-days"), false),
        DepositEvent.Terminated => Terms(Find("failure-refund-days") ?? Find("termination-refund-workdays"), Get("termination-interest").Flag),
        DepositEvent.NotQualified => Terms(Find("not-qualified-refund-workdays"), false),
        DepositEvent.Lost => Terms(Find("lost-refund-workdays"), Interest.Flag),
        DepositEvent.ContractSigned or DepositEvent.ConvertedInPart => Terms(Find("refund-days") ?? Find("won-refund-workdays"), Interest.Flag),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No event by which money goes back."),
    };

    /// <summary>The line's row of a ground; what binds it stands in its text: may, shall, document, notice.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.no-such-ground</c>: the line forfeits nothing for it</exception>
    public Rule Ground(ForfeitGround ground) => Find(RowOf(ground)) ?? throw new RuleBrokenException(DepositRules.NoSuchGround, ground);

    /// <summary>The grounds that the line has, with their rows.</summary>
    public IReadOnlyList<(ForfeitGround Ground, Rule Rule)> Grounds =>
        [.. Enum.GetValues<ForfeitGround>().Select(g => (g, Find(RowOf(g)))).Where(g => g.Item2 is not null).Select(g => (g.g, g.Item2!))];

    /// <summary>Circumstances under which nothing is forfeited, whatever the ground; the words are <c>deposit.exempt.{name}</c>.</summary>
    public Rule Exempt => Get("forfeit-exempt");
    public IReadOnlyList<string> Exemptions => Listed(Exempt);

    /// <summary>Whose the money is.</summary>
    public (ForfeitDestination Destination, Rule Rule) Destination(bool isStateFunded)
    {
        var rule = (isStateFunded ? Find("forfeit-destination-state-funded") : null) ?? Get("forfeit-destination");
        return (rule.Text switch
        {
            "owner" => ForfeitDestination.Owner,
            "treasury" => ForfeitDestination.Treasury,
            "transferor-after-fee" => ForfeitDestination.TransferorAfterFee,
            var other => throw Unknown(rule, other),
        }, rule);
    }

    // The article speaks of cash and cheque; whether a transfer counts as cash is the centre's to say.
    private bool LeavesBasicAccount(DepositForm form) => Get("deposit-basic-account").Flag && form switch
    {
        DepositForm.Cash or DepositForm.Cheque => true,
        DepositForm.Transfer => Find("deposit-basic-account-transfer")?.Flag ?? false,
        DepositForm.Draft or DepositForm.PromissoryNote or DepositForm.Guarantee or DepositForm.Insurance or DepositForm.EGuarantee => false,
    };

    private DepositForm FormOf(string name) => name switch
    {
        "cash" => DepositForm.Cash,
        "transfer" => DepositForm.Transfer,
        "cheque" => DepositForm.Cheque,
        "draft" => DepositForm.Draft,
        "promissory-note" => DepositForm.PromissoryNote,
        "guarantee" => DepositForm.Guarantee,
        "insurance" => DepositForm.Insurance,
        "e-guarantee" => DepositForm.EGuarantee,
        var other => throw Unknown(Get("deposit-forms"), other),
    };

    private static CoverKind WaivedKindOf(Rule rule, string name) => name switch
    {
        "small-enterprise" => CoverKind.SmallEnterprise,
        "good-credit" => CoverKind.GoodCredit,
        _ => throw Unknown(rule, name),
    };

    private static string RowOf(ForfeitGround ground) => ground switch
    {
        ForfeitGround.RevokedBid => "forfeit-revoked-bid",
        ForfeitGround.RefusedContract => "forfeit-refused-contract",
        ForfeitGround.ConditionsAdded => "forfeit-conditions-added",
        ForfeitGround.NoPerformanceBond => "forfeit-no-performance-bond",
        ForfeitGround.FalseMaterials => "forfeit-false-materials",
        ForfeitGround.Collusion => "forfeit-collusion",
        ForfeitGround.PriceUnpaid => "forfeit-price-unpaid",
        ForfeitGround.NoQuote => "forfeit-no-quote",
    };

    private static RefundTerms? Terms(Rule? rule, bool withInterest) => rule is null ? null : new RefundTerms(rule, withInterest);

    private static string[] Listed(Rule rule) => rule.Text.Split(',');

    private static InvalidOperationException Unknown(Rule rule, string value) => new($"Rule {rule.Key} is {value}, which this release does not know.");

    private Rule Get(string name) => rulebook.Get($"{line}.{name}");

    private Rule? Find(string name) => rulebook.Find($"{line}.{name}");
}

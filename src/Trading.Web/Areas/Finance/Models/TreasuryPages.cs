using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Treasury;
using Trading.Web.Shared.Charts;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>What goes on to the treasury, or to whose a price is, and when.</summary>
public sealed class RemitForm
{
    [Required, Display(Name = "finance.account"), RuleField(ProceedsRules.PayeeChanged)]
    public long? BankAccountId { get; set; }

    [Required, Display(Name = "treasury.up-to"), RuleField(TreasuryRules.NothingToRemit, ProceedsRules.NothingToPassOn)]
    public DateOnly? UpTo { get; set; }

    [Required, Display(Name = "finance.pay-on"), RuleField(DepositRules.PayDayPassed)]
    public DateOnly? PayOn { get; set; }
}

public sealed record TreasuryPage(
    RemitForm Form, IReadOnlyList<BankAccountItem> Accounts, TreasuryReport Report, TreasuryBalances Balances, IReadOnlyList<TreasuryReturnItem> Returns,
    IReadOnlyList<RemittanceItem> Remittances, ClaimsPart Claims, ModelInForce? Model, Chart Chart, bool IsMaker)
{
    public string Query => FormattableString.Invariant($"from={Report.From:yyyy-MM-dd}&to={Report.To:yyyy-MM-dd}");

    public IEnumerable<SelectListItem> AccountChoices => StatementsPage.Choices(Accounts);

    /// <summary>The journal entries that make up a figure of some months.</summary>
    public static string EntriesOf(string account, DateOnly from, DateOnly to) => FormattableString.Invariant($"/finance/ledger?account={account}&by=Value&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
}

/// <summary>Applications to the treasury, of one state or all.</summary>
public sealed record ClaimsPart(TreasuryClaimState? State, IReadOnlyList<TreasuryClaimItem> Claims, DateOnly Today);

/// <summary>Who paid a fee of which something goes back, and what proves it.</summary>
public sealed class FeePayerForm
{
    [Required, StringLength(200), Display(Name = "finance.suspense.payer-name"), RuleField(FeeRules.RefundWrongState)]
    public string? Name { get; set; }

    [Required, StringLength(40), Display(Name = "finance.payer-account")]
    [RuleField(SuspenseRules.PayerDiffers, SuspenseRules.PayerIncomplete, SuspenseRules.PayerKnown)]
    public string? Account { get; set; }

    [Required, StringLength(200), Display(Name = "finance.suspense.payer-bank")]
    public string? Bank { get; set; }

    [Required, StringLength(400), Display(Name = "finance.fee.evidence"), RuleField(SuspenseRules.EvidenceMissing)]
    public string? Evidence { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>Why the treasury does not pay.</summary>
public sealed class RefuseClaimForm
{
    [Required, StringLength(400), Display(Name = "treasury.claim.refused-because"), RuleField(TreasuryRules.ClaimAnswered)]
    public string? Reason { get; set; }
}

/// <summary>On which ground an application is filed anew.</summary>
public sealed class ClaimForm
{
    [Required, StringLength(400), Display(Name = "treasury.claim.ground"), RuleField(TreasuryRules.ClaimWaits, TreasuryRules.ClaimAnswered, TreasuryRules.ReceiptNotRemitted)]
    public string? Ground { get; set; }
}

/// <summary>What of a fee goes back, who paid it, and the applications to the treasury, the latest first.</summary>
public sealed record FeeRefundPage(
    FeeItem Fee, FeeRefundItem Refund, FeePayerView? Payer, IReadOnlyList<TreasuryClaimItem> Claims, IReadOnlyList<DecisionItem> Decisions, FeePayerForm Form, RefuseClaimForm Refuse, ClaimForm Claim,
    DateOnly Today, bool IsMaker)
{
    private bool IsUndecided => Decisions.Any(d => d.State == DecisionState.Proposed);

    public bool MayNamePayer => IsMaker && !IsUndecided && Payer is { IsKnown: false } && (Refund.State is FeeRefundState.Owed or FeeRefundState.Claimed);

    public bool MayBeRefused => IsMaker && !IsUndecided && Claims is [{ State: TreasuryClaimState.Filed }, ..];

    public bool MayBeFiledAgain => IsMaker && Claims is [{ State: TreasuryClaimState.Refused }, ..];
}

/// <summary>Why a fee is waived.</summary>
public sealed class WaiveForm
{
    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(FeeRules.NotOpen, FeeRules.Remitted)]
    public string? Reason { get; set; }
}

/// <summary>To which amount a fee is adjusted, and why.</summary>
public sealed class AdjustForm
{
    [Required, Range(0.01, 100_000_000_000), Display(Name = "finance.fee.new-amount"), RuleField(FeeRules.AmountNotAnother)]
    public decimal? AmountYuan { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(FeeRules.NotOpen, FeeRules.Remitted)]
    public string? Reason { get; set; }
}

/// <summary>A charge with its papers and what was proposed about it.</summary>
public sealed record FeePage(FeeItem Fee, ChargePapers? Papers, IReadOnlyList<DecisionItem> Decisions, IReadOnlyList<FeeRefundItem> Refunds, WaiveForm Waive, AdjustForm Adjust, bool IsMaker)
{
    public bool MayBeCorrected => Fee.State != FeeChargeState.Reversed && Decisions.All(d => d.State != Domain.Banking.DecisionState.Proposed);
}

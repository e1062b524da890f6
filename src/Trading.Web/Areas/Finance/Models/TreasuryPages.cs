using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
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
    IReadOnlyList<RemittanceItem> Remittances, ModelInForce? Model, Chart Chart, bool IsMaker)
{
    public string Query => FormattableString.Invariant($"from={Report.From:yyyy-MM-dd}&to={Report.To:yyyy-MM-dd}");

    public IEnumerable<SelectListItem> AccountChoices => StatementsPage.Choices(Accounts);

    /// <summary>The journal entries that make up a figure of some months.</summary>
    public static string EntriesOf(string account, DateOnly from, DateOnly to) => FormattableString.Invariant($"/finance/ledger?account={account}&by=Value&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
}

/// <summary>Why a fee is waived.</summary>
public sealed class WaiveForm
{
    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(FeeRules.NotOpen, FeeRules.Remitted, FeeRules.PaidFromDeposit)]
    public string? Reason { get; set; }
}

/// <summary>To which amount a fee is adjusted, and why.</summary>
public sealed class AdjustForm
{
    [Required, Range(0.01, 100_000_000_000), Display(Name = "finance.fee.new-amount"), RuleField(FeeRules.AmountNotAnother)]
    public decimal? AmountYuan { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(FeeRules.NotOpen, FeeRules.Remitted, FeeRules.PaidFromDeposit)]
    public string? Reason { get; set; }
}

/// <summary>A charge with its papers and what was proposed about it.</summary>
public sealed record FeePage(FeeItem Fee, ChargePapers? Papers, IReadOnlyList<DecisionItem> Decisions, IReadOnlyList<FeeRefundItem> Refunds, WaiveForm Waive, AdjustForm Adjust, bool IsMaker)
{
    public bool MayBeCorrected => Fee.State != FeeChargeState.Reversed && Decisions.All(d => d.State != Domain.Banking.DecisionState.Proposed);
}

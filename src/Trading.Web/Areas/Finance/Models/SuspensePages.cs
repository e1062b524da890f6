using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Banking;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Proceeds;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>Who paid, as the bank answered.</summary>
public sealed class PayerForm
{
    [Required, StringLength(200), Display(Name = "finance.suspense.payer-name")]
    public string? Name { get; set; }

    [Required, StringLength(40), Display(Name = "finance.payer-account")]
    [RuleField(SuspenseRules.PayerDiffers, SuspenseRules.PayerIncomplete)]
    public string? Account { get; set; }

    [Required, StringLength(200), Display(Name = "finance.suspense.payer-bank")]
    public string? Bank { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>What a line that may be a payment of ours is: which payment, or none.</summary>
public sealed class ExplainForm
{
    /// <summary>The choice that it is none of our payments.</summary>
    public const string None = "none";

    [Required, StringLength(35), Display(Name = "finance.suspense.what"), RuleField(SuspenseRules.NoSuchPayment)]
    public string? Payment { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>Why a line is booked to the instruction with which it agrees, or what was done about a reversal that could not be undone.</summary>
public sealed class ReasonForm
{
    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

public sealed class DeclineForm
{
    [Required, StringLength(400), Display(Name = "finance.decision.declined-because")]
    public string? Reason { get; set; }
}

/// <summary>A line that is or was in suspense, and what the reader may do about it.</summary>
public sealed record SuspenseLinePage(SuspenseDetail Detail, PayerForm Payer, ExplainForm Explain, ReasonForm Match, ReasonForm Settle, bool IsMaker)
{
    public IEnumerable<SelectListItem> Choices =>
    [
        .. Detail.Candidates.Select(c => new SelectListItem(
            PageWords.W("finance.suspense.is-payment", c.EndToEndId, c.PayeeName, c.PayeeAccount, Words.Of(c.State, WordsLanguages.Current)), c.EndToEndId)),
        new SelectListItem(PageWords.W("finance.suspense.is-none"), ExplainForm.None),
    ];
}

/// <summary>
/// A proposal before whoever decides it, with what it is about: a line, a statement or a fee, and the payment of ours that the line is said to be. <c>Href</c> is
/// the page of what it is about.
/// </summary>
public sealed record DecisionPage(
    DecisionItem Decision, string Href, DeclineForm Form, bool IsOwn, bool IsChecker, SuspenseDetail? Line, StatementDetail? Statement, FeeItem? Fee, DepositLife? Deposit, PriceItem? Price)
{
    /// <summary>The Beijing day to which a penalty is reckoned.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The payment that failed, where another account of its payer is proposed.</summary>
    public FailedRefund? Failed { get; init; }

    public string AboutKey => this switch
    {
        { Failed: not null } => "finance.decision.subject-refund",
        { Price: not null } => "proceeds.subject",
        { Deposit: not null } => "finance.decision.subject-deposit",
        { Fee: not null } => "finance.decision.subject-fee",
        { Statement: not null } => "finance.decision.subject-statement",
        _ => "finance.decision.subject-line",
    };

    public ReturnCandidate? Payment => Line?.Candidates.FirstOrDefault(c => c.EndToEndId == Decision.EndToEndId);
}

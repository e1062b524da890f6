using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Sealing;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>What a forfeiture is proposed on.</summary>
public sealed class ForfeitForm
{
    /// <summary>The participation in another lot whose bid stands on the deposit, and whose ground it is; null where it is the deposit's own.</summary>
    [Display(Name = "finance.deposit.by-lot")]
    public Guid? By { get; set; }

    [Required, Display(Name = "finance.deposit.ground"), RuleField(DepositRules.NoSuchGround, DepositRules.WrongState)]
    public ForfeitGround? Ground { get; set; }

    [StringLength(400), Display(Name = "finance.deposit.clause"), RuleField(DepositRules.GroundNeedsClause)]
    public string? Clause { get; set; }

    [Display(Name = "finance.deposit.circumstance"), RuleField(DepositRules.Exempt)]
    public string? Circumstance { get; set; }

    [Required, StringLength(400), Display(Name = "finance.deposit.hearing"), RuleField(DepositRules.HearingMissing)]
    public string? Hearing { get; set; }

    [Range(0, 100_000_000_000), Display(Name = "finance.deposit.fee"), RuleField(DepositRules.FeeNotDeducted)]
    public decimal? FeeYuan { get; set; }

    [Required, Display(Name = "finance.deposit.evidence"), RuleField(DocumentRules.FileKind, DocumentRules.FileEmpty, DocumentRules.FileContent, SealingRules.FileTooLarge)]
    public IFormFile? Evidence { get; set; }

    internal ForfeitureCase Case => new(Ground!.Value, Clause, Hearing!, Money.Yuan(FeeYuan ?? 0m), string.IsNullOrEmpty(Circumstance) ? null : Circumstance);
}

/// <summary>How much of a deposit is converted, by which agreement, and why.</summary>
public sealed class ConvertForm
{
    [Required, Range(0.01, 100_000_000_000), Display(Name = "finance.deposit.part"), RuleField(DepositRules.MoreThanHeld, DepositRules.WrongState)]
    public decimal? AmountYuan { get; set; }

    [StringLength(400), Display(Name = "finance.deposit.agreement"), RuleField(DepositRules.AgreementMissing)]
    public string? Agreement { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>Why a late refund is the bidder's own doing.</summary>
public sealed class BlameForm
{
    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(DepositRules.WrongState)]
    public string? Reason { get; set; }
}

/// <summary>How much of a performance bond is released, and why.</summary>
public sealed class ReleaseForm
{
    [Required, Range(0.01, 100_000_000_000), Display(Name = "finance.deposit.released"), RuleField(DepositRules.MoreThanBond)]
    public decimal? AmountYuan { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>A deposit with what it went through, what was proposed about it, and what the person may do with it.</summary>
public sealed record DepositPage(
    DepositLife Life, IReadOnlyList<DecisionItem> Decisions, ForfeitForm Form, ConvertForm Convert, BlameForm Blame, ReleaseForm Release, DeclineForm Decline, bool IsMaker, bool IsChecker, long PersonId,
    string Accepts)
{
    private Deposit Deposit => Life.Deposit;

    public bool MayPropose => IsMaker && Allows(DepositEvent.ForfeitureProposed);

    public bool MayConvert => IsMaker && IsFree && Deposit.Refundable.IsPositive && Allows(DepositEvent.ConvertedWhole);

    public bool MayBlame => IsMaker && IsFree && Deposit is { State: DepositState.RefundDue, IsBiddersDelay: false };

    public bool MayRelease => IsMaker && IsFree && Life.BondLeft.IsPositive;

    private bool IsFree => Decisions.All(d => d.State != DecisionState.Proposed);

    private bool Allows(DepositEvent what) => DepositMachine.Next(new DepositPosition(Deposit.State, Deposit.StateUnder), what, Deposit.Received.IsPositive) is not null;

    public bool MayDecide => IsChecker && Life.Open is { } open && open.ProposedBy != PersonId && open.FirstApprovedBy != PersonId;

    public bool HasFee => Life.Policy.Destination(Life.IsStateFunded).Destination == ForfeitDestination.TransferorAfterFee;

    /// <summary>The lot whose ground it is: the deposit's, and those whose bids stand on it.</summary>
    public IEnumerable<SelectListItem> ByLots =>
        [new SelectListItem($"{Life.LotCode} {Life.LotName}", ""), .. Life.On.Select(l => new SelectListItem($"{l.Code} {l.Name}", l.ParticipationId.ToString()))];

    public IEnumerable<SelectListItem> Grounds => Life.Policy.Grounds.Select(g => new SelectListItem(PageWords.W($"enum.ForfeitGround.{g.Ground}"), g.Ground.ToString()));

    public IEnumerable<SelectListItem> Circumstances =>
        [new SelectListItem(PageWords.W("finance.deposit.no-circumstance"), ""), .. Life.Policy.Exemptions.Select(e => new SelectListItem(PageWords.W($"deposit.exempt.{e}"), e))];
}

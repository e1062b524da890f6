using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Deposits;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Shared;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>A row of the form in which instalments are entered; an empty one does not count.</summary>
public sealed class InstalmentRow
{
    public decimal? AmountYuan { get; set; }

    public DateOnly? DueOn { get; set; }

    public bool IsEmpty => AmountYuan is null && DueOn is null;

    public static List<InstalmentRow> Empty(int? rows) => [.. Enumerable.Range(0, Math.Clamp(rows ?? PricePlanForm.UsualRows, 1, PricePlan.MostInstalments)).Select(_ => new InstalmentRow())];

    /// <summary>What is not paid as it stands, to be changed, and room for more.</summary>
    public static List<InstalmentRow> Unpaid(PricePlan plan, int? rows)
    {
        var unpaid = plan.Instalments.Where(i => i.Unpaid.IsPositive).Select(i => new InstalmentRow { AmountYuan = i.Unpaid.Fen / 100m, DueOn = i.DueOn }).ToList();
        return [.. unpaid, .. Empty(rows).Skip(unpaid.Count)];
    }

    internal static IEnumerable<ValidationResult> Validate(List<InstalmentRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (!rows[i].IsEmpty && (rows[i].AmountYuan is null || rows[i].DueOn is null))
            {
                yield return new ValidationResult(PageWords.W("proceeds.row-incomplete"), [$"Rows[{i}].{(rows[i].AmountYuan is null ? nameof(AmountYuan) : nameof(DueOn))}"]);
            }
        }
    }

    internal static IReadOnlyList<InstalmentTerms> Terms(List<InstalmentRow> rows) =>
        [.. rows.Where(r => !r.IsEmpty).Select(r => new InstalmentTerms(Money.Yuan(r.AmountYuan!.Value), r.DueOn!.Value))];
}

/// <summary>What the contract says of the price.</summary>
public sealed class PricePlanForm : IValidatableObject
{
    public const int UsualRows = 4;

    [Required, Display(Name = "proceeds.winner"), RuleField(ProceedsRules.HasPlan, ProceedsRules.DepositFirst, ProceedsRules.NoPriceInLine, ProceedsRules.NoAccount)]
    public Guid? ParticipationId { get; set; }

    [Required, Range(0.01, 1_000_000_000_000), Display(Name = "proceeds.price"),
        RuleField(ProceedsRules.PriceOutOfRange, ProceedsRules.SumDiffers, ProceedsRules.DepositExceedsPrice, ProceedsRules.TooManyInstalments, ProceedsRules.InstalmentMalformed, ProceedsRules.FirstTooSmall)]
    public decimal? PriceYuan { get; set; }

    [Required, Display(Name = "proceeds.contract-on"), RuleField(ProceedsRules.ContractToCome, ProceedsRules.FirstTooLate, ProceedsRules.LastTooLate)]
    public DateOnly? ContractOn { get; set; }

    public List<InstalmentRow> Rows { get; set; } = [];

    [Range(0, 100), Display(Name = "proceeds.interest-rate"), RuleField(ProceedsRules.InterestTooLow)]
    public decimal? InterestPercent { get; set; }

    [StringLength(400), Display(Name = "proceeds.security"), RuleField(ProceedsRules.SecurityMissing)]
    public string? Security { get; set; }

    [Required, StringLength(400), Display(Name = "proceeds.reason")]
    public string? Reason { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => InstalmentRow.Validate(Rows);

    public PriceTerms Terms() => new(Money.Yuan(PriceYuan!.Value), ContractOn!.Value, InstalmentRow.Terms(Rows))
    {
        InterestBasisPoints = InterestPercent is { } rate ? (long)decimal.Round(rate * 100m) : null,
        Security = string.IsNullOrWhiteSpace(Security) ? null : Security.Trim(),
    };
}

/// <summary>What a supplementary agreement says of the parts that are not paid.</summary>
public sealed class ChangePlanForm : IValidatableObject
{
    [Required, StringLength(100), Display(Name = "proceeds.agreement-number"), RuleField(ProceedsRules.AgreementMissing)]
    public string? AgreementNumber { get; set; }

    [Required, Display(Name = "proceeds.agreed-on"),
        RuleField(
            ProceedsRules.AgreedOnMalformed, ProceedsRules.SumDiffers, ProceedsRules.InstalmentMalformed, ProceedsRules.TooManyInstalments, ProceedsRules.FirstTooLate,
            ProceedsRules.FirstTooSmall, ProceedsRules.LastTooLate)]
    public DateOnly? AgreedOn { get; set; }

    public List<InstalmentRow> Rows { get; set; } = [];

    [Range(0, 100), Display(Name = "proceeds.interest-rate"), RuleField(ProceedsRules.InterestTooLow)]
    public decimal? InterestPercent { get; set; }

    [StringLength(400), Display(Name = "proceeds.security"), RuleField(ProceedsRules.SecurityMissing)]
    public string? Security { get; set; }

    [Required, StringLength(400), Display(Name = "proceeds.change-reason"), RuleField(ProceedsRules.WrongState)]
    public string? Reason { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => InstalmentRow.Validate(Rows);

    public PriceChangeTerms Terms() => new(AgreementNumber!, AgreedOn!.Value, InstalmentRow.Terms(Rows))
    {
        InterestBasisPoints = InterestPercent is { } rate ? (long)decimal.Round(rate * 100m) : null,
        Security = Security,
    };
}

/// <summary>How much of a penalty is waived, who agrees, and why.</summary>
public sealed class WaivePenaltyForm
{
    [Required, Range(0.01, 1_000_000_000_000), Display(Name = "proceeds.waive-amount"), RuleField(ProceedsRules.MoreThanPenalty, ProceedsRules.WrongState)]
    public decimal? AmountYuan { get; set; }

    [Required, StringLength(400), Display(Name = "proceeds.consent"), RuleField(ProceedsRules.ConsentMissing)]
    public string? Consent { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>How much of which receipt's penalty goes back to the buyer, who agrees, and why.</summary>
public sealed class GiveBackForm
{
    [Required, StringLength(40), Display(Name = "proceeds.give-back-receipt"), RuleField(ProceedsRules.NoSuchReceipt, ProceedsRules.PenaltyPassedOn)]
    public string? Receipt { get; set; }

    [Required, Range(0.01, 1_000_000_000_000), Display(Name = "proceeds.give-back-amount"), RuleField(ProceedsRules.MoreThanPenaltyPaid)]
    public decimal? AmountYuan { get; set; }

    [Required, StringLength(400), Display(Name = "proceeds.consent")]
    public string? Consent { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>Why a transferor's price goes to another account of its own.</summary>
public sealed class CorrectPayeeForm
{
    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(ProceedsRules.PayeeSame, ProceedsRules.NoAccount, ProceedsRules.WrongState)]
    public string? Reason { get; set; }
}

public sealed record ProceedsPage(
    PricePlanState? State, DayFilter Days, IReadOnlyList<PriceItem> Plans, Paging Paging, RemitForm Form, IReadOnlyList<BankAccountItem> Accounts, PriceTotals Totals, Chart? Chart, DateOnly Today, bool IsMaker)
{
    public IEnumerable<SelectListItem> AccountChoices => StatementsPage.Choices(Accounts);
}

public sealed record NewPlanPage(PricePlanForm Form, IReadOnlyList<PriceWinner> Winners)
{
    public IEnumerable<SelectListItem> Choices =>
        Winners.Select(w => new SelectListItem($"{w.LotCode} {w.LotName} — {w.BuyerName} ({w.Converted})", w.ParticipationId.ToString(), Form.ParticipationId == w.ParticipationId));
}

public sealed record PlanPage(PriceItem Item, IReadOnlyList<PriceReceipt> Receipts, IReadOnlyList<PricePayout> Payouts, IReadOnlyList<DecisionItem> Decisions, DateOnly Today)
{
    public WaivePenaltyForm Waive { get; } = new();
    public CorrectPayeeForm Payee { get; } = new();
    public GiveBackForm Back { get; } = new();
    public IReadOnlyList<Payout> Returns { get; init; } = [];

    /// <summary>Receipts of whose penalty something may go back.</summary>
    public IReadOnlyList<SelectListItem> Returnable => [.. Receipts.Where(r => r.PayoutId is null && r.PenaltyLeft.IsPositive).Select(r => new SelectListItem($"{r.Number} · {r.PenaltyLeft}", r.Number))];
    public bool MayGiveBack => MayPropose && Returnable.Count > 0;
    public bool IsMaker { get; init; }

    /// <summary>The transferor's account as it is registered now.</summary>
    public PricePayee? Registered { get; init; }

    public bool MayPropose => IsMaker && Decisions.All(d => d.State != Domain.Banking.DecisionState.Proposed);
    public bool MayChange => MayPropose && Item.Plan.State == PricePlanState.Open;
    public bool MayWaive => MayChange && Item.Plan.PenaltyOwedOn(Today).IsPositive;
    public bool MayCorrect => MayPropose && Item.Plan.State is (PricePlanState.Open or PricePlanState.Paid) && Registered is not null && Registered != Item.Plan.Payee;
}

/// <summary>The form in which a plan is changed.</summary>
public sealed record ChangePlanPage(PriceItem Item, ChangePlanForm Form);

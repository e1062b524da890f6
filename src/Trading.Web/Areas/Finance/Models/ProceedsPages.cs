using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Proceeds;
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

    [Required, StringLength(400), Display(Name = "proceeds.reason")]
    public string? Reason { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            if (!Rows[i].IsEmpty && (Rows[i].AmountYuan is null || Rows[i].DueOn is null))
            {
                yield return new ValidationResult(PageWords.W("proceeds.row-incomplete"), [$"{nameof(Rows)}[{i}].{(Rows[i].AmountYuan is null ? nameof(InstalmentRow.AmountYuan) : nameof(InstalmentRow.DueOn))}"]);
            }
        }
    }

    public PriceTerms Terms() =>
        new(Money.Yuan(PriceYuan!.Value), ContractOn!.Value, [.. Rows.Where(r => !r.IsEmpty).Select(r => new InstalmentTerms(Money.Yuan(r.AmountYuan!.Value), r.DueOn!.Value))]);
}

public sealed record ProceedsPage(
    PricePlanState? State, IReadOnlyList<PriceItem> Plans, Paging Paging, RemitForm Form, IReadOnlyList<BankAccountItem> Accounts, PriceTotals Totals, Chart? Chart, DateOnly Today, bool IsMaker)
{
    public IEnumerable<SelectListItem> AccountChoices => StatementsPage.Choices(Accounts);
}

public sealed record NewPlanPage(PricePlanForm Form, IReadOnlyList<PriceWinner> Winners)
{
    public IEnumerable<SelectListItem> Choices =>
        Winners.Select(w => new SelectListItem($"{w.LotCode} {w.LotName} — {w.BuyerName} ({w.Converted})", w.ParticipationId.ToString(), Form.ParticipationId == w.ParticipationId));
}

public sealed record PlanPage(PriceItem Item, IReadOnlyList<PriceReceipt> Receipts, IReadOnlyList<PricePayout> Payouts, IReadOnlyList<DecisionItem> Decisions, DateOnly Today);

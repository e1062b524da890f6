using System.ComponentModel.DataAnnotations;
using Trading.Domain.Awards;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Models;

public sealed class ConfirmForm
{
    [MustConfirm, Display(Name = "award.field.confirm")]
    public bool Confirmed { get; set; }
}

public sealed class DecisionForm
{
    [Required, Display(Name = "award.field.winner"), RuleField(AwardRules.NotACandidate)]
    public Guid? Winner { get; set; }

    /// <summary>One of the grounds of the law; asked for with state funds alone.</summary>
    [StringLength(40), Display(Name = "award.field.ground"), RuleField(AwardRules.FirstCandidateFirst)]
    public string? Ground { get; set; }

    [StringLength(2000), Display(Name = "award.field.reason"), RuleField(AwardRules.ReasonMissing)]
    public string? Reason { get; set; }

    [MustConfirm, Display(Name = "award.field.confirm-decision")]
    public bool Confirmed { get; set; }
}

public sealed class DeclineForm
{
    [Required, StringLength(2000), Display(Name = "award.field.decline-reason"), RuleField(AwardRules.ReasonMissing)]
    public string? Reason { get; set; }

    [MustConfirm, Display(Name = "award.field.confirm-decline")]
    public bool Confirmed { get; set; }
}

public sealed class ContractForm
{
    [Required, Display(Name = "award.field.signed-on"), RuleField(AwardRules.ContractDiffers)]
    public DateOnly? SignedOn { get; set; }

    [Required, Range(typeof(decimal), "0.01", "999999999999"), WholeFen, Display(Name = "award.field.contract-price")]
    public decimal? Price { get; set; }

    [MustConfirm, Display(Name = "award.field.confirm-contract")]
    public bool Confirmed { get; set; }
}

/// <summary>A page between the report and the contract: the lot, what was found and decided so far, and the form.</summary>
public sealed record AwardPage<TForm>(LotView Lot, EvaluationView? Evaluation, AwardView Award, TForm Form, bool IsOwner, bool IsDue);

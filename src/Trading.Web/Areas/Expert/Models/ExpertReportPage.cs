using System.ComponentModel.DataAnnotations;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Expert.Models;

public sealed record ExpertReportPage(LotView Lot, EvaluationView Evaluation, BidFilesList Files, DateTime? ConfirmedAtUtc, bool MayConfirm)
{
    public DeclarationForm Form { get; } = new();
}

public sealed class DeclarationForm
{
    /// <summary>The hash of the report that the page showed.</summary>
    public string? Shown { get; set; }

    [MustConfirm, Display(Name = "expert.declaration")]
    public bool NoConflict { get; set; }

    [MustConfirm, Display(Name = "expert.field.agree")]
    public bool Agreed { get; set; }
}

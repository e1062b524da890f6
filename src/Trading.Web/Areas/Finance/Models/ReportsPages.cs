using System.ComponentModel.DataAnnotations;
using Trading.Domain.Reports;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>A report that somebody asks for.</summary>
public sealed class ReportForm
{
    public Guid? FormId { get; set; }

    [Required, Display(Name = "reports.kind"), RuleField(ReportRules.TooMany)]
    public ReportKind? Kind { get; set; }

    [Required, Display(Name = "finance.from")]
    public DateOnly? From { get; set; }

    [Required, Display(Name = "finance.to")]
    public DateOnly? To { get; set; }

    [Required, Display(Name = "reports.basis")]
    public ReportBasis? Basis { get; set; }

    [Required, Display(Name = "reports.format")]
    public ReportFormat? Format { get; set; }
}

/// <summary>The reports of the centre's finance, and the form to ask for one more.</summary>
public sealed record ReportsPage(ReportForm Form, IReadOnlyList<ReportOrder> Orders)
{
    /// <summary>How many are not made yet: a further look will show more.</summary>
    public int UnderWay => Orders.Count(o => o.State is ReportState.Waiting or ReportState.Making);

    public bool IsUnderWay => UnderWay > 0;
}

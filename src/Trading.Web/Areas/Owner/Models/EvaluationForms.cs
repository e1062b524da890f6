using System.ComponentModel.DataAnnotations;
using Trading.Domain.Evaluation;
using Trading.Domain.Shared;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Models;

public sealed class PanelForm
{
    public List<MemberForm> Members { get; set; } = [];

    /// <summary>Rows for a panel of the size, the members named so far in front.</summary>
    internal static PanelForm Of(IReadOnlyList<MemberRow> named, int size) => new()
    {
        Members =
        [
            .. named.Select(m => new MemberForm { Name = m.Name, Kind = m.Kind, UserId = m.UserId }),
            .. Enumerable.Range(0, Math.Max(0, size - named.Count)).Select(_ => new MemberForm()),
        ],
    };

    internal List<NameMember> Named(IReadOnlyList<ExpertPerson> experts) =>
    [
        .. Members.Where(m => !string.IsNullOrWhiteSpace(m.Name) || m.UserId is not null).Select(m => new NameMember(
            string.IsNullOrWhiteSpace(m.Name) ? experts.Single(e => e.UserId == m.UserId).Name : m.Name.Trim(),
            m.Kind,
            experts.Any(e => e.UserId == m.UserId) ? m.UserId : null)),
    ];
}

public sealed class MemberForm
{
    [Display(Name = "panel.field.account")]
    public long? UserId { get; set; }

    [StringLength(100), Display(Name = "panel.field.name")]
    public string? Name { get; set; }

    [Display(Name = "panel.field.kind")]
    public MemberKind Kind { get; set; }
}

public enum Verdict
{
    Accept,
    Reject,
}

public sealed class ReportForm
{
    public List<JudgementForm> Bids { get; set; } = [];

    [StringLength(2000), Display(Name = "report.field.tie-reason")]
    public string? TieReason { get; set; }

    internal static ReportForm Of(EvaluationView view) => new()
    {
        TieReason = view.Report?.TieReason,
        Bids = [.. view.Bids.Where(b => b.State == Domain.Tendering.BidState.Opened).Select(JudgementForm.Of)],
    };

    internal List<JudgeBid> Judgements() => [.. Bids.Select(b => b.Judgement())];

    internal List<Guid> TieOrder() => [.. Bids.Where(b => b.TiePlace is not null).OrderBy(b => b.TiePlace).Select(b => b.Participation)];
}

public sealed class JudgementForm
{
    public Guid Participation { get; set; }

    [Required, Display(Name = "report.field.verdict")]
    public Verdict? Verdict { get; set; }

    [Display(Name = "report.field.adjustment"), RuleField(SharedRules.FractionOfFen)]
    public decimal? Adjustment { get; set; }

    [StringLength(200), Display(Name = "report.field.clause")]
    public string? Clause { get; set; }

    [StringLength(2000), Display(Name = "report.field.reason")]
    public string? Reason { get; set; }

    [Range(1, 99), Display(Name = "report.field.tie-place")]
    public int? TiePlace { get; set; }

    internal static JudgementForm Of(JudgedBid bid) => new()
    {
        Participation = bid.Participation,
        Verdict = bid.Line is null ? null : bid.Line.Judgement == Domain.Evaluation.Judgement.Ranked ? Models.Verdict.Accept : Models.Verdict.Reject,
        Adjustment = bid.Line?.EvaluatedPrice is { } evaluated && bid.Price is { } price && evaluated != price ? (evaluated - price).Fen / 100m : null,
        Clause = bid.Line?.Clause,
        Reason = bid.Line?.Reason,
    };

    // An empty clause reaches the service as an empty clause: it says what is missing.
    internal JudgeBid Judgement() => Verdict == Models.Verdict.Reject
        ? JudgeBid.Reject(Participation, Clause?.Trim() ?? "", Reason?.Trim() ?? "")
        : new JudgeBid(Participation, null, null, Money.Yuan(Adjustment ?? 0m));
}

public sealed class SignatureForm
{
    public Guid Member { get; set; }

    [MustConfirm, Display(Name = "report.field.paper")]
    public bool Confirmed { get; set; }
}

public sealed record PanelPage(LotView Lot, EvaluationView View, IReadOnlyList<ExpertPerson> Experts, PanelForm Form, bool MayName);

public sealed record ReportPage(LotView Lot, EvaluationView View, ReportForm Form, bool MayEnter);

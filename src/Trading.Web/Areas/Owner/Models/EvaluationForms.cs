using System.ComponentModel.DataAnnotations;
using Trading.Domain.Evaluation;
using Trading.Domain.Shared;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.Lots;

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
            // The last place is the owner's, where there is one: experts are most of any panel.
            .. Enumerable.Range(named.Count, Math.Max(0, size - named.Count))
                .Select(place => new MemberForm { Kind = place == size - 1 && named.All(m => m.Kind == MemberKind.Expert) ? MemberKind.OwnerRepresentative : MemberKind.Expert }),
        ],
    };

    internal List<NameMember> Named() =>
    [
        .. Members.Index().Where(m => !string.IsNullOrWhiteSpace(m.Item.Name) || m.Item.UserId is not null)
            .Select(m => new NameMember(m.Item.Name?.Trim() ?? "", m.Item.Kind, m.Item.UserId, m.Index)),
    ];
}

public sealed class MemberForm
{
    [Display(Name = "panel.field.account"), RuleField(EvaluationRules.ExpertWithoutAccount, EvaluationRules.NotAnExpert, EvaluationRules.MemberTwice)]
    public long? UserId { get; set; }

    [StringLength(100), Display(Name = "panel.field.name"), RuleField(EvaluationRules.MemberNameless)]
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

    internal static ReportForm Of(EvaluationView view) => new()
    {
        Bids = [.. view.Bids.Where(b => b.State == Domain.Tendering.BidState.Opened).Select(JudgementForm.Of)],
    };

    internal List<JudgeBid> Judgements() => [.. Bids.Select((b, i) => b.Judgement(i))];
}

public sealed class JudgementForm
{
    public Guid Participation { get; set; }

    [Required, Display(Name = "report.field.verdict")]
    public Verdict? Verdict { get; set; }

    [Range(typeof(decimal), "-999999999999", "999999999999"), Display(Name = "report.field.adjustment"),
        RuleField(SharedRules.FractionOfFen, EvaluationRules.EvaluatedNotPositive)]
    public decimal? Adjustment { get; set; }

    [StringLength(200), Display(Name = "report.field.clause")]
    public string? Clause { get; set; }

    [StringLength(2000), Display(Name = "report.field.reason")]
    public string? Reason { get; set; }

    internal static JudgementForm Of(JudgedBid bid) => new()
    {
        Participation = bid.Participation,
        Verdict = bid.Line is null ? null : bid.Line.Judgement == Domain.Evaluation.Judgement.Ranked ? Models.Verdict.Accept : Models.Verdict.Reject,
        Adjustment = bid.Line?.EvaluatedPrice is { } evaluated && bid.Price is { } price && evaluated != price ? (evaluated - price).Fen / 100m : null,
        Clause = bid.Line?.Clause,
        Reason = bid.Line?.Reason,
    };

    // An empty clause reaches the service as an empty clause: it says what is missing.
    internal JudgeBid Judgement(int item)
    {
        if (Verdict == Models.Verdict.Reject)
        {
            return JudgeBid.Reject(Participation, Clause?.Trim() ?? "", Reason?.Trim() ?? "");
        }

        try
        {
            return new JudgeBid(Participation, null, null, Money.Yuan(Adjustment ?? 0m));
        }
        catch (RuleBrokenException refusal)
        {
            throw refusal.At(item);
        }
    }
}

/// <summary>The order of the tied.</summary>
public sealed class TieForm
{
    public List<TiePlaceForm> Tied { get; set; } = [];

    [Required, StringLength(2000), Display(Name = "report.field.tie-reason"), RuleField(EvaluationRules.TieReasonMissing)]
    public string? Reason { get; set; }

    internal static TieForm Of(EvaluationView view) => new() { Tied = [.. view.Tied.Select(b => new TiePlaceForm { Participation = b.Participation })] };

    internal List<Guid> Order() => [.. Tied.OrderBy(b => b.Place).Select(b => b.Participation)];
}

public sealed class TiePlaceForm
{
    public Guid Participation { get; set; }

    [Required, Range(1, 99), Display(Name = "report.field.tie-place")]
    public int? Place { get; set; }
}

public sealed class SignatureForm
{
    public Guid Member { get; set; }

    /// <summary>The hash of the report that was signed, as the page shows it.</summary>
    public string? Shown { get; set; }

    [MustConfirm, Display(Name = "report.field.paper")]
    public bool Confirmed { get; set; }
}

public sealed record PanelPage(LotView Lot, EvaluationView View, IReadOnlyList<ExpertPerson> Experts, PanelForm Form, bool MayName);

/// <param name="Lot">The lot.</param>
/// <param name="View">Its evaluation.</param>
/// <param name="Form">The report to be entered.</param>
/// <param name="MayEnter">The reader enters the report, now.</param>
/// <param name="MayDecideTie">The reader decides the tie that waits, now.</param>
public sealed record ReportPage(LotView Lot, EvaluationView View, ReportForm Form, bool MayEnter, bool MayDecideTie)
{
    public required BidFilesList Files { get; init; }
    public TieForm Tie { get; } = TieForm.Of(View);
}

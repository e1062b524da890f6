using System.ComponentModel.DataAnnotations;
using Trading.Domain.Notices;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Models;

public class NoticeForm
{
    [Required, StringLength(300), Display(Name = "notice.field.title")]
    public string? Title { get; set; }

    [Required, StringLength(20_000), Display(Name = "notice.field.body")]
    public string? Body { get; set; }

    /// <summary>Beijing time; left empty, documents go out with the notice.</summary>
    [Display(Name = "notice.field.documents-from"), RuleField(TenderingRules.TimetableOutOfOrder)]
    public DateTime? DocumentsFrom { get; set; }

    [Required, Display(Name = "notice.field.documents-until"), RuleField(TenderingRules.DocumentOfferTooShort)]
    public DateTime? DocumentsUntil { get; set; }

    [Required, Display(Name = "notice.field.deadline"), RuleField(TenderingRules.PreparationTooShort)]
    public DateTime? Deadline { get; set; }

    internal static NoticeForm Of(string title, string body, Timetable shortest) => new()
    {
        Title = title,
        Body = body,
        DocumentsUntil = Instants.ToBeijing(shortest.DocumentsUntilUtc),
        Deadline = Instants.ToBeijing(shortest.DeadlineUtc),
    };

    internal PublishTender Publication(long lotId, DateTime nowUtc) => new(
        lotId, Title!.Trim(), Body!.Trim(),
        new Timetable(DocumentsFrom is { } from ? Instants.FromBeijing(from) : nowUtc, Instants.FromBeijing(DocumentsUntil!.Value), Instants.FromBeijing(Deadline!.Value)),
        DocumentsWithNotice: DocumentsFrom is null);
}

public sealed class AmendForm
{
    [Required, Display(Name = "notice.field.kind")]
    public NoticeKind? Kind { get; set; } = NoticeKind.Clarification;

    [Required, StringLength(300), Display(Name = "notice.field.title")]
    public string? Title { get; set; }

    [Required, StringLength(20_000), Display(Name = "notice.field.body")]
    public string? Body { get; set; }

    [Display(Name = "notice.field.affects-bids")]
    public bool AffectsBids { get; set; } = true;

    [Display(Name = "notice.field.new-deadline"), RuleField(TenderingRules.AmendmentTooLate, TenderingRules.DeadlineMovesLater)]
    public DateTime? NewDeadline { get; set; }

    [Display(Name = "notice.field.answers")]
    public List<Guid> Answers { get; set; } = [];

    [MustConfirm, Display(Name = "notice.field.confirm")]
    public bool Confirmed { get; set; }

    internal AmendTender Amendment(long lotId) => new(
        lotId, Kind == NoticeKind.Amendment ? NoticeKind.Amendment : NoticeKind.Clarification, Title!.Trim(), Body!.Trim(), AffectsBids,
        NewDeadline is { } deadline ? Instants.FromBeijing(deadline) : null)
    {
        Answers = Answers,
    };
}

public sealed class DeferForm
{
    [Required, StringLength(300), Display(Name = "notice.field.title")]
    public string? Title { get; set; }

    [Required, StringLength(20_000), Display(Name = "notice.field.body")]
    public string? Body { get; set; }

    [Required, Display(Name = "notice.field.new-deadline"), RuleField(TenderingRules.DeadlineMovesLater, TenderingRules.DeferredIntoOutage)]
    public DateTime? NewDeadline { get; set; }
}

public sealed class OpenForm
{
    [MustConfirm, Display(Name = "opening.field.confirm")]
    public bool Confirmed { get; set; }
}

/// <summary>A form of a lot with what stands around it.</summary>
public sealed record LotFormPage<TForm>(LotView Lot, TForm Form);

public sealed record AmendPage(LotView Lot, ClarificationLimit? Limit, IReadOnlyList<OpenQuestion> Questions, AmendForm Form);

public sealed record HeldPage(LotView Lot, HeldOpening? Held, bool MayDecide)
{
    public DeferForm Defer { get; } = new();
    public OpenForm Open { get; } = new();
}

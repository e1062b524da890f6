using Trading.Domain.Notices;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Notices;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Models;

/// <summary>What the reader can do about a tender.</summary>
public enum TakePartAnswer
{
    /// <summary>A bidder, or nobody signed in yet: on to the lot.</summary>
    Yes,

    /// <summary>Signed in, and no organisation is registered yet.</summary>
    RegisterFirst,

    /// <summary>Signed in for somebody who does not bid.</summary>
    NotABidder,

    /// <summary>The deadline has passed.</summary>
    Closed,
}

public sealed record NoticePage(NoticeDetail Detail, DateTime NowUtc, TakePartAnswer TakePart)
{
    public Notice Notice => Detail.Notice;
    public Tender Tender => Detail.Tender;
    public bool TakesBids => Tender.TakesBids(NowUtc);
    public bool TakesQuestions => TakesBids && NowUtc < Detail.QuestionsUntilUtc;

    public T Facts<T>() => NoticeBoard.FactsOf<T>(Notice);

    /// <summary>The whole procedure from the notice to the contract.</summary>
    public IEnumerable<PageStep> Steps() => NoticeSteps.Of(Detail, NowUtc);
}

/// <summary>Why a tender failed; empty where the record names no rule.</summary>
public sealed record FailureFacts(string? Citation, int? Minimum);

internal static class NoticeSteps
{
    public static IEnumerable<PageStep> Of(NoticeDetail detail, DateTime nowUtc)
    {
        var t = detail.Tender;
        var over = t.State is TenderState.Failed or TenderState.NotAwarded;
        (string Key, DateTime? DoneAt, DateTime? PlannedAt)[] steps =
        [
            ("notice", t.NoticeAtUtc, null),
            ("bids", nowUtc >= t.DeadlineUtc ? t.DeadlineUtc : null, t.DeadlineUtc),
            ("opening", t.OpenedAtUtc, t.DeadlineUtc),
            ("evaluation", t.PublicityFromUtc is null ? null : t.EvaluatedAtUtc, null),
            ("candidates", nowUtc >= t.PublicityUntilUtc ? t.PublicityUntilUtc : null, t.PublicityUntilUtc),
            ("result", t.AwardedAtUtc, null),
            ("contract", t.ContractedAtUtc, null),
        ];
        var present = Array.FindIndex(steps, s => s.DoneAt is null);
        foreach (var (index, step) in steps.Index())
        {
            if (over && index == present)
            {
                yield return new PageStep(NoticeWords.Stage(t.State, t.DeadlineUtc, nowUtc), StepState.Now, Day(t.EndedAtUtc));
                yield break;
            }

            var state = step.DoneAt is not null ? StepState.Done : index == present ? StepState.Now : StepState.Todo;
            yield return new PageStep(PageWords.W($"notices.step.{step.Key}"), state, Day(step.DoneAt ?? step.PlannedAt));
        }
    }

    private static string? Day(DateTime? utc) => utc is { } at ? InstantText(at) : null;

    private static string InstantText(DateTime utc) =>
        Domain.Shared.Instants.ToBeijing(utc).ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

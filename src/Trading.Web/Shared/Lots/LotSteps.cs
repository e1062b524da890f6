using System.Globalization;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Shared.Lots;

/// <summary>The whole procedure of a lot as a bar of steps.</summary>
public static class LotSteps
{
    public static IReadOnlyList<PageStep> Of(LotView lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var tender = lot.Tender;
        (string Key, DateTime? AtUtc)[] steps =
        [
            ("lot.step.entrustment", lot.Project.AcceptedAtUtc), ("lot.step.notice", tender?.NoticeAtUtc), ("lot.step.opening", tender?.OpenedAtUtc),
            ("lot.step.evaluation", tender?.EvaluatedAtUtc), ("lot.step.publicity", tender?.PublicityFromUtc), ("lot.step.decision", tender?.DecidedAtUtc),
            ("lot.step.award", tender?.AwardedAtUtc), ("lot.step.contract", tender?.ContractedAtUtc),
        ];
        var reached = steps.TakeWhile(s => s.AtUtc is not null).Count();
        var hasEnded = tender?.State is TenderState.Failed or TenderState.NotAwarded;
        return [.. steps.Select((step, index) => new PageStep(
            PageWords.W(step.Key), index < reached ? StepState.Done : index == reached && !hasEnded ? StepState.Now : StepState.Todo, Day(step.AtUtc)))];
    }

    private static string? Day(DateTime? utc) => utc is { } at ? Instants.BeijingDay(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}

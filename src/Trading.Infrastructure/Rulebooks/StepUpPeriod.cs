using Trading.Domain.Shared;

namespace Trading.Infrastructure.Rulebooks;

/// <summary>How old a proof of presence may be at opening, refund approval and change of a bank account (<c>common.step-up-minutes</c>).</summary>
public sealed class StepUpPeriod(RulebookLibrary library, CentreRulebook centres, TimeProvider clock)
{
    private const string Key = "common.step-up-minutes";

    /// <summary>The centre's rule for its officers, the national one for everybody else, as of today.</summary>
    public async Task<TimeSpan> OfAsync(long? centreId, CancellationToken ct)
    {
        var rule = centreId is { } centre
            ? (await centres.TodayAsync(centre, ct)).Get(Key)
            : library.Find(Key, Instants.BeijingDay(clock.NowUtc())) ?? throw new KeyNotFoundException(Key);
        return TimeSpan.FromMinutes(rule.Count);
    }
}

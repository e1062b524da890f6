using Trading.Domain.Calendar;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Supervision;

/// <summary>Until when work that stands under no project is to be done: by the centre's rulebook of today, or the national one while no centre has the work.</summary>
public sealed class StepDues(TimeProvider clock, WorkCalendar calendar, RulebookLibrary library, CentreRulebook centres)
{
    /// <summary>The last day of a rule's period that begins on a day.</summary>
    /// <param name="centreId">The centre that does it; null while any may.</param>
    /// <param name="key">The rule's key.</param>
    /// <param name="from">The Beijing day of what begins it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<StepDue> OfAsync(long? centreId, string key, DateOnly from, CancellationToken ct) => (await OfDaysAsync(centreId, key, ct))(from);

    /// <summary>The same for many days, with one look at the rulebook.</summary>
    public async Task<Func<DateOnly, StepDue>> OfDaysAsync(long? centreId, string key, CancellationToken ct)
    {
        var rule = await RuleAsync(centreId, key, ct);
        return from => StepDue.Of(new CitedPeriod(PeriodCalculator.Calculate(calendar, from, rule.Period), rule));
    }

    private async Task<Rule> RuleAsync(long? centreId, string key, CancellationToken ct) => centreId is { } centre
        ? (await centres.TodayAsync(centre, ct)).Get(key)
        : library.Find(key, Instants.BeijingDay(clock.NowUtc())) ?? throw new KeyNotFoundException($"There is no national rule {key}.");
}

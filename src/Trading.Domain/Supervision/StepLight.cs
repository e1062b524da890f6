using Trading.Domain.Calendar;
using Trading.Domain.Shared;

namespace Trading.Domain.Supervision;

/// <summary>How a step stands against its time; the words are <c>enum.StepLight.{name}</c>.</summary>
public enum StepLight
{
    /// <summary>In time, or without a day by which it is to be done.</summary>
    Green,

    /// <summary>Nearing its time: the warning period of the rulebook has begun.</summary>
    Yellow,

    /// <summary>Overdue.</summary>
    Red,
}

public static class StepLights
{
    /// <summary>
    /// Red after the due instant, which is stated to the minute: an opening at half past nine is in time until that minute is over, a day ends at its end;
    /// yellow from the beginning of the Beijing day that lies the warning period before the due day; else green.
    /// </summary>
    /// <param name="dueAtUtc">When it is to be done; null where no rule says.</param>
    /// <param name="warning">The period of <c>common.step-warning-workdays</c>.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="nowUtc">The present instant.</param>
    public static StepLight Of(DateTime? dueAtUtc, Period warning, WorkCalendar calendar, DateTime nowUtc)
    {
        if (dueAtUtc is not { } due)
        {
            return StepLight.Green;
        }

        if (nowUtc > LastUtc(due))
        {
            return StepLight.Red;
        }

        return nowUtc >= WarnsFromUtc(due, warning, calendar) ? StepLight.Yellow : StepLight.Green;
    }

    private static DateTime LastUtc(DateTime dueAtUtc) =>
        dueAtUtc == Instants.StartOfBeijingDay(Instants.BeijingDay(dueAtUtc)) ? dueAtUtc : dueAtUtc.AddMinutes(1).AddMilliseconds(-1);

    /// <summary>The instant at which the light turns yellow. In a year whose holidays are unknown it is always yellow: too early is better than never.</summary>
    private static DateTime WarnsFromUtc(DateTime dueAtUtc, Period warning, WorkCalendar calendar)
    {
        try
        {
            // A step that is due at the end of a day is due at 24:00, which is the next day's 0:00.
            var lastDay = Instants.BeijingDay(dueAtUtc.AddMilliseconds(-1));
            return Instants.StartOfBeijingDay(PeriodCalculator.Calculate(calendar, lastDay, warning).Date);
        }
        catch (RuleBrokenException)
        {
            return DateTime.MinValue;
        }
    }
}

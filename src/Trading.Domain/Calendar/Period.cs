namespace Trading.Domain.Calendar;

public enum PeriodUnit
{
    /// <summary>日: every day counts; only the last day may roll.</summary>
    CalendarDay,

    /// <summary>工作日: only working days count, so the last day is one.</summary>
    Workday,
}

public enum PeriodKind
{
    /// <summary>"Within N days": done by 24:00 of the last day, which rolls to the next working day when it is a day off.</summary>
    DueBy,

    /// <summary>"Not less than N days": the first day on which it may happen, day N, rolled likewise.</summary>
    AtLeast,

    /// <summary>"N days before": counted backwards from the deadline; the latest day. Never rolls, for that would shorten the other side's time.</summary>
    Before,

    /// <summary>"Lasts N days": through 24:00 of the last day, rolled likewise.</summary>
    Lasting,
}

/// <summary>A length of time as a rule states it.</summary>
/// <param name="Days">How many, at least 1.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Kind">What the end of it means.</param>
/// <param name="CountStartDay">Local practice: the start day is day 1. By law it is not counted.</param>
/// <param name="FullDays">Local practice, for <see cref="PeriodKind.AtLeast"/>: day N must have fully passed, so the day after it is the first allowed.</param>
public sealed record Period(int Days, PeriodUnit Unit, PeriodKind Kind, bool CountStartDay = false, bool FullDays = false);

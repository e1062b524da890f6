using Trading.Domain.Calendar;

namespace Trading.Domain.Rulebooks;

/// <summary>Where a period ends and by which rule, for a step's due date and the sentence beside a check.</summary>
/// <param name="Result">The day, the day it rolled from, and whether it is provisional.</param>
/// <param name="Rule">The row that was counted.</param>
public sealed record CitedPeriod(PeriodResult Result, Rule Rule)
{
    public DateOnly Date => Result.Date;
    public string Key => Rule.Key;
    public string Citation => Rule.Citation;
}

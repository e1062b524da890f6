using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Infrastructure;

/// <summary>
/// Until when something is to be done, as people read it: a period of whole days ends at 24:00 of its last day, not at 0:00 of the next. Words print it in
/// Beijing time; the one place where such times are written.
/// </summary>
public readonly record struct DueTime(DateTime Utc)
{
    /// <summary>2026-04-17 24:00 at the end of a day; else 2026-04-17 09:30.</summary>
    public string ToMinute() => Print("yyyy-MM-dd HH:mm");

    /// <summary>2026-04-17 24:00:00 at the end of a day; else 2026-04-17 09:30:00.</summary>
    public string ToSecond() => Print("yyyy-MM-dd HH:mm:ss");

    private string Print(string format)
    {
        var isEnd = Instants.IsEndOfBeijingDay(Utc);
        var beijing = isEnd ? Instants.LastBeijingDay(Utc).ToDateTime(TimeOnly.MinValue) : Instants.ToBeijing(Utc);
        return beijing.ToString(isEnd ? format.Replace("HH", "'24'", StringComparison.Ordinal) : format, CultureInfo.InvariantCulture);
    }
}

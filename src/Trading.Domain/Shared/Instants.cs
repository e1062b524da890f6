namespace Trading.Domain.Shared;

/// <summary>
/// Instants as this system keeps them: UTC, truncated to whole milliseconds when taken, so that what is compared, hashed and stored on either
/// database is the same number. Days are Beijing days.
/// </summary>
public static class Instants
{
    private static readonly TimeSpan BeijingOffset = TimeSpan.FromHours(8);

    /// <summary>The clock's present instant, UTC, truncated to the millisecond. Take one per operation.</summary>
    public static DateTime NowUtc(this TimeProvider clock) => Truncate(clock.GetUtcNow().UtcDateTime);

    public static DateTime Truncate(DateTime utc) =>
        new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    /// <summary>Whole milliseconds since 1970-01-01T00:00:00Z.</summary>
    public static long ToUnixMs(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    public static DateTime FromUnixMs(long ms) => DateTime.UnixEpoch.AddMilliseconds(ms);

    /// <summary>The Beijing calendar day on which the instant falls. China has no daylight saving time in the years this system serves.</summary>
    public static DateOnly BeijingDay(DateTime utc) => DateOnly.FromDateTime(utc + BeijingOffset);

    /// <summary>The wall-clock time in Beijing of a UTC instant.</summary>
    public static DateTime ToBeijing(DateTime utc) => DateTime.SpecifyKind(utc + BeijingOffset, DateTimeKind.Unspecified);

    /// <summary>The UTC instant of a Beijing wall-clock time.</summary>
    public static DateTime FromBeijing(DateTime beijing) => DateTime.SpecifyKind(beijing - BeijingOffset, DateTimeKind.Utc);

    /// <summary>The UTC instant at which the Beijing day begins (00:00).</summary>
    public static DateTime StartOfBeijingDay(DateOnly day) => FromBeijing(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The UTC instant at which the Beijing day ends (24:00, that is 00:00 of the next day).</summary>
    public static DateTime EndOfBeijingDay(DateOnly day) => StartOfBeijingDay(day.AddDays(1));

    /// <summary>The Beijing day that is over at the instant, or runs at it: of 24:00 the day that ends.</summary>
    public static DateOnly LastBeijingDay(DateTime dueUtc) => BeijingDay(dueUtc.AddMilliseconds(-1));

    /// <summary>Whether the instant is 24:00 of a Beijing day, as the end of a period of days is.</summary>
    public static bool IsEndOfBeijingDay(DateTime utc) => ToBeijing(utc).TimeOfDay == TimeSpan.Zero;
}

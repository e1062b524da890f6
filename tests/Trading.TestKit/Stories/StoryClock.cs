using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Shared;
using Trading.Infrastructure.Shared;

namespace Trading.TestKit.Stories;

/// <summary>How a story reads and moves the time of procedures.</summary>
public sealed record StoryClock(Func<DateTime> Now, Action<DateTime> Be)
{
    public static StoryClock Of(FakeTimeProvider clock) =>
        new(() => clock.GetUtcNow().UtcDateTime, utc => clock.SetUtcNow(new DateTimeOffset(Later(utc, clock.GetUtcNow().UtcDateTime), TimeSpan.Zero)));

    /// <summary>The demo clock of a running site: it moves ahead of the system's time and never back.</summary>
    public static StoryClock Of(BusinessClock clock) => new(
        clock.NowUtc,
        utc =>
        {
            var ahead = utc - clock.NowUtc();
            if (ahead > TimeSpan.Zero)
            {
                clock.Advance(clock.Offset + ahead + TimeSpan.FromMilliseconds(1));
            }
        });

    // Stories told side by side share a clock, which never goes back.
    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}

using Trading.Domain.Shared;
using Trading.Infrastructure.Replay;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>How a story reads and moves the time of procedures. Stories told side by side share a clock, which never goes back.</summary>
public sealed record StoryClock(Func<DateTime> Now, Action<DateTime> Be)
{
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

    /// <summary>The simulated time of what is told of the past.</summary>
    public static StoryClock Of(ReplayClock clock) => new(
        clock.NowUtc,
        utc =>
        {
            if (utc > clock.NowUtc())
            {
                clock.MoveTo(utc);
            }
        });
}

using Trading.Domain.Shared;

namespace Trading.Infrastructure.Shared;

/// <summary>
/// The time in which procedures live: deadlines, periods, receipts, value days. It is the system's time, moved forward by an offset in demo mode
/// only. Signing in, anti-forgery, one-time codes, data protection, rate limits and the scheduler keep the system's time.
/// </summary>
/// <remarks>It never goes back: the offset only grows, and a system clock that is set back waits for the last instant given to come again.</remarks>
public sealed class BusinessClock(TimeProvider system) : TimeProvider
{
    private readonly Lock _turn = new();
    private TimeSpan _offset;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>How far the clock runs ahead of the system's; zero outside demonstrations.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_turn)
            {
                return _offset;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_turn)
        {
            var now = system.GetUtcNow() + _offset;
            return _last = now > _last ? now : _last;
        }
    }

    /// <summary>Takes over the offset that was in force before the restart, or a later one; a smaller one is refused.</summary>
    public void Advance(TimeSpan offset)
    {
        lock (_turn)
        {
            _offset = offset >= _offset ? offset : throw new RuleBrokenException(BusinessClockRules.NeverBack);
        }
    }
}

public static class BusinessClockRules
{
    /// <summary>The demo clock moves forward only.</summary>
    public const string NeverBack = "clock.never-back";

    /// <summary>{0}: the most days of one jump.</summary>
    public const string TooFar = "clock.too-far";
}

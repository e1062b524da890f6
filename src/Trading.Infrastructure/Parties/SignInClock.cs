using Trading.Domain.Shared;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// The time of signing in: the system's, never the business clock, which a demonstration may move. Tests put their own time in.
/// </summary>
public sealed class SignInClock(TimeProvider time)
{
    public TimeProvider Time => time;

    public DateTime NowUtc() => time.NowUtc();
}

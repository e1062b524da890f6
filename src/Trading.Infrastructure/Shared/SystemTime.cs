using Trading.Domain.Shared;

namespace Trading.Infrastructure.Shared;

/// <summary>
/// The system's time, which neither a demonstration nor a replay moves: for what guards the installation itself, such as how long somebody who holds
/// the database could go unseen. Procedures live in <see cref="BusinessClock"/>.
/// </summary>
public sealed record SystemTime(TimeProvider Clock)
{
    public DateTime NowUtc() => Clock.NowUtc();
}

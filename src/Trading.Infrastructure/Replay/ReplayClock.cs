namespace Trading.Infrastructure.Replay;

/// <summary>The simulated time of a replay: it stands still until it is moved, and never goes back.</summary>
public sealed class ReplayClock : TimeProvider
{
    private DateTime _nowUtc = DateTime.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => new(_nowUtc, TimeSpan.Zero);

    public void MoveTo(DateTime utc) => _nowUtc = utc >= _nowUtc ? utc : throw new InvalidOperationException("A clock never goes back.");
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Tendering;

/// <summary>
/// The site could take bids in this minute: written by a probe that does what a bid does (writes to the database and to the file store).
/// A missing minute before a deadline shows that bidders may have stood before a closed door.
/// </summary>
public sealed class HeartbeatRow
{
    /// <summary>Whole minutes since 1970-01-01T00:00Z.</summary>
    public long Minute { get; init; }
}

public sealed class HeartbeatMapping : IEntityTypeConfiguration<HeartbeatRow>
{
    public void Configure(EntityTypeBuilder<HeartbeatRow> builder)
    {
        builder.ToTable("heartbeat");
        builder.HasKey(h => h.Minute);
        builder.Property(h => h.Minute).ValueGeneratedNever();
    }
}

public sealed class Heartbeats(TradingDbContext db)
{
    public static long MinuteOf(DateTime utc) => Domain.Shared.Instants.ToUnixMs(utc) / 60_000;

    /// <summary>Records that bids can be taken now; twice in a minute is once.</summary>
    public Task BeatAsync(DateTime nowUtc, CancellationToken ct) =>
        db.ExecuteAsync("INSERT INTO heartbeat (minute) VALUES ({0}) ON CONFLICT DO NOTHING", [MinuteOf(nowUtc)], ct);

    public Task<bool> HasBeatenAsync(DateTime nowUtc, CancellationToken ct)
    {
        var minute = MinuteOf(nowUtc);
        return db.Set<HeartbeatRow>().AnyAsync(h => h.Minute == minute, ct);
    }

    /// <summary>
    /// The minutes without a beat in the window that ends at the deadline; zero where the site was there all the time. Minutes that the demo clock
    /// skipped, in whole or in part, never were: nobody stood before a closed door in them.
    /// </summary>
    public async Task<int> MissingAsync(DateTime deadlineUtc, int windowMinutes, CancellationToken ct)
    {
        var last = MinuteOf(deadlineUtc.AddMilliseconds(-1));
        var first = last - windowMinutes + 1;
        var beats = await db.Set<HeartbeatRow>().Where(h => h.Minute >= first && h.Minute <= last).Select(h => h.Minute).ToListAsync(ct);
        var windowStartsUtc = deadlineUtc.AddMinutes(-windowMinutes - 1);
        var jumps = await db.Set<ClockJump>().AsNoTracking().Where(j => j.ToUtc >= windowStartsUtc && j.FromUtc <= deadlineUtc).ToListAsync(ct);
        bool Skipped(long minute) => jumps.Exists(j => MinuteOf(j.FromUtc) <= minute && minute <= MinuteOf(j.ToUtc));
        return Enumerable.Range(0, windowMinutes).Select(i => first + i).Except(beats).Count(minute => !Skipped(minute));
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Tendering;

/// <summary>
/// A node could take bids at this instant: written by a probe that does what a bid does (answers, writes to the file store and to the database).
/// A stretch without one before a deadline shows that bidders may have stood before a closed door.
/// </summary>
public sealed class HeartbeatRow
{
    public required string Node { get; init; }
    public DateTime AtUtc { get; init; }
}

public sealed class HeartbeatMapping : IEntityTypeConfiguration<HeartbeatRow>
{
    public void Configure(EntityTypeBuilder<HeartbeatRow> builder)
    {
        builder.ToTable("heartbeat");
        // By time first: the rows of a window, and the old ones, lie side by side.
        builder.HasKey(h => new { h.AtUtc, h.Node });
        builder.Property(h => h.Node).HasMaxLength(100);
    }
}

public sealed class Heartbeats(TradingDbContext db)
{
    /// <summary>Records that a node can take bids now; twice at one instant is once.</summary>
    public Task BeatAsync(string node, DateTime nowUtc, CancellationToken ct) =>
        db.ExecuteAsync("INSERT INTO heartbeat (at_utc, node) VALUES ({0}, {1}) ON CONFLICT DO NOTHING", [db.Stamp(nowUtc), node], ct);

    /// <summary>
    /// How much of the window that ends at the deadline lies in stretches longer than <paramref name="gap"/> in which no node had a beat; zero where
    /// the site was there all the time. Time that the demo clock skipped never was: nobody stood before a closed door in it.
    /// </summary>
    public async Task<TimeSpan> MissingAsync(DateTime deadlineUtc, TimeSpan window, TimeSpan gap, CancellationToken ct)
    {
        var startUtc = deadlineUtc - window;
        if (window <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        // The last beat before the window may still reach into it; without one the silence is as old as can matter.
        var sinceUtc = startUtc - gap;
        var beats = await db.Set<HeartbeatRow>().Where(h => h.AtUtc >= sinceUtc && h.AtUtc <= deadlineUtc).OrderBy(h => h.AtUtc).Select(h => h.AtUtc).ToListAsync(ct);
        var jumps = await db.Set<ClockJump>().AsNoTracking().Where(j => j.ToUtc >= sinceUtc && j.FromUtc <= deadlineUtc).ToListAsync(ct);
        DateTime[] marks = [sinceUtc, .. beats, deadlineUtc];
        return marks.Zip(marks.Skip(1), (from, to) => new Stretch(from, to))
            .Where(s => s.To > startUtc && s.Without(jumps) > gap)
            .Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Since(startUtc).Without(jumps));
    }

    /// <summary>
    /// Forgets beats that no lot can need: older by <paramref name="kept"/> than the deadline of every lot whose opening is still to come, and than now.
    /// </summary>
    public async Task<int> PruneAsync(DateTime nowUtc, TimeSpan kept, CancellationToken ct)
    {
        var earliest = await db.Set<Tender>().Where(t => t.State == TenderState.Bidding || t.State == TenderState.Closed).MinAsync(t => t.DeadlineUtc, ct);
        var beforeUtc = (earliest < nowUtc ? earliest.Value : nowUtc) - kept;
        return await db.Set<HeartbeatRow>().Where(h => h.AtUtc < beforeUtc).ExecuteDeleteAsync(ct);
    }

    private readonly record struct Stretch(DateTime From, DateTime To)
    {
        public Stretch Since(DateTime startUtc) => this with { From = From > startUtc ? From : startUtc };

        /// <summary>How long it was, without what the demo clock skipped of it.</summary>
        public TimeSpan Without(IEnumerable<ClockJump> jumps)
        {
            var (from, to) = (From, To);
            return jumps.Aggregate(to - from, (left, jump) => left - Positive((jump.ToUtc < to ? jump.ToUtc : to) - (jump.FromUtc > from ? jump.FromUtc : from)));
        }

        private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }
}

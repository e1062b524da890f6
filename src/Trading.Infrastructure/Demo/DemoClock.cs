using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>
/// Moves business time forward, in demonstrations only. A jump is stored before it counts: it survives a restart, and time never goes back. The
/// minutes that are skipped are on record as never having been, so that no outage is seen in them.
/// </summary>
/// <remarks>The system's time, which signing in and the scheduler keep, is not touched. One process: another node of a demonstration would not jump.</remarks>
public sealed class DemoClock(TradingDbContext db, BusinessClock clock, TradingOptions options)
{
    /// <summary>The farthest jump: beyond a year there are no published holidays to count working days by.</summary>
    public const int MostDays = 400;

    /// <summary>Takes up the offset that was in force before the restart.</summary>
    public async Task RestoreAsync(CancellationToken ct)
    {
        if (await db.Set<ClockJump>().MaxAsync(j => (long?)j.OffsetMs, ct) is { } offset)
        {
            RequireDemo();
            clock.Advance(TimeSpan.FromMilliseconds(offset));
        }
    }

    /// <summary>True where this database was a demonstration's whose time was moved: its instants are no record of what happened when.</summary>
    public Task<bool> HasJumpedAsync(CancellationToken ct) => db.Set<ClockJump>().AnyAsync(ct);

    /// <summary>Makes it that time now.</summary>
    /// <exception cref="RuleBrokenException"><c>clock.never-back</c>, <c>clock.too-far</c></exception>
    public async Task JumpAsync(DateTime toUtc, long? byUserId, CancellationToken ct)
    {
        RequireDemo();
        var fromUtc = clock.NowUtc();
        if (toUtc <= fromUtc)
        {
            throw new RuleBrokenException(BusinessClockRules.NeverBack);
        }

        if (toUtc > fromUtc.AddDays(MostDays))
        {
            throw new RuleBrokenException(BusinessClockRules.TooFar, MostDays);
        }

        var offset = clock.Offset + (toUtc - fromUtc);
        db.Add(new ClockJump { FromUtc = fromUtc, ToUtc = toUtc, OffsetMs = (long)offset.TotalMilliseconds, ByUserId = byUserId });
        await db.SaveChangesAsync(ct);
        clock.Advance(offset);
    }

    private void RequireDemo()
    {
        if (!options.Demo)
        {
            throw new InvalidOperationException("The clock of a site that is no demonstration does not move.");
        }
    }
}

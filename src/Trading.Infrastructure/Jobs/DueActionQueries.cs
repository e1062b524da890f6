using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Jobs;

/// <summary>A due action as an administrator sees it.</summary>
public sealed record DueActionRow(
    Guid Id, string Kind, string Subject, DateTime DueAtUtc, int Attempts, DateTime NextTryAtUtc, DateTime? ParkedAtUtc, string? LastError)
{
    public bool IsFailing => LastError is not null;
}

/// <summary>How the jobs keep up.</summary>
/// <param name="OldestDueUtc">Since when the oldest row that nobody has tried yet is due; null where nothing waits.</param>
/// <param name="Parked">Rows that wait for an administrator.</param>
public sealed record JobLag(DateTime? OldestDueUtc, int Parked);

public sealed class DueActionQueries(TradingDbContext db, TimeProvider clock)
{
    /// <summary>Open rows of a centre, or of all where null: parked first, then failing, then the others by their time.</summary>
    public Task<List<DueActionRow>> OpenAsync(long? centreId, int most, CancellationToken ct) => db.Set<DueAction>().AsNoTracking()
        .Where(d => d.DoneAtUtc == null && (centreId == null || d.CentreId == centreId))
        .OrderBy(d => d.ParkedAtUtc == null).ThenBy(d => d.LastError == null).ThenBy(d => d.DueAtUtc)
        .Take(most)
        .Select(d => new DueActionRow(d.Id, d.Kind, d.Subject, d.DueAtUtc, d.Attempts, d.NextTryAtUtc, d.ParkedAtUtc, d.LastError))
        .ToListAsync(ct);

    public async Task<JobLag> LagAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var open = db.Set<DueAction>().AsNoTracking().Where(d => d.DoneAtUtc == null);
        var oldest = await open.Where(d => d.ParkedAtUtc == null && d.Attempts == 0 && d.DueAtUtc <= nowUtc).MinAsync(d => (DateTime?)d.DueAtUtc, ct);
        return new JobLag(oldest, await open.CountAsync(d => d.ParkedAtUtc != null, ct));
    }
}

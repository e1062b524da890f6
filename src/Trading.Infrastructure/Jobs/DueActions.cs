using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Jobs;

/// <summary>Puts due actions into the caller's transaction, moves and ends them with the procedure that they belong to.</summary>
public sealed class DueActions(TradingDbContext db)
{
    /// <summary>Plans the action, or moves the open one to another time.</summary>
    public async Task PlanAsync(string kind, string subject, long centreId, DateTime dueAtUtc, CancellationToken ct)
    {
        var open = await db.Set<DueAction>().SingleOrDefaultAsync(d => d.Kind == kind && d.Subject == subject && d.DoneAtUtc == null, ct);
        if (open is null)
        {
            db.Add(new DueAction { Id = Guid.NewGuid(), Kind = kind, Subject = subject, CentreId = centreId, DueAtUtc = dueAtUtc, NextTryAtUtc = dueAtUtc });
            return;
        }

        (open.DueAtUtc, open.NextTryAtUtc, open.ParkedAtUtc, open.Attempts, open.LastError) = (dueAtUtc, dueAtUtc, null, 0, null);
    }

    /// <summary>Plans the action for now, once for ever: a row of that kind and subject that is open or done already is left alone.</summary>
    public async Task PlanOnceAsync(string kind, string subject, long centreId, DateTime nowUtc, CancellationToken ct)
    {
        if (!await db.Set<DueAction>().AnyAsync(d => d.Kind == kind && d.Subject == subject, ct))
        {
            db.Add(new DueAction { Id = Guid.NewGuid(), Kind = kind, Subject = subject, CentreId = centreId, DueAtUtc = nowUtc, NextTryAtUtc = nowUtc });
        }
    }

    /// <summary>Saves what was planned; where another node planned the same meanwhile, leaves it to that one.</summary>
    public async Task SavePlansAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>An administrator has the row tried again, from the first attempt on; false where it is done, or not of the centre (null: of any).</summary>
    public async Task<bool> RetryAsync(Guid id, long? centreId, DateTime nowUtc, CancellationToken ct) =>
        await db.Set<DueAction>().Where(d => d.Id == id && d.DoneAtUtc == null && (centreId == null || d.CentreId == centreId)).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.ParkedAtUtc, (DateTime?)null).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextTryAtUtc, nowUtc), ct) == 1;

    /// <summary>Ends the open action: done, or no longer wanted.</summary>
    public async Task EndAsync(string kind, string subject, DateTime nowUtc, CancellationToken ct)
    {
        var open = await db.Set<DueAction>().SingleOrDefaultAsync(d => d.Kind == kind && d.Subject == subject && d.DoneAtUtc == null, ct);
        if (open is not null)
        {
            open.DoneAtUtc = nowUtc;
        }
    }
}

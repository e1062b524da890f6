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

        (open.DueAtUtc, open.NextTryAtUtc, open.ParkedAtUtc, open.Attempts) = (dueAtUtc, dueAtUtc, null, 0);
    }

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

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Reports;

/// <summary>Takes orders for reports, and shows those of a centre. Whoever works in the centre's finance reads them all.</summary>
public sealed class ReportOrders(TradingDbContext db, TimeProvider clock, ReportFiles files)
{
    /// <summary>Asks for a report; the same form again is the same order.</summary>
    /// <exception cref="RuleBrokenException"><c>reports.too-many</c></exception>
    public async Task OrderAsync(Guid id, long centreId, ReportKind kind, ReportFormat format, ReportBasis basis, DateOnly from, DateOnly to, WordsLanguage language, long by, CancellationToken ct)
    {
        if (await db.Set<ReportOrder>().AnyAsync(o => o.Id == id, ct))
        {
            return;
        }

        if (await db.Set<ReportOrder>().CountAsync(o => o.OrderedBy == by && (o.State == ReportState.Waiting || o.State == ReportState.Making), ct) >= ReportOrder.MostWaiting)
        {
            throw new RuleBrokenException(ReportRules.TooMany, ReportOrder.MostWaiting);
        }

        db.Add(ReportOrder.Of(id, centreId, kind, format, basis, from, to, language.Tag(), by, clock.NowUtc()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            // The same form, sent twice at once.
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The latest orders of a centre.</summary>
    public async Task<IReadOnlyList<ReportOrder>> ListAsync(long centreId, int most, CancellationToken ct) =>
        await db.Set<ReportOrder>().AsNoTracking().Where(o => o.CentreId == centreId).OrderByDescending(o => o.OrderedAtUtc).ThenBy(o => o.Id).Take(most).ToListAsync(ct);

    /// <summary>An order of the centre with its file; no file before it is made, after its time, or where it is not the one that was made.</summary>
    public async Task<(ReportOrder Order, byte[]? Content)?> FindAsync(long centreId, Guid id, CancellationToken ct)
    {
        var order = await db.Set<ReportOrder>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.CentreId == centreId, ct);
        return order is null ? null : (order, order.ExpiresAtUtc > clock.NowUtc() ? files.Read(order) : null);
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Ledger;

/// <summary>What nobody who reads the journal may see: entries about participations of lots that are not opened. Their number would tell how many take part.</summary>
internal static class UnopenedDeposits
{
    /// <summary>The subjects of entries about those of the deposits whose lots are neither opened nor ended.</summary>
    public static async Task<IEnumerable<string>> UnopenedSubjectsAsync(this IQueryable<Deposit> deposits, TradingDbContext db, CancellationToken ct)
    {
        var over = db.Set<Tender>().Where(TenderSecrecy.IsOver).Select(t => t.LotId);
        var ids = await deposits.Where(d => !over.Contains(d.LotId)).Select(d => d.ParticipationId).ToListAsync(ct);
        return ids.Select(id => id.ToString("N"));
    }
}

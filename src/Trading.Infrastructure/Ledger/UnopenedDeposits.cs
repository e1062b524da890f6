using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Ledger;

/// <summary>What nobody who reads the journal may see: entries about participations of lots that are not opened. Their number would tell how many take part.</summary>
internal static class UnopenedDeposits
{
    /// <summary>The participations, of these deposits, whose lots are neither opened nor ended.</summary>
    public static Task<List<Guid>> UnopenedAsync(this IQueryable<Deposit> deposits, TradingDbContext db, CancellationToken ct)
    {
        var over = db.Set<Tender>().Where(TenderSecrecy.IsOver).Select(t => t.LotId);
        return deposits.Where(d => !over.Contains(d.LotId)).Select(d => d.ParticipationId).ToListAsync(ct);
    }
}

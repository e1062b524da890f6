using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Fees;

/// <summary>The fees of a lot of which something is still owed, whoever owes it, and their payment out of a forfeited deposit; in the caller's transaction.</summary>
public sealed class OpenFees(TradingDbContext db, LedgerPoster poster, FeeSteps steps, NonTaxPapers papers)
{
    /// <summary>What is still owed on the lot.</summary>
    public async Task<Money> OwedAsync(long lotId, CancellationToken ct) =>
        Money.Sum((await Open(lotId).AsNoTracking().ToListAsync(ct)).Select(f => f.Amount - f.Received));

    /// <summary>
    /// Pays what the forfeiture sets apart for fees, the oldest first, on the Beijing day of its approval: each fee is paid as by a receipt, with the numbered
    /// receipt and the debt to the treasury where it is the treasury's.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.forfeiture-changed</c>: less is owed than was proposed</exception>
    internal async Task SettleAsync(Forfeiture forfeiture, long bankAccountId, DateTime nowUtc, CancellationToken ct)
    {
        var (left, on, entries) = (forfeiture.Fee, Instants.BeijingDay(nowUtc), new List<EntryDraft>());
        foreach (var fee in left.IsPositive ? await Open(forfeiture.LotId).ToListAsync(ct) : [])
        {
            var part = Money.Least(left, fee.Amount - fee.Received);
            if (!part.IsPositive)
            {
                continue;
            }

            left -= part;
            fee.Receive(part);
            await steps.ReceivedAsync(fee, nowUtc, ct);
            entries.Add(FeeEntries.Settled(forfeiture.Id, forfeiture.ParticipationId, fee.Id, on, part));
            if (fee.Owner == IncomeOwner.Treasury)
            {
                var receipt = Guid.NewGuid();
                await papers.ReceiveAsync(receipt, fee, new FeePayment(null, forfeiture.Id, bankAccountId, on, part), nowUtc, ct);
                entries.Add(TreasuryEntries.Owed(receipt, fee, on, part));
            }
        }

        if (left.IsPositive)
        {
            throw new RuleBrokenException(DepositRules.ForfeitureChanged);
        }

        await db.SaveOrChangedMeanwhileAsync(ct);
        await poster.PostAsync(forfeiture.CentreId, entries, nowUtc, ct);
    }

    private IQueryable<FeeCharge> Open(long lotId) =>
        db.Set<FeeCharge>().Where(f => f.LotId == lotId && f.State == FeeChargeState.Charged).OrderBy(f => f.ChargedAtUtc).ThenBy(f => f.Id);
}

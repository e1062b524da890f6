using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Owes back what was paid on a fee beyond what it is now (多收退付), in the caller's transaction: to whoever paid it, and what a forfeited deposit had paid to whose the rest of that deposit is. It is taken
/// from the latest payments first. What is the treasury's is taken from what is owed to it, by a numbered paper that voids the receipt; what the treasury has already is claimed from it.
/// </summary>
public sealed class FeeRefunds(TradingDbContext db, LedgerPoster poster, NonTaxPapers papers, TreasuryClaims claims, OwedFees owed)
{
    /// <summary>Refuses where so much cannot go back.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.remitted</c></exception>
    internal async Task RequireAsync(FeeCharge charge, Money over, CancellationToken ct) => _ = await PartsAsync(charge, over, ct);

    /// <param name="charge">The charge that was taken back.</param>
    /// <param name="over">What of it goes back.</param>
    /// <param name="acting">Who decides, and for which reason: the ground of an application to the treasury.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RuleBrokenException"><c>fees.remitted</c></exception>
    internal async Task OweAsync(FeeCharge charge, Money over, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var today = Instants.BeijingDay(nowUtc);
        var entries = new List<EntryDraft>();
        foreach (var (payment, receipt, part) in await PartsAsync(charge, over, ct))
        {
            var isClaimed = receipt?.RemittanceId is not null;
            var refund = FeeRefund.Of(Guid.NewGuid(), charge, payment, part, today, isClaimed);
            db.Add(refund);
            if (isClaimed)
            {
                await claims.FileAsync(refund, receipt!, acting.Reason!, acting, nowUtc, ct);
                entries.Add(TreasuryEntries.Claimed(refund, charge.Income, today));
                continue;
            }

            if (receipt is not null)
            {
                await papers.VoidAsync(refund, receipt, today, nowUtc, ct);
                entries.Add(TreasuryEntries.Released(refund.Id, charge, today, part));
            }

            entries.AddRange(await owed.OweAsync(refund, nowUtc, ct));
        }

        await db.SaveOrChangedMeanwhileAsync(ct);
        await poster.PostAsync(charge.CentreId, entries, nowUtc, ct);
    }

    /// <summary>From which payments so much goes back: those on the charge and on the charges that it stands for, the latest first; none that is on its way to the treasury.</summary>
    private async Task<IReadOnlyList<(FeePayment Payment, NonTaxReceipt? Receipt, Money Part)>> PartsAsync(FeeCharge charge, Money over, CancellationToken ct)
    {
        var parts = new List<(FeePayment, NonTaxReceipt?, Money)>();
        if (!over.IsPositive)
        {
            return parts;
        }

        List<Guid> charges = [charge.Id];
        for (var before = charge.Adjusts; before is { } id; before = await db.Set<FeeCharge>().Where(f => f.Id == id).Select(f => f.Adjusts).SingleAsync(ct))
        {
            charges.Add(id);
        }

        var given = (await db.Set<FeeRefund>().Where(r => charges.Contains(r.ChargeId)).Select(r => new { r.LineId, r.ForfeitureId, r.Amount }).ToListAsync(ct))
            .ToLookup(r => (r.LineId, r.ForfeitureId), r => r.Amount);
        var receipts = await db.Set<NonTaxReceipt>().Where(r => charges.Contains(r.ChargeId) && r.Voids == null).ToListAsync(ct);
        var remittances = receipts.Select(r => r.RemittanceId).OfType<Guid>().ToArray();
        var underWay = await db.Set<Remittance>().Where(r => remittances.Contains(r.Id) && r.State != RemittanceState.Paid).Select(r => r.Id).ToListAsync(ct);
        var left = over;
        foreach (var payment in await PaymentsAsync(charge.CentreId, charges, ct))
        {
            var receipt = receipts.SingleOrDefault(r => payment.ForfeitureId is { } by ? r.ForfeitureId == by : r.Id == payment.LineId);
            var part = Money.Least(left, payment.Amount - Money.Sum(given[(payment.LineId, payment.ForfeitureId)]));
            if (part.IsPositive && !(receipt?.RemittanceId is { } remittance && underWay.Contains(remittance)))
            {
                parts.Add((payment, receipt, part));
                left -= part;
            }
        }

        return !left.IsPositive ? parts : throw new RuleBrokenException(FeeRules.Remitted, over, over - left);
    }

    private async Task<IReadOnlyList<FeePayment>> PaymentsAsync(long centreId, IReadOnlyCollection<Guid> charges, CancellationToken ct)
    {
        string[] subjects = [.. charges.Select(c => c.ToString("N"))];
        var entries = await db.Set<JournalEntry>()
            .Where(e => e.CentreId == centreId && (e.Kind == EntryKinds.FeeReceived || e.Kind == EntryKinds.FeeSettled) && subjects.Contains(e.Subject) && !db.Set<JournalEntry>().Any(r => r.ReversesId == e.Id))
            .Select(e => new { e.Id, e.Kind, e.Key, e.ValueOn }).ToListAsync(ct);
        var ids = entries.Where(e => e.Kind == EntryKinds.FeeReceived).Select(e => FeeEntries.LineOf(e.Key)).ToArray();
        var lines = await db.Set<BankLine>().AsNoTracking().Where(l => ids.Contains(l.Id)).OrderByDescending(l => l.ValueOn).ThenByDescending(l => l.BookedAtUtc).ThenBy(l => l.Id).ToListAsync(ct);
        var payments = lines.ConvertAll(l => new FeePayment(l.Id, null, l.BankAccountId, l.ValueOn, l.Amount));
        payments.AddRange(await SettledAsync(
            [.. entries.Where(e => e.Kind == EntryKinds.FeeSettled).Select(e => (e.Id, FeeEntries.ForfeitureOf(e.Key), e.ValueOn))], ct));
        return [.. payments.OrderByDescending(p => p.On)];
    }

    /// <summary>What forfeited deposits paid, by the entries of it.</summary>
    private async Task<IEnumerable<FeePayment>> SettledAsync(IReadOnlyCollection<(long EntryId, Guid ForfeitureId, DateOnly On)> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var (ids, forfeitures) = (entries.Select(e => e.EntryId).ToArray(), entries.Select(e => e.ForfeitureId).ToArray());
        var amounts = await db.Set<Posting>().Where(p => ids.Contains(p.EntryId) && p.Amount > Money.Zero).ToDictionaryAsync(p => p.EntryId, p => p.Amount, ct);
        var accounts = await (
            from forfeiture in db.Set<Forfeiture>()
            join deposit in db.Set<Deposit>() on forfeiture.ParticipationId equals deposit.ParticipationId
            where forfeitures.Contains(forfeiture.Id)
            select new { forfeiture.Id, deposit.BankAccountId }).ToDictionaryAsync(f => f.Id, f => f.BankAccountId, ct);
        return entries.Select(e => new FeePayment(null, e.ForfeitureId, accounts[e.ForfeitureId], e.On, amounts[e.EntryId]));
    }
}

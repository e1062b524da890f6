using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Treasury;

/// <summary>What of a centre is the treasury's: owed, remitted, expected back, received. All of it is charged after an award; nothing tells of a lot that is not opened.</summary>
public sealed class TreasuryQueries(TradingDbContext db)
{
    /// <summary>The statement of whole months, by the day on which the money was collected.</summary>
    public async Task<TreasuryReport> ReportAsync(long centreId, DateOnly fromMonth, DateOnly toMonth, CancellationToken ct)
    {
        var (first, last) = (Remittance.MonthOf(fromMonth), Remittance.MonthOf(toMonth).AddMonths(1).AddDays(-1));
        var receipts = await (
            from receipt in db.Set<NonTaxReceipt>().AsNoTracking()
            join remittance in db.Set<Remittance>() on receipt.RemittanceId equals remittance.Id into remittances
            from remitted in remittances.DefaultIfEmpty()
            where receipt.CentreId == centreId && receipt.ValueOn >= first && receipt.ValueOn <= last
            select new Collected(receipt.ValueOn, receipt.Income, receipt.Amount, receipt.ClaimId != null, remitted == null ? null : remitted.State, receipt.ReturnId != null)).ToListAsync(ct);
        var returns = (await db.Set<TreasuryReturn>().AsNoTracking().Where(r => r.CentreId == centreId && r.Month >= first && r.Month <= last).ToListAsync(ct))
            .ToLookup(r => (r.Month, r.Income));
        var rows = receipts.GroupBy(r => (Month: Remittance.MonthOf(r.ValueOn), r.Income)).OrderBy(g => g.Key.Month).ThenBy(g => g.Key.Income)
            .Select(g => new TreasuryRow(
                g.Key.Month, g.Key.Income, Money.Sum(g.Where(r => !r.IsClaim).Select(r => r.Amount)), -Money.Sum(g.Where(r => r.IsClaim).Select(r => r.Amount)),
                Money.Sum(g.Where(r => r.Remittance == RemittanceState.Paid).Select(r => r.Amount)),
                Money.Sum(g.Where(r => r.Remittance is RemittanceState.Made or RemittanceState.Sent).Select(r => r.Amount)),
                Money.Sum(returns[g.Key].Select(r => r.Amount)),
                Money.Sum(returns[g.Key].Where(r => r.State == TreasuryReturnState.Received).Select(r => r.Amount)),
                Money.Sum(g.Where(r => !r.IsReckoned).Select(r => r.Amount))));
        return new TreasuryReport(first, last, [.. rows], await OwedByJournalAsync(centreId, first, last, ct));
    }

    public async Task<TreasuryBalances> BalancesAsync(long centreId, CancellationToken ct)
    {
        var sums = await db.OwedAsync(centreId, [AccountClass.TreasuryPending, AccountClass.TreasuryOwed, AccountClass.TreasuryGrant, AccountClass.TreasuryClaim], ct);
        return new TreasuryBalances(
            sums.GetValueOrDefault(AccountClass.TreasuryPending), sums.GetValueOrDefault(AccountClass.TreasuryOwed), sums.GetValueOrDefault(AccountClass.TreasuryGrant),
            -sums.GetValueOrDefault(AccountClass.TreasuryClaim));
    }

    /// <summary>The returns of the centre, the latest month first.</summary>
    public async Task<IReadOnlyList<TreasuryReturnItem>> ReturnsAsync(long centreId, CancellationToken ct) =>
        await db.Set<TreasuryReturn>().AsNoTracking().Where(r => r.CentreId == centreId).OrderByDescending(r => r.Month).ThenByDescending(r => r.Number)
            .Select(r => new TreasuryReturnItem(
                r.Number, r.Income, r.Month, r.ModelKey, r.Citation, r.BasisPoints, r.Rounding, r.Collected, r.Amount, r.State, r.ReceivedOn)).ToListAsync(ct);

    /// <summary>The remittances of the centre, the latest first.</summary>
    public async Task<IReadOnlyList<RemittanceItem>> RemittancesAsync(long centreId, CancellationToken ct) =>
        await db.Set<Remittance>().AsNoTracking().Where(r => r.CentreId == centreId).OrderByDescending(r => r.MadeAtUtc).ThenBy(r => r.Month).ThenBy(r => r.Income)
            .Select(r => new RemittanceItem(r.BatchId, r.Income, r.Month, r.Amount, r.State, r.MadeAtUtc)).ToListAsync(ct);

    /// <summary>The applications of the centre, the latest first; of a charge, or of a state, or all.</summary>
    public async Task<IReadOnlyList<TreasuryClaimItem>> ClaimsAsync(long centreId, Guid? chargeId, TreasuryClaimState? state, CancellationToken ct) => await (
        from claim in db.Set<TreasuryClaim>().AsNoTracking()
        join fee in db.Set<FeeCharge>() on claim.ChargeId equals fee.Id
        join lot in db.Set<Lot>() on fee.LotId equals lot.Id
        join receipt in db.Set<NonTaxReceipt>() on claim.ReceiptId equals receipt.Id
        join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
        from payer in payers.DefaultIfEmpty()
        where claim.CentreId == centreId && (chargeId == null || claim.ChargeId == chargeId) && (state == null || claim.State == state)
        orderby claim.FiledAtUtc descending, claim.Number descending
        select new TreasuryClaimItem(
            claim.Number, claim.ChargeId, claim.RefundId, lot.Code!, payer.Name ?? "", receipt.Number, claim.Income, claim.Amount, claim.Ground, claim.FiledAtUtc, claim.State, claim.PaidOn)).ToListAsync(ct);

    /// <summary>The papers of a charge, of one centre or any; null where the charge is not the treasury's.</summary>
    public async Task<ChargePapers?> PapersAsync(long? centreId, Guid chargeId, CancellationToken ct) =>
        new ChargePapers(
            await db.Set<NonTaxNotice>().AsNoTracking().SingleOrDefaultAsync(n => n.ChargeId == chargeId && (centreId == null || n.CentreId == centreId), ct),
            await db.Set<NonTaxReceipt>().AsNoTracking().Where(r => r.ChargeId == chargeId && (centreId == null || r.CentreId == centreId)).OrderBy(r => r.IssuedAtUtc).ThenBy(r => r.Number).ToListAsync(ct))
            is { IsNone: false } papers ? papers : null;

    private async Task<Money> OwedByJournalAsync(long centreId, DateOnly first, DateOnly last, CancellationToken ct) =>
        new(-await (
            from posting in db.Set<Posting>()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.TreasuryOwed && (entry.Kind == EntryKinds.TreasuryOwed || entry.Kind == EntryKinds.TreasuryReleased) && entry.ValueOn >= first && entry.ValueOn <= last
            select (long)(object)posting.Amount).SumAsync(ct));

    private sealed record Collected(DateOnly ValueOn, IncomeKind Income, Money Amount, bool IsClaim, RemittanceState? Remittance, bool IsReckoned);
}

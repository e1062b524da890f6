using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Settlement;

/// <summary>Reports whose totals tie to the journal.</summary>
public sealed class SettlementQueries(TradingDbContext db)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>
    /// Fees and deposits of a period by the day on which the money counts, with the journal's figures beside the totals. The database sums: what is read is
    /// a row for each fee and each lot, however many postings there are.
    /// </summary>
    public async Task<SettlementReport> ReportAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var fees = await FeesAsync(centreId, fromDay, toDay, ct);
        var (deposits, moved) = await DepositsAsync(centreId, fromDay, toDay, ct);
        var report = new SettlementReport(fromDay, toDay, fees, deposits, []);
        return report with { Controls = await ControlsAsync(report, centreId, moved, ct) };
    }

    private async Task<IReadOnlyList<FeeRow>> FeesAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var (start, end) = (Instants.StartOfBeijingDay(fromDay), Instants.EndOfBeijingDay(toDay));
        var paid = await PaidAsync(centreId, fromDay, toDay, ct);
        var charges = await ChargesAsync(
            centreId, f => (f.ChargedAtUtc >= start && end > f.ChargedAtUtc) || (f.ReversedAtUtc >= start && end > f.ReversedAtUtc), ct);
        var known = charges.Select(c => c.Fee.Id).ToHashSet();
        foreach (var ids in paid.Keys.Where(id => !known.Contains(id)).Chunk(Chunk))
        {
            charges.AddRange(await ChargesAsync(centreId, f => ids.Contains(f.Id), ct));
        }

        return [.. charges.OrderBy(c => c.Fee.ScheduleKey, StringComparer.Ordinal).ThenBy(c => c.Code, StringComparer.Ordinal).ThenBy(c => c.Fee.Id).Select(c => new FeeRow(
            c.Fee.Id, c.Fee.ScheduleKey, c.Fee.Citation, c.Code, c.Name, c.Fee.OrganisationId, c.Payer ?? "", c.Fee.Base,
            Within(c.Fee.ChargedAtUtc) ? c.Fee.Amount : Money.Zero,
            Within(c.Fee.ReversedAtUtc) ? c.Fee.Amount : Money.Zero,
            paid.GetValueOrDefault(c.Fee.Id), c.Fee.State, c.Fee.ChargedAtUtc))];

        bool Within(DateTime? utc) => utc >= start && utc < end;
    }

    /// <summary>What the journal has received on each fee in the period.</summary>
    private async Task<Dictionary<Guid, Money>> PaidAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var sums = await (
            from posting in db.Set<Posting>()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable && account.Currency == BankAccount.Renminbi
                && (entry.Kind == EntryKinds.FeeReceived || entry.Kind == EntryKinds.FeeSettled) && entry.ValueOn >= fromDay && entry.ValueOn <= toDay
            group (long)(object)posting.Amount by account.Subject into fee
            select new { Subject = fee.Key, Fen = fee.Sum() }).ToListAsync(ct);
        return sums.ToDictionary(s => Guid.Parse(s.Subject), s => new Money(-s.Fen));
    }

    private async Task<List<Charge>> ChargesAsync(long centreId, Expression<Func<FeeCharge, bool>> which, CancellationToken ct) => await (
        from fee in db.Set<FeeCharge>().AsNoTracking().Where(which)
        join lot in db.Set<Lot>() on fee.LotId equals lot.Id
        join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
        from payer in payers.DefaultIfEmpty()
        where fee.CentreId == centreId
        select new Charge(fee, lot.Code!, lot.Name, payer.Name)).ToListAsync(ct);

    /// <summary>
    /// The opened or ended lot of each participation; the others do not exist for a report. A deposit that was withdrawn before the opening is paid back
    /// without its lot for good, and stands in none.
    /// </summary>
#pragma warning disable EF1002 // The text is this class's own.
    private IQueryable<SubjectLot> DepositLots(long centreId) =>
        from deposit in db.Database.SqlQueryRaw<SubjectLot>(
            $"SELECT {SettlementSql.Subject("d.participation_id")} AS subject, d.lot_id AS lot FROM deposit d WHERE d.centre_id = {{0}} AND NOT d.refunds_apart", centreId)
        join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on deposit.Lot equals tender.LotId
        select deposit;
#pragma warning restore EF1002

    /// <summary>A row for each lot of what its deposits' own accounts did, with the interest that was sent to their bidders; and beside it whatever moved these accounts.</summary>
    private async Task<(IReadOnlyList<DepositRow> Rows, Money Moved)> DepositsAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var held = await (
            from deposit in DepositLots(centreId)
            join account in db.Set<Account>() on deposit.Subject equals account.Subject
            join posting in db.Set<Posting>() on account.Id equals posting.AccountId
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            where account.CentreId == centreId && account.Class == AccountClass.DepositHeld && entry.ValueOn >= fromDay && entry.ValueOn <= toDay
            group new { account.Currency, entry.Kind, Fen = (long)(object)posting.Amount } by deposit.Lot into moves
            select new
            {
                Lot = moves.Key,
                In = moves.Sum(m => m.Currency == BankAccount.Renminbi && (m.Kind == EntryKinds.DepositReceived || m.Kind == EntryKinds.Reversal) ? m.Fen : 0L),
                Out = moves.Sum(m => m.Currency == BankAccount.Renminbi && (m.Kind == EntryKinds.DepositRepaymentSent || m.Kind == EntryKinds.RepaymentRejected) ? m.Fen : 0L),
                Ended = moves.Sum(m => m.Currency == BankAccount.Renminbi && (m.Kind == EntryKinds.DepositConverted || m.Kind == EntryKinds.DepositForfeited) ? m.Fen : 0L),
                Moved = moves.Sum(m => m.Fen),
            }).ToDictionaryAsync(s => s.Lot, ct);
        var interest = await (
            from sent in db.Database.SqlQueryRaw<LotMove>(SettlementSql.Interest, centreId, fromDay, toDay)
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on sent.Lot equals tender.LotId
            group sent.Fen by sent.Lot into moves
            select new { Lot = moves.Key, Fen = moves.Sum() }).ToDictionaryAsync(s => s.Lot, s => new Money(s.Fen), ct);
        var lots = await LotsAsync([.. held.Keys.Union(interest.Keys)], ct);
        var rows = lots.Values.OrderBy(l => l.Code, StringComparer.Ordinal).Select(l => (Lot: l, Held: held.GetValueOrDefault(l.Id))).Select(d => new DepositRow(
            d.Lot.Id, d.Lot.Code, d.Lot.Name, new Money(-(d.Held?.In ?? 0)), new Money(d.Held?.Out ?? 0), new Money(d.Held?.Ended ?? 0), interest.GetValueOrDefault(d.Lot.Id)));
        return ([.. rows], new Money(held.Values.Sum(h => h.Moved)));
    }

    private async Task<Dictionary<long, LotName>> LotsAsync(IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        var lots = new Dictionary<long, LotName>();
        foreach (var part in ids.Chunk(Chunk))
        {
            foreach (var lot in await db.Set<Lot>().Where(l => part.Contains(l.Id)).Select(l => new LotName(l.Id, l.Code!, l.Name)).ToListAsync(ct))
            {
                lots.Add(lot.Id, lot);
            }
        }

        return lots;
    }

    /// <summary>What the bank's lines say was paid on fees: told apart from the journal, so that one can check the other.</summary>
    private async Task<Money> FeeReceiptsAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct) =>
        new(await db.Set<BankLine>()
            .Where(l => l.CentreId == centreId && l.State == BankLineState.Fee && l.ValueOn >= fromDay && l.ValueOn <= toDay).SumAsync(l => (long)(object)l.Amount, ct));

    /// <summary>The same by the journal; from the entries of the days, for nearly every entry moves a bank account.</summary>
    private async Task<Money> FeesBankedAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct) =>
        new(await (
            from entry in db.Set<JournalEntry>()
            join posting in db.Set<Posting>() on entry.Id equals posting.EntryId
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where entry.CentreId == centreId && entry.ValueOn >= fromDay && entry.ValueOn <= toDay && entry.Kind == EntryKinds.FeeReceived
                && account.Class == AccountClass.Bank && account.Currency == BankAccount.Renminbi
            select (long)(object)posting.Amount).SumAsync(ct));

    /// <summary>Each total beside a sum of the journal that does not ask for what the report knows: other kinds of entries, other rows.</summary>
    private async Task<IReadOnlyList<ControlTotal>> ControlsAsync(SettlementReport report, long centreId, Money moved, CancellationToken ct)
    {
        var (from, to) = (report.From, report.To);
        return
        [
            new("settlement.control.fees-charged", report.FeesCharged, await ChargedAsync(centreId, from, to, ct)),
            new(
                "settlement.control.fees-received", report.FeesReceived,
                -await PostedAsync(centreId, from, to, AccountClass.FeeReceivable, EntryKinds.FeeReceived, ct) - await PostedAsync(centreId, from, to, AccountClass.FeeReceivable, EntryKinds.FeeSettled, ct)),
            new("settlement.control.fees-banked", await FeeReceiptsAsync(centreId, from, to, ct), await FeesBankedAsync(centreId, from, to, ct)),
            // Whatever moved the accounts, not only the kinds that the report knows.
            new("settlement.control.deposits", report.DepositsNet, -moved),
        ];
    }

    /// <summary>Charged is what became income, and what is the treasury's before any of it was collected.</summary>
    private async Task<Money> ChargedAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct) =>
        -await PostedAsync(centreId, fromDay, toDay, AccountClass.FeeIncome, null, ct)
        - await PostedAsync(centreId, fromDay, toDay, AccountClass.TreasuryPending, null, ct)
        + await PostedAsync(centreId, fromDay, toDay, AccountClass.TreasuryPending, EntryKinds.TreasuryOwed, ct)
        + await PostedAsync(centreId, fromDay, toDay, AccountClass.TreasuryPending, EntryKinds.TreasuryReleased, ct)
        + await PostedAsync(centreId, fromDay, toDay, AccountClass.TreasuryPending, EntryKinds.TreasuryClaimed, ct);

    private async Task<Money> PostedAsync(long centreId, DateOnly fromDay, DateOnly toDay, AccountClass accountClass, string? kind, CancellationToken ct) =>
        new(await db.Database.SqlQueryRaw<KindMove>(SettlementSql.Moved, centreId, fromDay, toDay, accountClass.ToString()).Where(m => kind == null || m.Kind == kind).SumAsync(m => m.Fen, ct));

    private sealed class LotMove
    {
        public long Lot { get; init; }
        public long Fen { get; init; }
    }

    private sealed class KindMove
    {
        public required string Kind { get; init; }
        public long Fen { get; init; }
    }

    private sealed class SubjectLot
    {
        public required string Subject { get; init; }
        public long Lot { get; init; }
    }

    private sealed record Charge(FeeCharge Fee, string Code, string Name, string? Payer);

    private sealed record LotName(long Id, string Code, string Name);
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Settlement;

/// <summary>Reports whose totals tie to the journal.</summary>
public sealed class SettlementQueries(TradingDbContext db)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;


    /// <summary>
    /// Fees and deposits of a period by the day on which the money counts or by that on which it was booked, with the journal's figures beside the totals. The database sums: what is read is
    /// a row for each fee and each lot, however many postings there are.
    /// </summary>
    public async Task<SettlementReport> ReportAsync(long centreId, DateOnly fromDay, DateOnly toDay, ReportBasis basis, CancellationToken ct)
    {
        var period = new Period(centreId, fromDay, toDay, basis);
        var accounts = (await db.Set<Account>()
            .Where(a => a.CentreId == centreId && a.Currency == BankAccount.Renminbi && (a.Class == AccountClass.Bank || a.Class == AccountClass.InterestEarned))
            .Select(a => new { a.Id, a.Class }).ToListAsync(ct)).ToLookup(a => a.Class, a => a.Id);
        var fees = await FeesAsync(period, ct);
        var (deposits, moved) = await DepositsAsync(period, accounts[AccountClass.InterestEarned], ct);
        var report = new SettlementReport(fromDay, toDay, fees, deposits, []);
        return report with { Controls = await ControlsAsync(report, period, accounts[AccountClass.Bank], moved, ct) };
    }

    private async Task<IReadOnlyList<FeeRow>> FeesAsync(Period period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var paid = await PaidAsync(period, ct);
        var charges = await ChargesAsync(
            period.CentreId, f => (f.ChargedAtUtc >= start && end > f.ChargedAtUtc) || (f.ReversedAtUtc >= start && end > f.ReversedAtUtc), ct);
        var known = charges.Select(c => c.Fee.Id).ToHashSet();
        foreach (var ids in paid.Keys.Where(id => !known.Contains(id)).Chunk(Chunk))
        {
            charges.AddRange(await ChargesAsync(period.CentreId, f => ids.Contains(f.Id), ct));
        }

        return [.. charges.OrderBy(c => c.Fee.ScheduleKey, StringComparer.Ordinal).ThenBy(c => c.Code, StringComparer.Ordinal).ThenBy(c => c.Fee.Id).Select(c => new FeeRow(
            c.Fee.Id, c.Fee.ScheduleKey, c.Fee.Citation, c.Code, c.Name, c.Fee.OrganisationId, c.Payer ?? "", c.Fee.Base,
            Within(c.Fee.ChargedAtUtc) ? c.Fee.Amount : Money.Zero,
            Within(c.Fee.ReversedAtUtc) ? c.Fee.Amount : Money.Zero,
            paid.GetValueOrDefault(c.Fee.Id), c.Fee.State, c.Fee.ChargedAtUtc))];

        bool Within(DateTime? utc) => utc >= start && utc < end;
    }

    /// <summary>What the journal has received on each fee in the period; what was carried to another fee, or is owed back, is received on it no more.</summary>
    private async Task<Dictionary<Guid, Money>> PaidAsync(Period period, CancellationToken ct)
    {
        var entries = new DayFilter { By = period.Basis, From = period.From, To = period.To }.Of(db.Set<JournalEntry>(), e => e.ValueOn, e => e.BookedAtUtc);
        var sums = await (
            from posting in db.Set<Posting>()
            join entry in entries on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == period.CentreId && account.Class == AccountClass.FeeReceivable && account.Currency == BankAccount.Renminbi
                && (EntryKinds.FeeReceipts.Contains(entry.Kind) || db.Set<JournalEntry>().Any(u => u.Id == entry.ReversesId && EntryKinds.FeeReceipts.Contains(u.Kind)))
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
    /// A row for each lot of what its deposits' own accounts did, with the interest that was sent to their bidders; and beside it whatever moved these accounts. Lots that are not opened or ended do not
    /// exist for a report. A deposit that was withdrawn before the opening is paid back without its lot for good, and stands in none.
    /// </summary>
    private async Task<(IReadOnlyList<DepositRow> Rows, Money Moved)> DepositsAsync(Period period, IEnumerable<long> interestAccounts, CancellationToken ct)
    {
        var days = Days(period);
        var held = await (
            from sums in
                from move in OfEndedLots(SettlementSql.Held(period.Basis), days)
                group move by move.Lot into moves
                select new
                {
                    Lot = moves.Key,
                    In = moves.Sum(m => m.Currency == BankAccount.Renminbi && (m.Kind == EntryKinds.DepositReceived || m.Kind == EntryKinds.Reversal) ? m.Fen : 0L),
                    Out = moves.Sum(m => m.Currency == BankAccount.Renminbi && (m.Kind == EntryKinds.DepositRepaymentSent || m.Kind == EntryKinds.RepaymentRejected) ? m.Fen : 0L),
                    Ended = moves.Sum(m => m.Currency == BankAccount.Renminbi && (m.Kind == EntryKinds.DepositConverted || m.Kind == EntryKinds.DepositForfeited) ? m.Fen : 0L),
                    Moved = moves.Sum(m => m.Fen),
                }
            join lot in db.Set<Lot>() on sums.Lot equals lot.Id
            select new { lot.Id, lot.Code, lot.Name, sums.In, sums.Out, sums.Ended, sums.Moved }).ToListAsync(ct);
        var interest = await (
            from sums in
                from sent in OfEndedLots(SettlementSql.Interest(period.Basis, interestAccounts), days)
                group sent.Fen by sent.Lot into moves
                select new { Lot = moves.Key, Fen = moves.Sum() }
            join lot in db.Set<Lot>() on sums.Lot equals lot.Id
            select new { lot.Id, lot.Code, lot.Name, sums.Fen }).ToDictionaryAsync(s => s.Id, ct);
        // Interest that came later than its deposit went, in another period.
        var alone = interest.Values.ExceptBy(held.Select(h => h.Id), i => i.Id);
        var rows = held.Select(h => new DepositRow(h.Id, h.Code!, h.Name, new Money(-h.In), new Money(h.Out), new Money(h.Ended), new Money(interest.GetValueOrDefault(h.Id)?.Fen ?? 0)))
            .Concat(alone.Select(i => new DepositRow(i.Id, i.Code!, i.Name, Money.Zero, Money.Zero, Money.Zero, new Money(i.Fen))));
        return ([.. rows.OrderBy(r => r.LotCode, StringComparer.Ordinal)], new Money(held.Sum(h => h.Moved)));
    }

    private IQueryable<LotMove> OfEndedLots(string sql, object[] days) =>
        from move in db.Database.SqlQueryRaw<LotMove>(sql, days)
        join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on move.Lot equals tender.LotId
        select move;

    /// <summary>What the bank's lines say was paid on fees: told apart from the journal, so that one can check the other.</summary>
    private async Task<Money> FeeReceiptsAsync(Period period, CancellationToken ct)
    {
        var (from, to) = (period.From, period.To);
        return new Money(await db.Set<BankLine>().Where(l => l.CentreId == period.CentreId && l.State == BankLineState.Fee && l.ValueOn >= from && l.ValueOn <= to).SumAsync(l => (long)(object)l.Amount, ct));
    }

    /// <summary>Each total beside a sum of the journal that does not ask for what the report knows: other kinds of entries, other rows.</summary>
    private async Task<IReadOnlyList<ControlTotal>> ControlsAsync(SettlementReport report, Period period, IEnumerable<long> bankAccounts, Money moved, CancellationToken ct)
    {
        var days = Days(period);
        var fees = new List<(string Class, string Kind, long Fen)>();
        foreach (var classes in (AccountClass[][])[[AccountClass.FeeReceivable], [AccountClass.FeeIncome, AccountClass.TreasuryPending]])
        {
            fees.AddRange((await db.Database.SqlQueryRaw<ClassMove>(SettlementSql.Moved(period.Basis, classes), days)
                .GroupBy(m => new { m.Class, m.Kind }).Select(g => new { g.Key.Class, g.Key.Kind, Fen = g.Sum(m => m.Fen) }).ToListAsync(ct)).Select(s => (s.Class, s.Kind, s.Fen)));
        }

        // Charged is what became income, and what is the treasury's before any of it was collected.
        string[] collected = [EntryKinds.TreasuryOwed, EntryKinds.TreasuryReleased, EntryKinds.TreasuryClaimed];
        // A line that two people matched is booked later than it was imported, and has no day of that booking: by the booked day the bank's lines have nothing to say.
        ControlTotal[] banked = period.Basis == ReportBasis.BookedDay ? [] :
        [
            new(
                "settlement.control.fees-banked", await FeeReceiptsAsync(period, ct),
                new Money(await db.Database.SqlQueryRaw<FenMove>(SettlementSql.Banked(period.Basis, bankAccounts), days).SumAsync(m => m.Fen, ct))),
        ];
        return
        [
            new("settlement.control.fees-charged", report.FeesCharged, Credit(AccountClass.FeeIncome, _ => true) + Credit(AccountClass.TreasuryPending, kind => !collected.Contains(kind))),
            new("settlement.control.fees-received", report.FeesReceived, Credit(AccountClass.FeeReceivable, EntryKinds.FeeReceipts.Contains)),
            .. banked,
            // Whatever moved the accounts, not only the kinds that the report knows.
            new("settlement.control.deposits", report.DepositsNet, -moved),
        ];

        Money Credit(AccountClass of, Func<string, bool> kinds) => new(-fees.Where(f => f.Class == of.ToString() && kinds(f.Kind)).Sum(f => f.Fen));
    }

    private object[] Days(Period period) => period.Basis switch
    {
        ReportBasis.ValueDay => [period.CentreId, period.From, period.To],
        ReportBasis.BookedDay => [period.CentreId, db.Stamp(period.Start), db.Stamp(period.End)],
    };

    private sealed record Period(long CentreId, DateOnly From, DateOnly To, ReportBasis Basis)
    {
        public DateTime Start { get; } = Instants.StartOfBeijingDay(From);
        public DateTime End { get; } = Instants.EndOfBeijingDay(To);
    }

    private sealed class LotMove
    {
        public long Lot { get; init; }
        public required string Kind { get; init; }
        public required string Currency { get; init; }
        public long Fen { get; init; }
    }

    private sealed class ClassMove
    {
        public required string Class { get; init; }
        public required string Kind { get; init; }
        public long Fen { get; init; }
    }

    private sealed class FenMove
    {
        public long Fen { get; init; }
    }

    private sealed record Charge(FeeCharge Fee, string Code, string Name, string? Payer);
}

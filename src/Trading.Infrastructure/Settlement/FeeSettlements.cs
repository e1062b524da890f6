using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// The fee settlement report (收费结算报表) of any period: what was owed, charged, received, taken back and is owed, by line and fee, from the journal's
/// postings; its closing total is compared with the balance of 1122 whenever it leaves the house.
/// </summary>
public sealed class FeeSettlements(TradingDbContext db, TimeProvider clock)
{
    private const string Account = "1122";

    public async Task<Documents.SettlementReports.SettlementReport> ReportAsync(
        long centreId, DateOnly from, DateOnly to, SettlementBasis basis, WordsLanguage language, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var centre = await db.Set<Centre>().AsNoTracking().SingleAsync(c => c.Id == centreId, ct);
        var moved = Until(await PostingsAsync(centreId, ct), to, basis);
        var fees = await FeesAsync(centreId, ct);
        return new Documents.SettlementReports.SettlementReport
        {
            CentreName = language == WordsLanguage.Chinese ? centre.NameZh : centre.NameEn,
            Number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"JS-{from:yyyyMMdd}-{to:yyyyMMdd}"),
            From = from,
            To = to,
            Basis = basis,
            Rows = [.. moved.GroupBy(m => fees[m.Charge]).OrderBy(g => g.Key, Comparer<FeeKind>.Create(FeeKind.Compare)).Select(g => RowOf(g.Key, [.. g], from, basis, language))],
            ReceivableAccount = Account,
            ReceivableBalance = await BalanceAsync(centreId, to, basis, ct),
            GeneratedAtUtc = nowUtc,
        };
    }

    /// <summary>Charged and received in each part of a period, for a chart.</summary>
    public async Task<IReadOnlyList<FeePart>> PartsAsync(
        long centreId, IReadOnlyList<(DateOnly From, DateOnly To)> parts, SettlementBasis basis, CancellationToken ct)
    {
        var moved = await PostingsAsync(centreId, ct);
        return [.. parts.Select(part => new FeePart(
            part.From, part.To,
            Sum(moved, part, basis, EntryKinds.FeeCharged), -Sum(moved, part, basis, EntryKinds.FeeReceived)))];
    }

    private static Money Sum(IEnumerable<Moved> moved, (DateOnly From, DateOnly To) part, SettlementBasis basis, string kind) =>
        SettlementReport.Sum(moved.Where(m => m.Kind == kind && m.Day(basis) >= part.From && m.Day(basis) <= part.To).Select(m => m.Amount));

    private static List<Moved> Until(IEnumerable<Moved> moved, DateOnly to, SettlementBasis basis) => [.. moved.Where(m => m.Day(basis) <= to)];

    private static SettlementRow RowOf(FeeKind kind, IReadOnlyList<Moved> moved, DateOnly from, SettlementBasis basis, WordsLanguage language)
    {
        var within = moved.Where(m => m.Day(basis) >= from).ToList();
        return new SettlementRow(
            Words.Get($"line.{kind.Line}", language),
            Words.Get($"finance.schedule.{kind.Schedule}", language),
            within.Count(m => m.Kind == EntryKinds.FeeCharged),
            SettlementReport.Sum(moved.Where(m => m.Day(basis) < from).Select(m => m.Amount)),
            SettlementReport.Sum(within.Where(m => m.Kind == EntryKinds.FeeCharged).Select(m => m.Amount)),
            -SettlementReport.Sum(within.Where(m => m.Kind == EntryKinds.FeeReceived).Select(m => m.Amount)),
            -SettlementReport.Sum(within.Where(m => m.Kind == EntryKinds.Reversal).Select(m => m.Amount)));
    }

    /// <summary>The balance of 1122 as the database sums it, apart from the rows.</summary>
    private async Task<Money> BalanceAsync(long centreId, DateOnly to, SettlementBasis basis, CancellationToken ct)
    {
        var end = Instants.EndOfBeijingDay(to);
        var entries = basis switch
        {
            SettlementBasis.ValueDay => db.Set<JournalEntry>().Where(e => e.ValueOn <= to),
            SettlementBasis.BookedDay => db.Set<JournalEntry>().Where(e => end > e.BookedAtUtc),
        };
        return new Money(await (
            from posting in db.Set<Posting>()
            join entry in entries on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select (long)(object)posting.Amount).SumAsync(ct));
    }

    private async Task<List<Moved>> PostingsAsync(long centreId, CancellationToken ct)
    {
        var rows = await (
            from posting in db.Set<Posting>().AsNoTracking()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select new { account.Subject, entry.Kind, entry.ValueOn, entry.BookedAtUtc, posting.Amount }).ToListAsync(ct);
        return [.. rows.Select(r => new Moved(Guid.Parse(r.Subject), r.Kind, r.ValueOn, Instants.BeijingDay(r.BookedAtUtc), r.Amount))];
    }

    private async Task<Dictionary<Guid, FeeKind>> FeesAsync(long centreId, CancellationToken ct) =>
        await (
            from fee in db.Set<FeeCharge>().AsNoTracking()
            join lot in db.Set<Lot>() on fee.LotId equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where fee.CentreId == centreId
            select new { fee.Id, project.Line, fee.ScheduleKey }).ToDictionaryAsync(f => f.Id, f => new FeeKind(f.Line, f.ScheduleKey), ct);

    private sealed record FeeKind(string Line, string Schedule)
    {
        public static int Compare(FeeKind? a, FeeKind? b) => string.CompareOrdinal($"{a?.Line} {a?.Schedule}", $"{b?.Line} {b?.Schedule}");
    }

    private sealed record Moved(Guid Charge, string Kind, DateOnly ValueOn, DateOnly BookedOn, Money Amount)
    {
        public DateOnly Day(SettlementBasis basis) => basis switch
        {
            SettlementBasis.ValueDay => ValueOn,
            SettlementBasis.BookedDay => BookedOn,
        };
    }
}

/// <summary>Fees of one part of a period.</summary>
public sealed record FeePart(DateOnly From, DateOnly To, Money Charged, Money Received);

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// The fee settlement report (收费结算报表) of any period: what was owed, charged, received, taken back and is owed, by line and fee, from the journal's
/// postings, received less what goes back of it; its closing total is compared with the balance of 1122 whenever it leaves the house.
/// </summary>
public sealed class FeeSettlements(TradingDbContext db, TimeProvider clock)
{
    private const string Account = "1122";

    public async Task<FeeSettlementReport> ReportAsync(long centreId, DateOnly from, DateOnly to, ReportBasis basis, WordsLanguage language, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var centre = await db.Set<Centre>().AsNoTracking().SingleAsync(c => c.Id == centreId, ct);
        return new FeeSettlementReport
        {
            CentreName = language == WordsLanguage.Chinese ? centre.NameZh : centre.NameEn,
            Number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"JS-{from:yyyyMMdd}-{to:yyyyMMdd}"),
            From = from,
            To = to,
            Basis = basis,
            Rows = await RowsAsync(centreId, from, to, basis, language, ct),
            ReceivableAccount = Account,
            ReceivableBalance = await BalanceAsync(centreId, to, basis, ct),
            GeneratedAtUtc = nowUtc,
        };
    }

    /// <summary>Charged and received in each part of a period, for a chart: a statement a part.</summary>
    public async Task<IReadOnlyList<FeePart>> PartsAsync(
        long centreId, IReadOnlyList<(DateOnly From, DateOnly To)> parts, ReportBasis basis, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var found = new List<FeePart>();
        foreach (var (from, to) in parts)
        {
            var sums = await MovesAsOf(centreId, from, to, basis).Where(m => !m.IsBefore).GroupBy(_ => 1).Select(g => new
            {
                Charged = g.Sum(m => m.Kind == EntryKinds.FeeCharged ? m.Fen : 0L),
                Received = g.Sum(m => m.Kind == EntryKinds.FeeReceived || m.Kind == EntryKinds.FeeSettled || m.Kind == EntryKinds.FeeCarried ? m.Fen : 0L),
            }).SingleOrDefaultAsync(ct);
            found.Add(new FeePart(from, to, new Money(sums?.Charged ?? 0), new Money(-(sums?.Received ?? 0))));
        }

        return found;
    }

    /// <summary>A row for each fee of each line, summed by the database however many postings there are.</summary>
    private async Task<IReadOnlyList<SettlementRow>> RowsAsync(
        long centreId, DateOnly from, DateOnly to, ReportBasis basis, WordsLanguage language, CancellationToken ct)
    {
#pragma warning disable EF1002 // The text is this class's own.
        var fees = db.Database.SqlQueryRaw<SubjectFee>(
            $"SELECT {SettlementSql.Subject("f.id")} AS subject, f.lot_id AS lot, f.schedule_key AS schedule FROM fee_charge f");
#pragma warning restore EF1002
        var moved = MovesAsOf(centreId, from, to, basis);
        var sums = await (
            from fee in fees
            join lot in db.Set<Lot>() on fee.Lot equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            join move in moved on fee.Subject equals move.Subject
            group move by new { project.Line, fee.Schedule } into moves
            select new
            {
                moves.Key.Line,
                moves.Key.Schedule,
                Count = moves.Sum(m => !m.IsBefore && m.Kind == EntryKinds.FeeCharged ? 1L : 0L),
                Opening = moves.Sum(m => m.IsBefore ? m.Fen : 0L),
                Charged = moves.Sum(m => !m.IsBefore && m.Kind == EntryKinds.FeeCharged ? m.Fen : 0L),
                Received = moves.Sum(m => !m.IsBefore && (m.Kind == EntryKinds.FeeReceived || m.Kind == EntryKinds.FeeSettled || m.Kind == EntryKinds.FeeCarried) ? m.Fen : 0L),
                TakenBack = moves.Sum(m => !m.IsBefore && m.Kind == EntryKinds.Reversal ? m.Fen : 0L),
            }).ToListAsync(ct);
        return [.. sums.OrderBy(s => $"{s.Line} {s.Schedule}", StringComparer.Ordinal).Select(s => new SettlementRow(
            Words.Get($"line.{s.Line}", language), Words.Get($"finance.schedule.{s.Schedule}", language), s.Count,
            new Money(s.Opening), new Money(s.Charged), new Money(-s.Received), new Money(-s.TakenBack)))];
    }

    /// <summary>What moved 1122 up to the end of a period, each told whether it is before the period.</summary>
    private IQueryable<Move> MovesAsOf(long centreId, DateOnly from, DateOnly to, ReportBasis basis)
    {
        var (start, end) = (Instants.StartOfBeijingDay(from), Instants.EndOfBeijingDay(to));
        var entries = basis switch
        {
            ReportBasis.ValueDay => db.Set<JournalEntry>().Where(e => e.ValueOn <= to).Select(e => new { e.Id, e.Kind, IsBefore = e.ValueOn < from }),
            ReportBasis.BookedDay => db.Set<JournalEntry>().Where(e => end > e.BookedAtUtc).Select(e => new { e.Id, e.Kind, IsBefore = start > e.BookedAtUtc }),
        };
        return
            from posting in db.Set<Posting>()
            join entry in entries on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select new Move { Subject = account.Subject, Kind = entry.Kind, IsBefore = entry.IsBefore, Fen = (long)(object)posting.Amount };
    }

    /// <summary>The balance of 1122 as the database sums it, apart from the rows.</summary>
    private async Task<Money> BalanceAsync(long centreId, DateOnly to, ReportBasis basis, CancellationToken ct)
    {
        var end = Instants.EndOfBeijingDay(to);
        var entries = basis switch
        {
            ReportBasis.ValueDay => db.Set<JournalEntry>().Where(e => e.ValueOn <= to),
            ReportBasis.BookedDay => db.Set<JournalEntry>().Where(e => end > e.BookedAtUtc),
        };
        return new Money(await (
            from posting in db.Set<Posting>()
            join entry in entries on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select (long)(object)posting.Amount).SumAsync(ct));
    }

    private sealed class SubjectFee
    {
        public required string Subject { get; init; }
        public long Lot { get; init; }
        public required string Schedule { get; init; }
    }

    private sealed class Move
    {
        public required string Subject { get; init; }
        public required string Kind { get; init; }
        public bool IsBefore { get; init; }
        public long Fen { get; init; }
    }
}

/// <summary>Fees of one part of a period.</summary>
public sealed record FeePart(DateOnly From, DateOnly To, Money Charged, Money Received);

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// The fee settlement report (收费结算报表) of any period: what was owed, charged, received, taken back and is owed, by line and fee or by payer, from the journal's
/// postings, received less what goes back of it; its closing total is compared with the balance of 1122 whenever it leaves the house.
/// </summary>
public sealed class FeeSettlements(TradingDbContext db, TimeProvider clock)
{
    private const string Account = "1122";

    public Task<FeeSettlementReport> ReportAsync(long centreId, DateOnly from, DateOnly to, ReportBasis basis, WordsLanguage language, CancellationToken ct) =>
        ReportAsync(centreId, from, to, basis, SettlementGrouping.Fee, language, ct);

    public async Task<FeeSettlementReport> ReportAsync(
        long centreId, DateOnly from, DateOnly to, ReportBasis basis, SettlementGrouping grouping, WordsLanguage language, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var centre = await db.Set<Centre>().AsNoTracking().SingleAsync(c => c.Id == centreId, ct);
        return new FeeSettlementReport
        {
            CentreName = language == WordsLanguage.Chinese ? centre.NameZh : centre.NameEn,
            Number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"JS-{from:yyyyMMdd}-{to:yyyyMMdd}{(grouping == SettlementGrouping.Payer ? "-P" : "")}"),
            From = from,
            To = to,
            Basis = basis,
            Grouping = grouping,
            Rows = await RowsAsync(centreId, from, to, basis, grouping, language, ct),
            ReceivableAccount = Account,
            ReceivableBalance = await BalanceAsync(centreId, to, basis, ct),
            GeneratedAtUtc = nowUtc,
        };
    }

    /// <summary>Charged and received of each line in each part of a period, for a chart: a statement a part.</summary>
    public async Task<IReadOnlyList<FeePart>> PartsAsync(
        long centreId, IReadOnlyList<(DateOnly From, DateOnly To)> parts, ReportBasis basis, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var found = new List<FeePart>();
        foreach (var (from, to) in parts)
        {
            var sums = await MovesAsOf(centreId, from, to, basis).Where(m => !m.IsBefore).GroupBy(m => m.Line).Select(moves => new
            {
                Line = moves.Key,
                Charged = moves.Sum(m => m.Kind == EntryKinds.FeeCharged ? m.Fen : 0L),
                Received = moves.Sum(m => m.IsReceived ? m.Fen : 0L),
            }).ToListAsync(ct);
            found.AddRange(sums.Select(s => new FeePart(from, to, s.Line, new Money(s.Charged), new Money(-s.Received))));
        }

        return found;
    }

    /// <summary>A row for each fee of each line, and by payer for each of them, summed by the database however many postings there are.</summary>
    private async Task<IReadOnlyList<SettlementRow>> RowsAsync(
        long centreId, DateOnly from, DateOnly to, ReportBasis basis, SettlementGrouping grouping, WordsLanguage language, CancellationToken ct)
    {
        var (isByPayer, moved) = (grouping == SettlementGrouping.Payer, MovesAsOf(centreId, from, to, basis));
        var sums = await (
            from sum in
                from move in moved
                group move by new { move.Line, move.Schedule, Payer = isByPayer ? move.Payer : 0L } into moves
                select new
                {
                    moves.Key.Line,
                    moves.Key.Schedule,
                    moves.Key.Payer,
                    Count = moves.Sum(m => !m.IsBefore && m.Kind == EntryKinds.FeeCharged ? 1L : 0L),
                    Opening = moves.Sum(m => m.IsBefore ? m.Fen : 0L),
                    Charged = moves.Sum(m => !m.IsBefore && m.Kind == EntryKinds.FeeCharged ? m.Fen : 0L),
                    Received = moves.Sum(m => !m.IsBefore && m.IsReceived ? m.Fen : 0L),
                    TakenBack = moves.Sum(m => !m.IsBefore && m.Kind != EntryKinds.FeeCharged && !m.IsReceived ? m.Fen : 0L),
                }
            join organisation in db.Set<Organisation>() on sum.Payer equals organisation.Id into payers
            from payer in payers.DefaultIfEmpty()
            select new { Sum = sum, Payer = (string?)payer.Name }).ToListAsync(ct);
        return [.. sums.Select(s => new SettlementRow(
            s.Sum.Line, Words.Get($"line.{s.Sum.Line}", language), s.Sum.Schedule, Words.Get($"finance.schedule.{s.Sum.Schedule}", language), s.Sum.Count,
            new Money(s.Sum.Opening), new Money(s.Sum.Charged), new Money(-s.Sum.Received), new Money(-s.Sum.TakenBack))
        {
            PayerId = isByPayer ? s.Sum.Payer : null,
            Payer = s.Payer,
        }).OrderBy(r => r.Payer, StringComparer.Ordinal).ThenBy(r => r.PayerId).ThenBy(r => r.LineKey, StringComparer.Ordinal).ThenBy(r => r.FeeKey, StringComparer.Ordinal)];
    }

    /// <summary>What moved 1122 up to the end of a period, with the fee of each, told whether it is before the period and whether it is money received: a payment that the bank took back is received less.</summary>
    private IQueryable<Move> MovesAsOf(long centreId, DateOnly from, DateOnly to, ReportBasis basis)
    {
        var (start, end) = (Instants.StartOfBeijingDay(from), Instants.EndOfBeijingDay(to));
        var entries = basis switch
        {
            ReportBasis.ValueDay => db.Set<JournalEntry>().Where(e => e.ValueOn <= to).Select(e => new { e.Id, e.Kind, e.ReversesId, IsBefore = e.ValueOn < from }),
            ReportBasis.BookedDay => db.Set<JournalEntry>().Where(e => end > e.BookedAtUtc).Select(e => new { e.Id, e.Kind, e.ReversesId, IsBefore = start > e.BookedAtUtc }),
        };
        return
            from fee in LedgerSubjects.FeesOf(db, centreId)
            join lot in db.Set<Lot>() on fee.Lot equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            join account in db.Set<Account>() on fee.Subject equals account.Subject
            join posting in db.Set<Posting>() on account.Id equals posting.AccountId
            join entry in entries on posting.EntryId equals entry.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select new Move
            {
                Line = project.Line,
                Schedule = fee.Schedule,
                Payer = fee.Payer,
                Kind = entry.Kind,
                IsBefore = entry.IsBefore,
                IsReceived = EntryKinds.FeeReceipts.Contains(entry.Kind) || db.Set<JournalEntry>().Any(u => u.Id == entry.ReversesId && EntryKinds.FeeReceipts.Contains(u.Kind)),
                Fen = (long)(object)posting.Amount,
            };
    }

    /// <summary>The balance of 1122 as the database sums it, apart from the rows.</summary>
    private async Task<Money> BalanceAsync(long centreId, DateOnly to, ReportBasis basis, CancellationToken ct)
    {
        var entries = new DayFilter { By = basis, To = to }.Of(db.Set<JournalEntry>(), e => e.ValueOn, e => e.BookedAtUtc);
        return new Money(await (
            from posting in db.Set<Posting>()
            join entry in entries on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select (long)(object)posting.Amount).SumAsync(ct));
    }

    private sealed class Move
    {
        public required string Line { get; init; }
        public required string Schedule { get; init; }
        public long Payer { get; init; }
        public required string Kind { get; init; }
        public bool IsBefore { get; init; }
        public bool IsReceived { get; init; }
        public long Fen { get; init; }
    }
}

/// <summary>Fees of one line in one part of a period.</summary>
public sealed record FeePart(DateOnly From, DateOnly To, string Line, Money Charged, Money Received);

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
/// The fee settlement report (收费结算报表) of any period: what was owed, charged, received, taken back and is owed, by line and fee or by payer, from the journal's
/// postings, received less what goes back of it; its closing total is compared with the balance of 1122 whenever it leaves the house.
/// </summary>
public sealed class FeeSettlements(TradingDbContext db, TimeProvider clock)
{
    private const string Account = "1122";

    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    // What a fee has received: paid by the bank or out of a deposit, and what of it was carried to another charge.
    internal static readonly string[] Received = [EntryKinds.FeeReceived, EntryKinds.FeeSettled, EntryKinds.FeeCarried];

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
            var moved = MovesAsOf(centreId, from, to, basis).Where(m => !m.IsBefore);
            var sums = await (
                from fee in LedgerSubjects.FeesOf(db, centreId)
                join lot in db.Set<Lot>() on fee.Lot equals lot.Id
                join project in db.Set<Project>() on lot.ProjectId equals project.Id
                join move in moved on fee.Subject equals move.Subject
                group move by project.Line into moves
                select new
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
            from fee in LedgerSubjects.FeesOf(db, centreId)
            join lot in db.Set<Lot>() on fee.Lot equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            join move in moved on fee.Subject equals move.Subject
            group move by new { project.Line, fee.Schedule, Payer = isByPayer ? fee.Payer : 0L } into moves
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
            }).ToListAsync(ct);
        var names = await NamesAsync(isByPayer ? [.. sums.Select(s => s.Payer).Distinct()] : [], ct);
        return [.. sums.Select(s => new SettlementRow(
            s.Line, Words.Get($"line.{s.Line}", language), s.Schedule, Words.Get($"finance.schedule.{s.Schedule}", language), s.Count,
            new Money(s.Opening), new Money(s.Charged), new Money(-s.Received), new Money(-s.TakenBack))
        {
            PayerId = isByPayer ? s.Payer : null,
            Payer = names.GetValueOrDefault(s.Payer),
        }).OrderBy(r => r.Payer, StringComparer.Ordinal).ThenBy(r => r.PayerId).ThenBy(r => r.LineKey, StringComparer.Ordinal).ThenBy(r => r.FeeKey, StringComparer.Ordinal)];
    }

    private async Task<Dictionary<long, string>> NamesAsync(IReadOnlyCollection<long> payers, CancellationToken ct)
    {
        var names = new Dictionary<long, string>();
        foreach (var part in payers.Chunk(Chunk))
        {
            foreach (var payer in await db.Set<Organisation>().Where(o => part.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToListAsync(ct))
            {
                names.Add(payer.Id, payer.Name);
            }
        }

        return names;
    }

    /// <summary>What moved 1122 up to the end of a period, each told whether it is before the period and whether it is money received: a payment that the bank took back is received less.</summary>
    private IQueryable<Move> MovesAsOf(long centreId, DateOnly from, DateOnly to, ReportBasis basis)
    {
        var (start, end) = (Instants.StartOfBeijingDay(from), Instants.EndOfBeijingDay(to));
        var entries = basis switch
        {
            ReportBasis.ValueDay => db.Set<JournalEntry>().Where(e => e.ValueOn <= to).Select(e => new { e.Id, e.Kind, e.ReversesId, IsBefore = e.ValueOn < from }),
            ReportBasis.BookedDay => db.Set<JournalEntry>().Where(e => end > e.BookedAtUtc).Select(e => new { e.Id, e.Kind, e.ReversesId, IsBefore = start > e.BookedAtUtc }),
        };
        return
            from posting in db.Set<Posting>()
            join entry in entries on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.FeeReceivable
            select new Move
            {
                Subject = account.Subject,
                Kind = entry.Kind,
                IsBefore = entry.IsBefore,
                IsReceived = Received.Contains(entry.Kind) || db.Set<JournalEntry>().Any(u => u.Id == entry.ReversesId && Received.Contains(u.Kind)),
                Fen = (long)(object)posting.Amount,
            };
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

    private sealed class Move
    {
        public required string Subject { get; init; }
        public required string Kind { get; init; }
        public bool IsBefore { get; init; }
        public bool IsReceived { get; init; }
        public long Fen { get; init; }
    }
}

/// <summary>Fees of one line in one part of a period.</summary>
public sealed record FeePart(DateOnly From, DateOnly To, string Line, Money Charged, Money Received);

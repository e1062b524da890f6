using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Ledger;

/// <summary>Which day of an entry a reader goes by.</summary>
public enum JournalDay
{
    /// <summary>The Beijing day on which it was booked.</summary>
    Booked,

    /// <summary>The day on which the money counts.</summary>
    Value,

    /// <summary>The accounting day: the value day, or the first open day where its month was closed.</summary>
    Posted,
}

/// <summary>What of the journal is asked for; both days belong to the period.</summary>
public sealed record JournalFilter(JournalDay By, DateOnly? From, DateOnly? To, AccountClass? Class, long? LotId);

/// <summary>One posting as people read it.</summary>
/// <remarks><c>Reference</c>: The last digits of the entry's key: random, and not its place in the journal, whose gaps would count what is left out. <c>Label</c>: the lot or bank account. <c>Reverses</c>: Of a reversal, the accounting day of the entry that it undoes; its reference is the same. <c>Running</c>: The balance of the chosen account after the posting; null where all accounts are listed.</remarks>
public sealed record JournalLine(
    string Reference, string Kind, DateOnly ValueOn, DateOnly PostedOn, DateTime BookedAtUtc, AccountClass Class, string Subject, string? Label, Money Debit, Money Credit, Money? Running,
    DateOnly? Reverses);

/// <summary>A page of postings with the sums of everything that the filter found.</summary>
/// <remarks><c>Opening</c>: The balance of the chosen account before the period, of what may be shown.</remarks>
public sealed record JournalPage(IReadOnlyList<JournalLine> Lines, int Total, Money Debit, Money Credit, Money? Opening);

/// <summary>A lot by which the journal can be filtered: opened or ended.</summary>
public sealed record JournalLot(long Id, string Code, string Name);

/// <summary>
/// The journal for people. Entries about participations of lots that are not opened are left out of lines, sums and balances: how many of one
/// amount there are would tell how many take part.
/// </summary>
public sealed class JournalQueries(TradingDbContext db)
{
    public async Task<IReadOnlyList<JournalLot>> LotsAsync(long centreId, CancellationToken ct) =>
        await (
            from tender in db.Set<Tender>().AsNoTracking().Where(TenderSecrecy.IsOver)
            join lot in db.Set<Lot>() on tender.LotId equals lot.Id
            where tender.CentreId == centreId
            orderby lot.Code
            select new JournalLot(lot.Id, lot.Code!, lot.Name)).ToListAsync(ct);

    public async Task<JournalPage> PageAsync(long centreId, JournalFilter filter, int skip, int take, CancellationToken ct)
    {
        var visible = await VisibleAsync(centreId, filter, ct);
        var inPeriod = Until(From(visible, filter), filter);
        var sums = await inPeriod.Select(p => p.Amount).ToListAsync(ct);
        Money? opening = filter.Class is null ? null : await BeforeAsync(visible, filter, ct);
        var ordered = InOrder(inPeriod, filter);
        var rows = await ordered.Skip(skip).Take(take).ToListAsync(ct);
        var reached = opening is { } first ? first + Sum(await ordered.Take(skip).Select(p => p.Amount).ToListAsync(ct)) : (Money?)null;
        var labels = await LabelsAsync(centreId, rows, ct);
        return new JournalPage(
            [.. rows.Select(row => LineOf(row, labels, reached is null ? null : reached += row.Amount))],
            sums.Count, Sum(sums.Where(m => m.IsPositive)), -Sum(sums.Where(m => m < Money.Zero)), opening);
    }

    /// <summary>
    /// Every posting that the filter finds, in its order, one after another as the database gives them: however many there are, few are in memory.
    /// </summary>
    public async IAsyncEnumerable<JournalLine> LinesAsync(long centreId, JournalFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var visible = await VisibleAsync(centreId, filter, ct);
        var labels = await LabelsAsync(centreId, null, ct);
        var reached = filter.Class is null ? (Money?)null : await BeforeAsync(visible, filter, ct);
        await foreach (var row in InOrder(Until(From(visible, filter), filter), filter).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return LineOf(row, labels, reached is null ? null : reached += row.Amount);
        }
    }

    private static JournalLine LineOf(Row row, IReadOnlyDictionary<string, string> labels, Money? running) => new(
        row.Key[^8..], row.Kind, row.ValueOn, row.PostedOn, row.BookedAtUtc, row.Class, row.Subject, labels.GetValueOrDefault(row.Subject),
        row.Amount.IsPositive ? row.Amount : Money.Zero, row.Amount.IsPositive ? Money.Zero : -row.Amount, running, row.Reverses);

    /// <summary>The postings of the centre that may be shown, of the chosen account and lot, of all times.</summary>
    private async Task<IQueryable<Row>> VisibleAsync(long centreId, JournalFilter filter, CancellationToken ct)
    {
        string[] secret = [.. await db.Set<Deposit>().Where(d => d.CentreId == centreId).UnopenedSubjectsAsync(db, ct)];
        var rows =
            from posting in db.Set<Posting>().AsNoTracking()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            join undone in db.Set<JournalEntry>() on entry.ReversesId equals undone.Id into found
            from undone in found.DefaultIfEmpty()
            // Sums and balances are of one currency.
            where entry.CentreId == centreId && account.Currency == BankAccount.Renminbi && !secret.Contains(entry.Subject)
            select new Row
            {
                EntryId = entry.Id,
                Line = posting.Line,
                Key = entry.Key,
                Kind = entry.Kind,
                About = entry.Subject,
                ValueOn = entry.ValueOn,
                PostedOn = entry.PostedOn,
                Reverses = (DateOnly?)undone.PostedOn,
                BookedAtUtc = entry.BookedAtUtc,
                Class = account.Class,
                Subject = account.Subject,
                Amount = posting.Amount,
            };
        if (filter.Class is { } accountClass)
        {
            rows = rows.Where(r => r.Class == accountClass);
        }

        return filter.LotId is not { } lotId ? rows : OfSubjects(rows, await SubjectsAsync(centreId, lotId, ct));
    }

    private static IQueryable<Row> OfSubjects(IQueryable<Row> rows, string[] subjects) => rows.Where(r => subjects.Contains(r.About) || subjects.Contains(r.Subject));

    private static IQueryable<Row> From(IQueryable<Row> rows, JournalFilter filter)
    {
        if (filter.From is not { } day)
        {
            return rows;
        }

        var start = Instants.StartOfBeijingDay(day);
        return filter.By switch
        {
            JournalDay.Value => rows.Where(r => r.ValueOn >= day),
            JournalDay.Posted => rows.Where(r => r.PostedOn >= day),
            JournalDay.Booked => rows.Where(r => r.BookedAtUtc >= start),
        };
    }

    private static IQueryable<Row> Until(IQueryable<Row> rows, JournalFilter filter)
    {
        if (filter.To is not { } day)
        {
            return rows;
        }

        var end = Instants.EndOfBeijingDay(day);
        return filter.By switch
        {
            JournalDay.Value => rows.Where(r => r.ValueOn <= day),
            JournalDay.Posted => rows.Where(r => r.PostedOn <= day),
            JournalDay.Booked => rows.Where(r => end > r.BookedAtUtc),
        };
    }

    private static async Task<Money> BeforeAsync(IQueryable<Row> rows, JournalFilter filter, CancellationToken ct) =>
        filter.From is { } day ? Sum(await Until(rows, filter with { To = day.AddDays(-1) }).Select(r => r.Amount).ToListAsync(ct)) : Money.Zero;

    private static IOrderedQueryable<Row> InOrder(IQueryable<Row> rows, JournalFilter filter) => (filter.By switch
    {
        JournalDay.Value => rows.OrderBy(r => r.ValueOn),
        JournalDay.Posted => rows.OrderBy(r => r.PostedOn),
        JournalDay.Booked => rows.OrderBy(r => r.BookedAtUtc),
    }).ThenBy(r => r.EntryId).ThenBy(r => r.Line);

    /// <summary>What a lot's money stands under: its participations and fee charges; none for a lot that is not opened.</summary>
    private async Task<string[]> SubjectsAsync(long centreId, long lotId, CancellationToken ct)
    {
        var lots = db.Set<Tender>().Where(TenderSecrecy.IsOver).Where(t => t.CentreId == centreId && t.LotId == lotId).Select(t => t.LotId);
        var deposits = await db.Set<Deposit>().Where(d => lots.Contains(d.LotId) && !d.RefundsApart).Select(d => d.ParticipationId).ToListAsync(ct);
        var fees = await db.Set<FeeCharge>().Where(f => lots.Contains(f.LotId)).Select(f => f.Id).ToListAsync(ct);
        return [.. deposits.Concat(fees).Select(id => id.ToString("N"))];
    }

    // A deposit that was withdrawn before the opening is shown without its lot for good: the batch that paid it back names its payee.
    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(long centreId, IReadOnlyList<Row>? rows, CancellationToken ct)
    {
        AccountClass[] ofLots = [AccountClass.DepositHeld, AccountClass.InterestPayable, AccountClass.FeeReceivable];
        var (all, ids) = (rows is null, (rows ?? []).Where(r => ofLots.Contains(r.Class)).Select(r => Guid.Parse(r.Subject)).Distinct().ToArray());
        var over = db.Set<Tender>().Where(TenderSecrecy.IsOver).Select(t => t.LotId);
        var deposits = await (
            from d in db.Set<Deposit>()
            join lot in db.Set<Lot>() on d.LotId equals lot.Id
            where d.CentreId == centreId && !d.RefundsApart && over.Contains(d.LotId) && (all || ids.Contains(d.ParticipationId))
            select new { Id = d.ParticipationId, lot.Code }).ToListAsync(ct);
        var fees = await (
            from f in db.Set<FeeCharge>()
            join lot in db.Set<Lot>() on f.LotId equals lot.Id
            where f.CentreId == centreId && (all || ids.Contains(f.Id))
            select new { f.Id, lot.Code }).ToListAsync(ct);
        var banks = await db.Set<BankAccount>().AsNoTracking().Where(a => a.CentreId == centreId).Select(a => new { a.Id, a.Number }).ToListAsync(ct);
        return deposits.Concat(fees).Select(d => KeyValuePair.Create(d.Id.ToString("N"), d.Code!))
            .Concat(banks.Select(b => KeyValuePair.Create(b.Id.ToString(CultureInfo.InvariantCulture), b.Number))).ToDictionary();
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, m) => sum + m);

    private sealed record Row
    {
        public long EntryId { get; init; }
        public int Line { get; init; }
        public required string Key { get; init; }
        public required string Kind { get; init; }
        public required string About { get; init; }
        public DateOnly ValueOn { get; init; }
        public DateOnly PostedOn { get; init; }
        public DateOnly? Reverses { get; init; }
        public DateTime BookedAtUtc { get; init; }
        public AccountClass Class { get; init; }
        public required string Subject { get; init; }
        public Money Amount { get; init; }
    }
}

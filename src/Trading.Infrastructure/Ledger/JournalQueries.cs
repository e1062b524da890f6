using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Participation;
using Trading.Domain.Parties;
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
public sealed record JournalFilter(JournalDay By, DateOnly? From, DateOnly? To, AccountClass? Class, long? LotId)
{
    /// <summary>A project, of which the opened and ended lots count.</summary>
    public long? ProjectId { get; init; }

    /// <summary>Kinds of entries; none of these and none undone is all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Kinds of entries whose reversals are asked for.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    /// <summary>The number of what the entry or the account is about: a participation, a fee, a bank line, a batch.</summary>
    public Guid? About { get; init; }

    /// <summary>Fees of one tariff.</summary>
    public string? Fee { get; init; }

    /// <summary>Fees of one line of business.</summary>
    public string? Line { get; init; }

    /// <summary>An organisation: its fees, and what it paid for opened and ended lots.</summary>
    public long? PayerId { get; init; }

    /// <summary>Whether all of an account is asked for, so that it has a balance.</summary>
    public bool HasBalance => Class is not null && Kinds.Count == 0 && Undone.Count == 0;
}

/// <summary>One posting as people read it.</summary>
/// <remarks><c>Reference</c>: The last digits of the entry's key: random, and not its place in the journal, whose gaps would count what is left out. <c>Label</c>: the lot or bank account. <c>Reverses</c>: Of a reversal, the accounting day of the entry that it undoes; its reference is the same. <c>Running</c>: The balance of the chosen account after the posting; null where all accounts are listed.</remarks>
public sealed record JournalLine(
    string Reference, string Kind, DateOnly ValueOn, DateOnly PostedOn, DateTime BookedAtUtc, AccountClass Class, string Subject, string? Label, Money Debit, Money Credit, Money? Running,
    DateOnly? Reverses);

/// <summary>A page of postings with the sums of everything that the filter found.</summary>
/// <remarks><c>Opening</c>: The balance of the chosen account before the period, of what may be shown.</remarks>
public sealed record JournalPage(IReadOnlyList<JournalLine> Lines, int Total, Money Debit, Money Credit, Money? Opening);

/// <summary>A lot by which the journal can be filtered: opened or ended; with its project.</summary>
public sealed record JournalLot(long Id, string Code, string Name, long ProjectId, string ProjectCode, string ProjectName);

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
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where tender.CentreId == centreId
            orderby lot.Code
            select new JournalLot(lot.Id, lot.Code!, lot.Name, project.Id, project.Code!, project.Name)).ToListAsync(ct);

    /// <summary>The name of an organisation by which the journal is filtered; null where it has paid the centre nothing that may be shown.</summary>
    public Task<string?> PayerAsync(long centreId, long id, CancellationToken ct)
    {
        var over = db.Set<Tender>().Where(TenderSecrecy.IsOver).Where(t => t.CentreId == centreId).Select(t => t.LotId);
        return db.Set<Organisation>().Where(o => o.Id == id
            && (db.Set<FeeCharge>().Any(f => f.CentreId == centreId && f.OrganisationId == id) || db.Set<Participant>().Any(p => p.OrganisationId == id && over.Contains(p.LotId))))
            .Select(o => (string?)o.Name).SingleOrDefaultAsync(ct);
    }

    public async Task<JournalPage> PageAsync(long centreId, JournalFilter filter, int skip, int take, CancellationToken ct)
    {
        var visible = await JournalRows.VisibleAsync(db, centreId, filter, ct);
        var inPeriod = JournalRows.Within(visible, filter);

        // The database adds up; the converter hides the number from SQL's SUM, and the cast brings it back.
        var sums = await inPeriod.GroupBy(r => r.Amount > Money.Zero).Select(g => new { IsDebit = g.Key, Count = g.Count(), Fen = g.Sum(r => (long)(object)r.Amount) }).ToListAsync(ct);
        Money? opening = filter.HasBalance ? await BeforeAsync(visible, filter, ct) : null;
        var ordered = InOrder(inPeriod, filter);
        var rows = await ordered.Skip(skip).Take(take).ToListAsync(ct);
        var reached = opening is { } first ? first + new Money(await ordered.Select(r => (long)(object)r.Amount).Take(skip).SumAsync(ct)) : (Money?)null;
        var labels = await LabelsAsync(centreId, rows, ct);
        return new JournalPage(
            [.. rows.Select(row => LineOf(row, labels, reached is null ? null : reached += row.Amount))],
            sums.Sum(s => s.Count), new Money(sums.Where(s => s.IsDebit).Sum(s => s.Fen)), new Money(-sums.Where(s => !s.IsDebit).Sum(s => s.Fen)), opening);
    }

    /// <summary>
    /// Every posting that the filter finds, in its order, one after another as the database gives them: however many there are, few are in memory.
    /// </summary>
    public async IAsyncEnumerable<JournalLine> LinesAsync(long centreId, JournalFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var visible = await JournalRows.VisibleAsync(db, centreId, filter, ct);
        var labels = await LabelsAsync(centreId, null, ct);
        var reached = filter.HasBalance ? await BeforeAsync(visible, filter, ct) : (Money?)null;
        await foreach (var row in InOrder(JournalRows.Within(visible, filter), filter).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return LineOf(row, labels, reached is null ? null : reached += row.Amount);
        }
    }

    private static JournalLine LineOf(JournalRow row, IReadOnlyDictionary<string, string> labels, Money? running) => new(
        row.Key[^8..], row.Kind, row.ValueOn, row.PostedOn, row.BookedAtUtc, row.Class, row.Subject, labels.GetValueOrDefault(row.Subject),
        row.Amount.IsPositive ? row.Amount : Money.Zero, row.Amount.IsPositive ? Money.Zero : -row.Amount, running, row.Reverses);

    private static async Task<Money> BeforeAsync(IQueryable<JournalRow> rows, JournalFilter filter, CancellationToken ct) =>
        filter.From is { } day ? new Money(await JournalRows.Until(rows, filter with { To = day.AddDays(-1) }).Select(r => (long)(object)r.Amount).SumAsync(ct)) : Money.Zero;

    private static IOrderedQueryable<JournalRow> InOrder(IQueryable<JournalRow> rows, JournalFilter filter) => (filter.By switch
    {
        JournalDay.Value => rows.OrderBy(r => r.ValueOn),
        JournalDay.Posted => rows.OrderBy(r => r.PostedOn),
        JournalDay.Booked => rows.OrderBy(r => r.BookedAtUtc),
    }).ThenBy(r => r.EntryId).ThenBy(r => r.Line);

    // A deposit that was withdrawn before the opening is shown without its lot for good: the batch that paid it back names its payee.
    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(long centreId, IReadOnlyList<JournalRow>? rows, CancellationToken ct)
    {
        AccountClass[] ofLots = [AccountClass.DepositHeld, AccountClass.InterestPayable, AccountClass.FeeReceivable, AccountClass.FeeRefundable, AccountClass.FeeClaimed, AccountClass.TreasuryClaim];
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
}

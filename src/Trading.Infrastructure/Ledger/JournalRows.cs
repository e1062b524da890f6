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

/// <summary>A posting with what its entry and account say of it.</summary>
internal sealed record JournalRow
{
    public long EntryId { get; init; }
    public int Line { get; init; }
    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required string About { get; init; }
    public DateOnly ValueOn { get; init; }
    public DateOnly PostedOn { get; init; }
    public DateOnly? Reverses { get; init; }
    public string? Undoes { get; init; }
    public DateTime BookedAtUtc { get; init; }
    public AccountClass Class { get; init; }
    public required string Subject { get; init; }
    public Money Amount { get; init; }
}

/// <summary>
/// The postings that people may see, for queries that add them up or list them: none of an entry about a participation of a lot that is not opened.
/// </summary>
internal static class JournalRows
{
    /// <summary>The postings of the centre that may be shown, of the chosen account and lot, of all times.</summary>
    public static async Task<IQueryable<JournalRow>> VisibleAsync(TradingDbContext db, long centreId, JournalFilter filter, CancellationToken ct)
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
            select new JournalRow
            {
                EntryId = entry.Id,
                Line = posting.Line,
                Key = entry.Key,
                Kind = entry.Kind,
                About = entry.Subject,
                ValueOn = entry.ValueOn,
                PostedOn = entry.PostedOn,
                Reverses = (DateOnly?)undone.PostedOn,
                Undoes = undone.Kind,
                BookedAtUtc = entry.BookedAtUtc,
                Class = account.Class,
                Subject = account.Subject,
                Amount = posting.Amount,
            };
        if (filter.Class is { } accountClass)
        {
            rows = rows.Where(r => r.Class == accountClass);
        }

        if (filter.Kinds.Count > 0 || filter.Undone.Count > 0)
        {
            rows = rows.Where(r => filter.Kinds.Contains(r.Kind) || (r.Undoes != null && filter.Undone.Contains(r.Undoes)));
        }

        if (filter.About is { } about)
        {
            rows = OfSubjects(rows, [about.ToString("N")]);
        }

        rows = OfFees(rows, db, centreId, filter);
        if (filter.LotId is { } lotId)
        {
            rows = OfSubjects(rows, await SubjectsAsync(db, centreId, lots => lots.Where(l => l.Id == lotId), ct));
        }

        return filter.ProjectId is { } projectId ? OfSubjects(rows, await SubjectsAsync(db, centreId, lots => lots.Where(l => l.ProjectId == projectId), ct)) : rows;
    }

    /// <summary>What stands on the accounts of fees of a tariff, a line or a payer; of a payer without either, its deposits too.</summary>
    private static IQueryable<JournalRow> OfFees(IQueryable<JournalRow> rows, TradingDbContext db, long centreId, JournalFilter filter)
    {
        if (filter.Fee is null && filter.Line is null && filter.PayerId is null)
        {
            return rows;
        }

        var fees = filter.Line is { } line ? LedgerSubjects.FeesOf(db, centreId, line) : LedgerSubjects.FeesOf(db, centreId);
        fees = fees.Where(f => (filter.Fee == null || f.Schedule == filter.Fee) && (filter.PayerId == null || f.Payer == filter.PayerId));
        if (filter.Fee is not null || filter.Line is not null)
        {
            return rows.Where(r => fees.Any(f => f.Subject == r.Subject));
        }

        var deposits = LedgerSubjects.DepositsOf(db, centreId, filter.PayerId!.Value);
        return rows.Where(r => fees.Any(f => f.Subject == r.Subject) || deposits.Any(d => d.Subject == r.Subject || d.Subject == r.About));
    }

    private static IQueryable<JournalRow> OfSubjects(IQueryable<JournalRow> rows, string[] subjects) => rows.Where(r => subjects.Contains(r.About) || subjects.Contains(r.Subject));

    /// <summary>What stands within the period.</summary>
    public static IQueryable<JournalRow> Within(IQueryable<JournalRow> rows, JournalFilter filter) => Until(From(rows, filter), filter);

    private static IQueryable<JournalRow> From(IQueryable<JournalRow> rows, JournalFilter filter)
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

    /// <summary>What stands up to the last day of the period, and with it.</summary>
    public static IQueryable<JournalRow> Until(IQueryable<JournalRow> rows, JournalFilter filter)
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

    /// <summary>What the money of lots stands under: their participations and fee charges; none for a lot that is not opened.</summary>
    private static async Task<string[]> SubjectsAsync(TradingDbContext db, long centreId, Func<IQueryable<Lot>, IQueryable<Lot>> which, CancellationToken ct)
    {
        var asked = which(db.Set<Lot>()).Select(l => l.Id);
        var lots = db.Set<Tender>().Where(TenderSecrecy.IsOver).Where(t => t.CentreId == centreId && asked.Contains(t.LotId)).Select(t => t.LotId);
        var deposits = await db.Set<Deposit>().Where(d => lots.Contains(d.LotId) && !d.RefundsApart).Select(d => d.ParticipationId).ToListAsync(ct);
        var fees = await db.Set<FeeCharge>().Where(f => lots.Contains(f.LotId)).Select(f => f.Id).ToListAsync(ct);
        return [.. deposits.Concat(fees).Select(id => id.ToString("N"))];
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

/// <summary>Reads entries with their postings as the chain binds them, in two statements a batch however many entries it holds.</summary>
internal static class EntryRecords
{
    public static async Task<IReadOnlyList<EntryRecord>> ReadAsync(TradingDbContext db, IQueryable<JournalEntry> entries, CancellationToken ct)
    {
        var rows = await entries.AsNoTracking().ToListAsync(ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var ids = rows.Select(r => r.Id).ToArray();
        var postings = await (
            from posting in db.Set<Posting>().AsNoTracking()
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where ids.Contains(posting.EntryId)
            orderby posting.EntryId, posting.Line
            select new { posting.EntryId, posting.Line, account.Class, account.Subject, account.Currency, posting.Amount }).ToListAsync(ct);
        var byEntry = postings
            .Select(p => new PostingRecord(p.EntryId, p.Line, p.Class.ToString(), p.Subject, p.Currency, p.Amount)).ToLookup(p => p.EntryId);
        return [.. rows.Select(r => new EntryRecord(
            r.Id, r.CentreId, r.Key, r.Kind, r.Subject, r.ValueOn, r.PostedOn, r.BookedAtUtc, r.ReversesId, [.. byEntry[r.Id]], r.RequestHash))];
    }
}

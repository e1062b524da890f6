using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

internal static class BooksLock
{
    /// <summary>
    /// The books of a centre for whoever closes a month, until the transaction ends: waits for postings that are under way, and those that come after wait
    /// for the close. Each posting takes the same lock shared (<c>accounting_open_from</c> in Persistence/Guards). SQLite has one writer anyway.
    /// </summary>
    public static async Task LockBooksAsync(this TradingDbContext db, long centreId, CancellationToken ct)
    {
        db.RequireTransaction();
        if (!db.Database.IsSqlite())
        {
            await db.ExecuteAsync("SELECT pg_advisory_xact_lock(7042003, CAST({0} AS int))", [centreId], ct);
        }
    }
}

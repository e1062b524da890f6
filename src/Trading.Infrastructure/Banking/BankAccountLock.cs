using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

internal static class BankAccountLock
{
    /// <summary>
    /// The account, held until the transaction ends: statements, batches and replies of one account follow one another, so that none sees another
    /// half done.
    /// </summary>
    public static async Task<BankAccount> LockBankAccountAsync(this TradingDbContext db, long id, CancellationToken ct)
    {
        db.RequireTransaction();
        return db.Database.IsSqlite()
            ? await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == id, ct)
            : await db.Set<BankAccount>().FromSql($"SELECT * FROM bank_account WHERE id = {id} FOR UPDATE").AsNoTracking().SingleAsync(ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// Binds money of a limited account to a lot, and resolves the bond once. A hold takes from what is available, never from what is posted, so the
/// ledger's sums do not move; keeping or repaying the money is an entry of its own in the same transaction.
/// </summary>
public sealed class HoldKeeper(TradingDbContext db)
{
    /// <exception cref="RuleBrokenException"><c>ledger.not-available</c></exception>
    public async Task OpenAsync(Guid holdId, long centreId, AccountName account, long lotId, Money amount, DateTime nowUtc, CancellationToken ct)
    {
        db.RequireTransaction();
        var accountId = await AccountIdAsync(centreId, account, ct);
        if (await MoveHeldAsync(accountId, amount, ct) != 1)
        {
            throw new RuleBrokenException(LedgerRules.NotAvailable, account.Class, amount);
        }

        db.Add(new Hold { Id = holdId, AccountId = accountId, LotId = lotId, Amount = amount, State = HoldState.Open, OpenedAtUtc = nowUtc });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Frees the whole hold. A second call changes nothing and says so with false.</summary>
    public async Task<bool> ReleaseAsync(Guid holdId, DateTime nowUtc, CancellationToken ct)
    {
        db.RequireTransaction();
        var hold = await db.Set<Hold>().AsNoTracking().SingleAsync(h => h.Id == holdId, ct);

        // The guard on the old state is what makes a hold resolve once, whoever else tries at the same time.
        var changed = await db.Set<Hold>().Where(h => h.Id == holdId && h.State == HoldState.Open).ExecuteUpdateAsync(
            s => s.SetProperty(h => h.State, HoldState.Released).SetProperty(h => h.Released, hold.Amount).SetProperty(h => h.ResolvedAtUtc, nowUtc), ct);
        if (changed == 0)
        {
            return false;
        }

        await MoveHeldAsync(hold.AccountId, -hold.Amount, ct);
        return true;
    }

    private async Task<int> MoveHeldAsync(long accountId, Money amount, CancellationToken ct) =>
        await db.ExecuteAsync(
            "UPDATE account_balance SET held = held + {0} WHERE account_id = {1} AND posted - held >= {0}", [amount.Fen, accountId], ct);

    private async Task<long> AccountIdAsync(long centreId, AccountName name, CancellationToken ct) =>
        await db.Set<Account>().Where(a => a.CentreId == centreId && a.Class == name.Class && a.Subject == name.Subject && a.Currency == name.Currency)
            .Select(a => (long?)a.Id).SingleOrDefaultAsync(ct)
        ?? throw new RuleBrokenException(LedgerRules.NotAvailable, name.Class, Money.Zero);
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Settlement;

/// <summary>Compares a bank account's balance with the ledger's at the end of a day.</summary>
public sealed class BankProofs(TradingDbContext db, BankSeal seal)
{
    /// <summary>
    /// The proof of a day; null before the first booked statement. The ledger knows the account from the opening balance of its first statement on.
    /// A payment that the bank has made and no reply has told of, a missing or a held statement, are a difference.
    /// </summary>
    public async Task<BankProof?> BankProofAsync(long bankAccountId, DateOnly day, CancellationToken ct)
    {
        var account = await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == bankAccountId, ct);
        var booked = db.Set<BankStatementRow>().AsNoTracking().Where(s => s.BankAccountId == bankAccountId && s.State == StatementState.Booked && s.FromDay <= day);
        var first = await booked.OrderBy(s => s.FromDay).ThenBy(s => s.ImportedAtUtc).FirstOrDefaultAsync(ct);
        var last = await booked.OrderByDescending(s => s.FromDay).ThenByDescending(s => s.ToDay).ThenByDescending(s => s.ImportedAtUtc).FirstOrDefaultAsync(ct);
        if (first is null || last is null)
        {
            return null;
        }

        var bank = BalanceAt(StatementFiles.Open(seal, last), day) - OpeningOf(StatementFiles.Open(seal, first));
        return new BankProof(day, last.ToDay, bank - await LedgerAsync(account, day, ct));
    }

    private static Money BalanceAt(BankStatement statement, DateOnly day) =>
        statement.Lines.LastOrDefault(l => l.BookedOn <= day)?.BalanceAfter ?? OpeningOf(statement);

    // None is booked without both of its balances.
    private static Money OpeningOf(BankStatement statement) => statement.Opening!.Value;

    private async Task<Money> LedgerAsync(BankAccount account, DateOnly day, CancellationToken ct)
    {
        var name = AccountName.Bank(account.Id);
        // The converter hides the number from SQL's SUM; the cast brings it back.
        return new Money(await (
            from posting in db.Set<Posting>().AsNoTracking()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join ledger in db.Set<Account>() on posting.AccountId equals ledger.Id
            where ledger.CentreId == account.CentreId && ledger.Class == name.Class && ledger.Subject == name.Subject && entry.ValueOn <= day
            select (long)(object)posting.Amount).SumAsync(ct));
    }
}

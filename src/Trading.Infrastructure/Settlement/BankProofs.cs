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
    /// A payment that the bank has made and no reply has told of, a missing or a held statement, are a difference. A line that counts on another day than that
    /// on which the bank booked it is none: its amount is taken from the bank's balance until both days have come.
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
        return new BankProof(day, last.ToDay, bank - await CountedOtherwiseAsync(bankAccountId, day, ct) - await LedgerAsync(account, day, ct));
    }

    // The bank's balances are of the days of booking, the ledger's of the days on which money counts (docs/adr/0015): what one of them has by the end of the day
    // and the other has not.
    private async Task<Money> CountedOtherwiseAsync(long bankAccountId, DateOnly day, CancellationToken ct)
    {
        var lines = db.Set<BankLine>().Where(l => l.BankAccountId == bankAccountId && l.ValueOn != l.BookedOn && l.State != BankLineState.OwnPayment);
        var later = await lines.Where(l => l.BookedOn <= day && l.ValueOn > day).SumAsync(l => (long)(object)l.Amount, ct);
        var earlier = await lines.Where(l => l.BookedOn > day && l.ValueOn <= day).SumAsync(l => (long)(object)l.Amount, ct);
        return new Money(later - earlier);
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

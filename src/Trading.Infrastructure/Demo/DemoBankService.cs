using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>What stands between the platform and the demo bank: the wire. It carries files and knows which account a sub-account belongs to.</summary>
public sealed class DemoBankService(
    TradingDbContext db, DemoBank bank, DepositSubAccounts subAccounts, StatementImportService statements, RepaymentService repayments, RepaymentReplyService replies)
{
    /// <summary>
    /// A payment at the demo bank. It reaches the platform with the next statement that finance fetches: a statement for each payment would let
    /// the list of statements count deposits. False where it was one click made twice.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no bank account at all.</exception>
    public async Task<bool> PayAsync(DemoPayment payment, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return bank.PayIn((await AccountOfAsync(payment.SubAccount, ct)).Number, payment);
    }

    /// <summary>The statement of a Beijing day of the centre's account; null where the centre has no such account.</summary>
    public async Task<byte[]?> StatementAsync(long centreId, long bankAccountId, DateOnly day, CancellationToken ct) =>
        await FindAsync(centreId, bankAccountId, ct) is { } account ? bank.Statement(account.Number, BankProfiles.Of(account.Profile), day) : null;

    /// <summary>Fetches the statements from the last day that was booked on and imports them; null where the centre has no such account.</summary>
    public async Task<IReadOnlyList<FileOutcome>?> FetchAsync(long centreId, long bankAccountId, Acting acting, CancellationToken ct)
    {
        if (await FindAsync(centreId, bankAccountId, ct) is not { } account)
        {
            return null;
        }

        var last = await db.Set<BankStatementRow>().Where(s => s.BankAccountId == bankAccountId && s.State == StatementState.Booked)
            .MaxAsync(s => (DateOnly?)s.ToDay, ct) ?? DateOnly.MinValue;
        var outcomes = new List<FileOutcome>();
        foreach (var day in bank.Days(account.Number, last))
        {
            outcomes.Add(await statements.ImportAsync(bankAccountId, bank.Statement(account.Number, BankProfiles.Of(account.Profile), day), acting, ct));
        }

        return outcomes;
    }

    /// <summary>The bank carries out the payment file of an approved batch and answers it.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.batch-wrong-state</c></exception>
    public async Task<byte[]> PayOutAsync(BatchHead batch, string? closedAccount, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var profile = await db.Set<BankAccount>().Where(a => a.Id == batch.BankAccountId).Select(a => a.Profile).SingleAsync(ct);
        return bank.PayOut(batch.AccountNumber, BankProfiles.Of(profile), (await repayments.PaymentFileAsync(batch.Id, acting, ct)).Content, closedAccount);
    }

    /// <summary>The same, and its answer is imported at once.</summary>
    public async Task<ReplyOutcome> PayOutAndImportAsync(BatchHead batch, string? closedAccount, Acting acting, CancellationToken ct) =>
        await replies.ImportReplyAsync(batch.BankAccountId, await PayOutAsync(batch, closedAccount, acting, ct), acting, ct);

    private Task<BankAccount?> FindAsync(long centreId, long id, CancellationToken ct) =>
        db.Set<BankAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.CentreId == centreId, ct);

    private async Task<BankAccount> AccountOfAsync(string subAccount, CancellationToken ct)
    {
        var accounts = db.Set<BankAccount>().AsNoTracking();
        var tag = subAccounts.Tag(subAccount);
        return await accounts.FirstOrDefaultAsync(a => db.Set<Deposit>().Any(d => d.SubAccountTag == tag && d.BankAccountId == a.Id), ct)
            ?? await accounts.OrderBy(a => a.Id).FirstOrDefaultAsync(a => db.Set<FeeCharge>().Any(f => f.SubAccount == subAccount && f.CentreId == a.CentreId), ct)
            ?? await accounts.OrderBy(a => a.Id).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException("The installation has no bank account.");
    }
}

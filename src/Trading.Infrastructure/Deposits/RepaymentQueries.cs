using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Deposits;

/// <summary>A batch with the people who made and approved it, and the control hash that the approval compares.</summary>
public sealed record BatchHead(
    Guid Id, BatchState State, long BankAccountId, string AccountName, string AccountNumber, string BankName, DateOnly PayOn, long MadeBy, string? Maker,
    DateTime MadeAtUtc, long? ApprovedBy, string? Checker, DateTime? ApprovedAtUtc, byte[] ContentHash);

/// <summary>A batch as its page shows it: head, payments in the order of the payment file, and their sums.</summary>
public sealed record BatchView(BatchHead Head, IReadOnlyList<RepaymentItem> Payments)
{
    public Money Principal => Sum(p => p.Principal);
    public Money Interest => Sum(p => p.Interest);
    public Money Total => Principal + Interest;

    /// <summary>Payments that the bank could not make, or that came back.</summary>
    public int Unpaid => Count(RepaymentState.Rejected) + Count(RepaymentState.Returned);

    public int Count(RepaymentState state) => Payments.Count(p => p.State == state);

    private Money Sum(Func<RepaymentItem, Money> of) => Money.Sum(Payments.Select(of));
}

/// <summary>Batches of repayments of one centre; none tells of a lot.</summary>
public sealed class RepaymentQueries(TradingDbContext db, DepositQueries deposits)
{
    /// <summary>A batch of the centre; null where it has none of that number.</summary>
    public async Task<BatchView?> FindAsync(long centreId, Guid batchId, CancellationToken ct)
    {
        var head = await (
            from batch in db.Set<RepaymentBatch>().AsNoTracking()
            join account in db.Set<BankAccount>() on batch.BankAccountId equals account.Id
            where batch.Id == batchId && batch.CentreId == centreId
            select new BatchHead(
                batch.Id, batch.State, account.Id, account.Name, account.Number, account.BankName, batch.PayOn, batch.MadeBy,
                db.Users.Where(u => u.Id == batch.MadeBy).Select(u => u.DisplayName).FirstOrDefault(), batch.MadeAtUtc, batch.ApprovedBy,
                db.Users.Where(u => u.Id == batch.ApprovedBy).Select(u => u.DisplayName).FirstOrDefault(), batch.ApprovedAtUtc, batch.ContentHash))
            .SingleOrDefaultAsync(ct);
        return head is null ? null : new BatchView(head, await deposits.BatchAsync(centreId, batchId, ct));
    }

    public Task<int> CountAsync(long centreId, DayFilter days, CancellationToken ct) => Batches(db, centreId, days).CountAsync(ct);

    /// <summary>By the day on which they pay, or by that on which they were made.</summary>
    internal static IQueryable<RepaymentBatch> Batches(TradingDbContext db, long centreId, DayFilter days) =>
        days.Of(db.Set<RepaymentBatch>().Where(b => b.CentreId == centreId), b => b.PayOn, b => b.MadeAtUtc);
}

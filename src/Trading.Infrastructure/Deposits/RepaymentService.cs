using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Repayments: one person makes a batch of all that is due, another approves exactly that, and it goes to the bank as a file. Money goes only to
/// the account that it came from, or to another of the same payer (<see cref="RefundPayees"/>); what of a deposit has become another's, to the account of that one.
/// </summary>
public sealed class RepaymentService(
    TradingDbContext db, TimeProvider clock, DueRepayments due, RepaymentSubjects subjects, LedgerPoster poster, RepaymentSeal seal, ProcedureLog log, RepaymentSteps steps)
{
    /// <summary>
    /// Puts everything that is due from the account into a batch: deposits of opened or ended lots whose payer is known, waiting refunds, money
    /// in suspense, what is forfeited to owners, performance bonds that are released, and what is owed back of fees. Interest runs to the pay day. What cannot be paid, such as a payee
    /// in the database who is not who paid, is left out.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.pay-day-passed</c>, <c>deposits.empty-batch</c></exception>
    public Task<Guid> MakeBatchAsync(long centreId, long bankAccountId, DateOnly payOn, Acting maker, CancellationToken ct) =>
        MakeBatchAsync(centreId, bankAccountId, payOn, maker, (account, batchId, _) => due.TakeAsync(account, batchId, payOn, ct), ct);

    /// <summary>A batch of what <paramref name="take"/> takes from the account, in the transaction and with the account locked.</summary>
    internal async Task<Guid> MakeBatchAsync(
        long centreId, long bankAccountId, DateOnly payOn, Acting maker, Func<BankAccount, Guid, DateTime, Task<IReadOnlyList<Repayment>>> take, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        RequireToCome(payOn, nowUtc);
        return await db.InTransactionAsync(
            async () =>
            {
                var account = await db.LockBankAccountAsync(bankAccountId, ct);
                if (account.CentreId != centreId)
                {
                    throw new InvalidOperationException("The bank account belongs to another centre.");
                }

                var batchId = Guid.NewGuid();
                var repayments = await take(account, batchId, nowUtc);
                if (repayments.Count == 0)
                {
                    throw new RuleBrokenException(DepositRules.EmptyBatch);
                }

                await db.SaveManyAsync<Deposit>(ct);

                var madeBy = maker.RequirePerson();
                var batch = new RepaymentBatch
                {
                    Id = batchId,
                    CentreId = centreId,
                    BankAccountId = bankAccountId,
                    State = BatchState.Made,
                    PayOn = payOn,
                    MadeBy = madeBy,
                    MadeAtUtc = nowUtc,
                    ContentHash = seal.Proof(batchId, centreId, bankAccountId, payOn, madeBy, repayments),
                };
                db.Add(batch);
                Record(centreId, batchId, "repayment-batch-made", maker, nowUtc);
                await steps.MadeAsync(batch, repayments, maker, nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                db.AddRange(repayments);
                await db.SaveManyAsync<Repayment>(ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return batchId;
            },
            ct);
    }

    /// <summary>Approves exactly what was made, and books it as on its way to the bank.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>deposits.batch-changed</c>, <c>deposits.batch-wrong-state</c>, <c>deposits.pay-day-passed</c>: interest would
    /// be short
    /// </exception>
    public async Task ApproveAsync(Guid batchId, Acting checker, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await ChangeAsync(
            batchId,
            BatchState.Made,
            async batch =>
            {
                var repayments = await RepaymentsOf(batchId).AsNoTracking().ToListAsync(ct);
                FourEyes.RequireAnother(checker.RequirePerson(), batch.MadeBy);
                RequireUnchanged(batch, repayments);
                RequireToCome(batch.PayOn, nowUtc);
                var owed = new OwedToOthers(await subjects.RemittancesAsync(batchId, ct), await subjects.PayoutsAsync(batchId, ct), await subjects.PricePayoutsAsync(batchId, ct), await subjects.FeeRefundsAsync(batchId, ct));
                await poster.PostAsync(batch.CentreId, [.. repayments.SelectMany(r => SentEntries(batch, r, owed))], nowUtc, ct);
                // All of them at once, the account locked: a hundred thousand are one statement.
                await db.Set<Repayment>().Where(r => r.BatchId == batchId).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RepaymentState.Sent), ct);
                (batch.State, batch.ApprovedBy, batch.ApprovedAtUtc) = (BatchState.Approved, checker.UserId, nowUtc);
                Record(batch.CentreId, batch.Id, "repayment-batch-approved", checker, nowUtc, batch.ContentHash);
                await steps.ApprovedAsync(batch, checker, nowUtc, ct);
            },
            ct);
    }

    /// <summary>Takes a batch apart that nobody has approved: everything in it is due again.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.batch-wrong-state</c></exception>
    public async Task CancelAsync(Guid batchId, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await ChangeAsync(
            batchId,
            BatchState.Made,
            async batch =>
            {
                var things = await subjects.LoadAsync(await RepaymentsOf(batchId).ToListAsync(ct), ct);
                foreach (var thing in things)
                {
                    thing.GoBack();
                }

                batch.State = BatchState.Cancelled;
                Record(batch.CentreId, batch.Id, "repayment-batch-cancelled", acting, nowUtc);
                await steps.CancelledAsync(batch, things, acting, nowUtc, ct);
            },
            ct);
    }

    /// <summary>
    /// The file for the bank, in the form that its bank takes: what was approved and is not answered yet, no more. Texts name no lot. Each file
    /// that goes out is on record with its hash.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.batch-wrong-state</c>: nobody has approved it; <c>deposits.batch-changed</c>; <c>deposits.batch-answered</c>: nothing is left to pay
    /// </exception>
    public async Task<PaymentFile> PaymentFileAsync(Guid batchId, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var batch = await db.Set<RepaymentBatch>().AsNoTracking().SingleAsync(b => b.Id == batchId, ct);
                // Against a reply that answers some of it meanwhile.
                var account = await db.LockBankAccountAsync(batch.BankAccountId, ct);
                RequireState(batch, BatchState.Approved);
                var repayments = await RepaymentsOf(batchId).AsNoTracking().ToListAsync(ct);
                RequireUnchanged(batch, repayments);
                var file = Write(account, batch, nowUtc, [.. repayments.Where(r => r.State == RepaymentState.Sent)]);
                Record(batch.CentreId, batchId, "payment-file-written", acting, nowUtc, SHA256.HashData(file.Content));
                await db.SaveChangesAsync(ct);
                return file;
            },
            ct);
    }

    private static PaymentFile Write(BankAccount account, RepaymentBatch batch, DateTime nowUtc, IReadOnlyList<Repayment> sent)
    {
        if (sent.Count == 0)
        {
            throw new RuleBrokenException(DepositRules.BatchAnswered);
        }

        return PaymentFiles.Write(account, batch.Id, nowUtc, batch.PayOn, [.. sent.Select(OrderOf)]);
    }

    // The number stands in the purpose too: banks print it on the statement line, where the import knows it again.
    private static PaymentOrder OrderOf(Repayment r) => new(
        r.EndToEndId, r.PayeeName, r.PayeeAccount, r.PayeeBank, r.Total,
        Words.Get(
            r.Kind switch
            {
                RepaymentKind.Deposit => "deposits.purpose.deposit",
                RepaymentKind.Suspense => "deposits.purpose.suspense",
                RepaymentKind.Interest => "deposits.purpose.interest",
                RepaymentKind.Remittance => "deposits.purpose.remittance",
                RepaymentKind.Proceeds => "deposits.purpose.proceeds",
                RepaymentKind.Forfeited => "deposits.purpose.forfeited",
                RepaymentKind.Bond => "deposits.purpose.bond",
                RepaymentKind.Penalty => "deposits.purpose.penalty",
                RepaymentKind.FeeRefund => "deposits.purpose.fee-refund",
            },
            WordsLanguage.Chinese, r.EndToEndId));

    private IEnumerable<EntryDraft> SentEntries(RepaymentBatch batch, Repayment r, OwedToOthers owed)
    {
        var subject = seal.Open(r);
        var repayment = new DepositRepayment(seal.EntryTag(r.Id), batch.Id, batch.BankAccountId, subject.Id, batch.PayOn, r.Principal, r.Interest, r.Late);
        return subject.Kind switch
        {
            RepaymentKind.Deposit => DepositEntries.Sent(repayment),
            RepaymentKind.Interest => [DepositEntries.InterestSent(repayment)],
            RepaymentKind.Suspense => [DepositEntries.ReturnSent(r.Id, batch.Id, subject.Id, batch.PayOn, r.Principal)],
            RepaymentKind.Remittance => [Send(r, owed.Remittances[subject.Id], batch.PayOn)],
            RepaymentKind.Forfeited or RepaymentKind.Bond or RepaymentKind.Penalty => [Send(repayment.Tag, owed.Payouts[subject.Id], batch)],
            RepaymentKind.Proceeds => [Send(r, owed.Prices[subject.Id], batch.PayOn)],
            RepaymentKind.FeeRefund => [Send(r, owed.Fees[subject.Id], batch)],
        };
    }

    private static EntryDraft Send(Repayment r, Remittance remittance, DateOnly payOn)
    {
        remittance.Send();
        return TreasuryEntries.Sent(r.Id, remittance, payOn);
    }

    private static EntryDraft Send(Repayment r, PricePayout payout, DateOnly payOn)
    {
        payout.Send();
        return PriceEntries.Sent(r.Id, payout, payOn);
    }

    private static EntryDraft Send(Repayment r, FeeRefund refund, RepaymentBatch batch)
    {
        refund.Send();
        return FeeEntries.RefundSent(r.Id, refund, batch.Id, batch.PayOn);
    }

    private static EntryDraft Send(string tag, Payout payout, RepaymentBatch batch)
    {
        payout.Send();
        return DepositEndEntries.PayoutSent(tag, payout, batch.Id, batch.PayOn);
    }

    /// <summary>What of a batch goes to others than payers, by number.</summary>
    private sealed record OwedToOthers(Dictionary<Guid, Remittance> Remittances, Dictionary<Guid, Payout> Payouts, Dictionary<Guid, PricePayout> Prices, Dictionary<Guid, FeeRefund> Fees);

    private async Task ChangeAsync(Guid batchId, BatchState required, Func<RepaymentBatch, Task> change, CancellationToken ct) =>
        await db.InTransactionAsync(
            async () =>
            {
                var account = await db.Set<RepaymentBatch>().Where(b => b.Id == batchId).Select(b => b.BankAccountId).SingleAsync(ct);
                await db.LockBankAccountAsync(account, ct);
                var batch = await db.Set<RepaymentBatch>().SingleAsync(b => b.Id == batchId, ct);
                RequireState(batch, required);
                await change(batch);
                batch.Version++;
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);

    private IQueryable<Repayment> RepaymentsOf(Guid batchId) => db.Set<Repayment>().Where(r => r.BatchId == batchId).OrderBy(r => r.EndToEndId);

    private void Record(long centreId, Guid batch, string kind, Acting acting, DateTime nowUtc, byte[]? contentHash = null) =>
        log.Record(centreId, null, null, acting, new EventFacts(kind, batch.ToString("N"), ContentHash: contentHash), nowUtc);

    private static void RequireState(RepaymentBatch batch, BatchState required)
    {
        if (batch.State != required)
        {
            throw new RuleBrokenException(DepositRules.BatchWrongState, batch.State);
        }
    }

    private void RequireUnchanged(RepaymentBatch batch, List<Repayment> repayments)
    {
        var proof = seal.Proof(batch.Id, batch.CentreId, batch.BankAccountId, batch.PayOn, batch.MadeBy, repayments);
        if (!proof.AsSpan().SequenceEqual(batch.ContentHash))
        {
            throw new RuleBrokenException(DepositRules.BatchChanged);
        }
    }

    private static void RequireToCome(DateOnly payOn, DateTime nowUtc)
    {
        var today = Instants.BeijingDay(nowUtc);
        if (payOn < today)
        {
            throw new RuleBrokenException(DepositRules.PayDayPassed, payOn, today);
        }
    }
}

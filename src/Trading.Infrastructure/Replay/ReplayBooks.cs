using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Evaluation;
using Trading.Domain.Ledger;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Replay;

/// <summary>Reads what a replay came to from the journal and the procedure's tables, never from what the replay itself counted.</summary>
internal static class ReplayBooks
{
    public static async Task<ReplayResult> ReadAsync(TradingDbContext db, LedgerVerifier ledger, IEnumerable<IVerifier> verifiers, CancellationToken ct)
    {
        var findings = await verifiers.RunAllAsync(ct);
        return new ReplayResult
        {
            Failed = await db.Set<Tender>().CountAsync(t => t.State == TenderState.Failed || t.State == TenderState.NotAwarded, ct),
            RejectedByRule = await db.Set<EvaluationLine>().CountAsync(l => l.Judgement == Judgement.RejectedByRule, ct),
            RejectedByPanel = await db.Set<EvaluationLine>().CountAsync(l => l.Judgement == Judgement.RejectedByPanel, ct),
            DepositsInFen = -await SumAsync(db, AccountClass.DepositHeld, [EntryKinds.DepositReceived], ct),
            DepositsOutFen = await SumAsync(db, AccountClass.DepositHeld, [EntryKinds.DepositRepaymentSent], ct),
            DepositLiabilityFen = -await SumAsync(db, AccountClass.DepositHeld, null, ct),
            FeesChargedFen = -await SumAsync(db, AccountClass.FeeIncome, null, ct),
            FeesReceivedFen = -await SumAsync(db, AccountClass.FeeReceivable, [EntryKinds.FeeReceived], ct),
            InterestFen = -await SumAsync(db, AccountClass.InterestPayable, [EntryKinds.InterestAccrued], ct),
            UnbalancedEntries = await ledger.CountUnbalancedAsync(ct),
            ChainOk = findings.Where(f => LedgerVerifier.Chains.Contains(f.Check)).All(f => f.Ok),
            ChecksFailed = [.. findings.Where(f => !f.Ok).Select(f => f.Check)],
            AwardNotices = await db.Set<AwardNotice>().CountAsync(n => n.RenderedAtUtc != null, ct),
        };
    }

    private static async Task<long> SumAsync(TradingDbContext db, AccountClass accountClass, string[]? kinds, CancellationToken ct)
    {
        var amounts = from posting in db.Set<Posting>()
                      join account in db.Set<Account>() on posting.AccountId equals account.Id
                      join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
                      where account.Class == accountClass && (kinds == null || kinds.Contains(entry.Kind))
                      select posting.Amount;
        // The converter hides the number from SQL's SUM; the cast brings it back.
        return await amounts.Select(a => (long)(object)a).SumAsync(ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>A bidder's own deposit: where to pay, until when, and where it stands.</summary>
public sealed record OwnDeposit(
    Guid ParticipationId, DepositState State, Money Due, Money Received, string SubAccount, string AccountName, string AccountNumber, string BankName,
    DateTime? DeadlineUtc, DateOnly? ValueOn, DateOnly? RefundDueOn, string? RefundCitation, bool WithInterest);

/// <summary>A deposit of an opened or ended lot that is to be paid back. Where the payee is not known yet, it is not.</summary>
public sealed record DueDeposit(
    Guid ParticipationId, DepositState State, long LotId, string LotCode, string LotName, string? PayeeName, string? PayeeAccount, Money Amount, DateOnly DueOn, string Citation,
    bool WithInterest);

/// <summary>A deposit withdrawn from some lot before its opening.</summary>
public sealed record WaitingItem(Guid Id, string PayeeName, string PayeeAccount, Money Amount, DateOnly DueOn, string Citation);

/// <summary>What brings money in suspense nearer to its end.</summary>
public enum SuspenseNeed
{
    /// <summary>The next batch takes it back to its payer.</summary>
    Return,

    /// <summary>The bank does not name the payer in full: he is to be entered.</summary>
    Payer,

    /// <summary>It may be a payment of ours coming back: it is to be said what it is.</summary>
    Explanation,

    /// <summary>The bank took back a receipt that could not be undone: it is to be said what was done about it.</summary>
    Settlement,

    /// <summary>A proposal waits for another person.</summary>
    Decision,

    /// <summary>It is on its way back, or has its end.</summary>
    Nothing,
}

/// <summary>Money that nobody may say for what it is: payer as far as he is known, amount, day, why, and what is to be done.</summary>
public sealed record SuspenseItem(
    Guid LineId, BankLineState State, string PayerName, string PayerAccount, string PayerBank, Money Amount, DateOnly ValueOn, string Reason, SuspenseNeed Need,
    Guid? WaitingDecision)
{
    public bool IsPayable => Need == SuspenseNeed.Return;

    public long BankAccountId { get; init; }

    /// <summary>The open instruction with which it agrees, for two people to decide; null where there is none, or more than one.</summary>
    public Suggestion? Suggested { get; init; }

    /// <summary>Why the rules of the one instruction with which it agrees do not take it: it goes back.</summary>
    public RuleBrokenException? Fault { get; init; }

    /// <summary>The account's; the amount is in its minor units.</summary>
    public string Currency { get; init; } = BankAccount.Renminbi;

    public bool IsRenminbi => Currency == BankAccount.Renminbi;

    /// <summary>The amount in figures with its currency, for currencies other than renminbi.</summary>
    public string AmountText => $"{CurrencyUnits.Text(Amount.Fen, Currency)} {Currency}";

    internal static SuspenseItem Of(SuspenseLine line) => new(
        line.Line.Id, line.Line.State, line.Payer.Name, line.Payer.Account, line.Payer.Bank, line.Line.Amount, line.Line.ValueOn, line.Line.Reason!, NeedOf(line),
        line.Waiting?.Id)
    {
        BankAccountId = line.Line.BankAccountId,
    };

    private static SuspenseNeed NeedOf(SuspenseLine line) => line switch
    {
        { IsNotUndone: true } => line.Waiting is null ? SuspenseNeed.Settlement : SuspenseNeed.Decision,
        { Line.State: not BankLineState.Suspense } => SuspenseNeed.Nothing,
        { Waiting: not null } => SuspenseNeed.Decision,
        { IsInQuestion: true } => SuspenseNeed.Explanation,
        { Payer.IsComplete: false } => SuspenseNeed.Payer,
        _ => SuspenseNeed.Return,
    };
}

/// <summary>What is owed out of a deposit of an opened lot that has ended.</summary>
public sealed record PayoutItem(
    Guid Id, Guid ParticipationId, PayoutKind Kind, PayoutState State, string LotCode, string LotName, Money Amount, DateOnly OwedOn, string Citation, Guid? BatchId);

/// <summary>A batch of repayments in a list.</summary>
public sealed record BatchItem(Guid Id, BatchState State, long BankAccountId, DateOnly PayOn, long MadeBy, DateTime MadeAtUtc, long? ApprovedBy, int Payments, Money Total, int Open);

/// <summary>A payment of a batch as finance sees it: payee, amounts and state, never the lot.</summary>
public sealed record RepaymentItem(
    string EndToEndId, RepaymentKind Kind, RepaymentState State, string PayeeName, string PayeeAccount, string PayeeBank, Money Principal, Money Interest,
    DateOnly? PaidOn, string? RejectedBecause);

/// <summary>What the pages of bidders and finance read. Nothing here tells of a lot that is not opened, except to the bidder its own.</summary>
public sealed class DepositQueries(TradingDbContext db, BidderSeal bidderSeal, DepositSubAccounts subAccounts)
{
    /// <summary>The organisation's own deposit for a lot; null where it does not take part.</summary>
    public async Task<OwnDeposit?> OwnAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var tag = bidderSeal.UniqueTag(lotId, organisationId);
        var own = await (
            from participation in db.Set<Participant>().AsNoTracking()
            join d in db.Set<Deposit>() on participation.Id equals d.ParticipationId
            join account in db.Set<BankAccount>() on d.BankAccountId equals account.Id
            join tender in db.Set<Tender>() on d.LotId equals tender.LotId
            where participation.UniqueTag == tag
            select new OwnDeposit(
                d.ParticipationId, d.State, d.Due, d.Received, "", account.Name, account.Number, account.BankName, tender.DeadlineUtc,
                d.ValueOn, d.RefundDueOn, d.RefundCitation, d.WithInterest)).SingleOrDefaultAsync(ct);
        return own is null ? null : own with { SubAccount = subAccounts.Of(own.ParticipationId) };
    }

    /// <summary>Deposits of opened or ended lots that are to be or being paid back, the most urgent first.</summary>
    public async Task<IReadOnlyList<DueDeposit>> DueAsync(long centreId, CancellationToken ct) =>
        await (
            from d in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on d.LotId equals tender.LotId
            join lot in db.Set<Lot>() on d.LotId equals lot.Id
            where d.CentreId == centreId && !d.RefundsApart && (d.State == DepositState.RefundDue || d.State == DepositState.Refunding)
            orderby d.RefundDueOn, lot.Code, d.ParticipationId
            select new DueDeposit(
                d.ParticipationId, d.State, d.LotId, lot.Code!, lot.Name, d.PayerName, d.PayerAccount, d.Received - d.Converted - d.Forfeited, d.RefundDueOn!.Value, d.RefundCitation!,
                d.WithInterest)).ToListAsync(ct);

    /// <summary>Withdrawn deposits that are in no batch yet.</summary>
    public async Task<IReadOnlyList<WaitingItem>> WaitingAsync(long centreId, CancellationToken ct) =>
        await db.Set<WaitingRefund>().AsNoTracking().Where(w => w.CentreId == centreId && w.BatchId == null)
            .OrderBy(w => w.DueOn).ThenBy(w => w.Id)
            .Select(w => new WaitingItem(w.Id, w.PayeeName, w.PayeeAccount, w.Amount, w.DueOn, w.Citation)).ToListAsync(ct);

    /// <summary>What is owed out of deposits of opened lots and not paid, the oldest first.</summary>
    public Task<IReadOnlyList<PayoutItem>> OwedAsync(long centreId, CancellationToken ct) => db.PayoutsAsync(p => p.CentreId == centreId && p.State != PayoutState.Paid, ct);

    /// <summary>Money in suspense, or on its way back to its payer, the oldest first.</summary>
    public async Task<IReadOnlyList<SuspenseItem>> SuspenseAsync(long centreId, CancellationToken ct)
    {
        var lines = await db.WithDecisionsAsync(
            db.Set<BankLine>().AsNoTracking().Where(l => l.CentreId == centreId && (l.State == BankLineState.Suspense || l.State == BankLineState.Returning))
                .OrderBy(l => l.ValueOn).ThenBy(l => l.Id),
            ct);
        return [.. lines.Select(SuspenseItem.Of)];
    }

    /// <summary>Batches, the latest first.</summary>
    public Task<IReadOnlyList<BatchItem>> BatchesAsync(long centreId, DayFilter days, int skip, int take, CancellationToken ct) =>
        BatchesAsync(RepaymentQueries.Batches(db, centreId, days).OrderByDescending(b => b.MadeAtUtc).ThenBy(b => b.Id).Skip(skip).Take(take), ct);

    /// <summary>Batches of the centre by their numbers, the latest first.</summary>
    public Task<IReadOnlyList<BatchItem>> BatchesAsync(long centreId, IReadOnlyCollection<Guid> ids, CancellationToken ct) => BatchesAsync(
        db.Set<RepaymentBatch>().Where(b => b.CentreId == centreId && ids.Contains(b.Id)).OrderByDescending(b => b.MadeAtUtc).ThenBy(b => b.Id), ct);

    private async Task<IReadOnlyList<BatchItem>> BatchesAsync(IQueryable<RepaymentBatch> found, CancellationToken ct)
    {
        var batches = await found.AsNoTracking().ToListAsync(ct);
        var ids = batches.Select(b => b.Id).ToArray();
        var repayments = (await db.Set<Repayment>().AsNoTracking().Where(r => ids.Contains(r.BatchId))
            .Select(r => new { r.BatchId, r.State, r.Principal, r.Interest }).ToListAsync(ct)).ToLookup(r => r.BatchId);
        return [.. batches.Select(b => new BatchItem(
            b.Id, b.State, b.BankAccountId, b.PayOn, b.MadeBy, b.MadeAtUtc, b.ApprovedBy, repayments[b.Id].Count(),
            Money.Sum(repayments[b.Id].Select(r => r.Principal + r.Interest)),
            repayments[b.Id].Count(r => r.State == RepaymentState.Sent)))];
    }

    /// <summary>The payments of a batch of the centre, by payee: in no order of random numbers, which would be another each time.</summary>
    public async Task<IReadOnlyList<RepaymentItem>> BatchAsync(long centreId, Guid batchId, CancellationToken ct) =>
        await db.Set<Repayment>().AsNoTracking().Where(r => r.CentreId == centreId && r.BatchId == batchId)
            .OrderBy(r => r.PayeeName).ThenBy(r => r.PayeeAccount).ThenBy(r => r.Principal).ThenBy(r => r.EndToEndId)
            .Select(r => new RepaymentItem(
                r.EndToEndId, r.Kind, r.State, r.PayeeName, r.PayeeAccount, r.PayeeBank, r.Principal, r.Interest, r.PaidOn, r.RejectedBecause)).ToListAsync(ct);
}

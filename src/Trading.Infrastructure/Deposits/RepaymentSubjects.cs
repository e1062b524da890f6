using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Deposits;

/// <summary>A repayment with the thing that it repays: a deposit, a line, a remittance, a price passed on, what is owed out of a deposit or back of a fee, or none where it is interest alone.</summary>
internal sealed record RepaidThing(Repayment Repayment, RepaymentSubject Subject, Deposit? Deposit, BankLine? Line, WaitingRefund? Waiting, Remitted? Remitted = null, PassedOn? PassedOn = null, Payout? Payout = null, FeeRefund? FeeRefund = null)
{
    /// <summary>True where it is to be paid back to its payer and no batch has it.</summary>
    public bool IsOwedToItsPayer => Subject.Kind switch
    {
        RepaymentKind.Deposit => Deposit!.State == DepositState.RefundDue && Waiting?.BatchId is null,
        RepaymentKind.Interest => Waiting!.BatchId is null,
        RepaymentKind.Suspense => Line!.State == BankLineState.Suspense,
        RepaymentKind.Bond or RepaymentKind.Penalty => Payout!.State == PayoutState.Owed,
        RepaymentKind.FeeRefund => FeeRefund!.State == FeeRefundState.Owed,
        RepaymentKind.Remittance or RepaymentKind.Proceeds or RepaymentKind.Forfeited => false,
    };

    /// <summary>It is due again.</summary>
    public void GoBack()
    {
        Deposit?.RefundFailed();
        BeOwed();
    }

    /// <summary>It had been paid, and came back: it is due again.</summary>
    public void ComeBack()
    {
        Deposit?.RefundReturned();
        BeOwed();
    }

    /// <summary>It is back where it came from.</summary>
    public void Done()
    {
        Deposit?.Refunded();
        Payout?.Pay();
        FeeRefund?.Pay();
        Remitted?.Remittance.Paid();
        PassedOn?.Payout.Paid();
        if (Line is not null)
        {
            Line.State = BankLineState.Returned;
        }
    }

    private void BeOwed()
    {
        Remitted?.Remittance.Fail(Remitted.Receipts);
        Payout?.StayOwed();
        FeeRefund?.StayOwed();
        PassedOn?.Payout.Fail(PassedOn.Receipts);
        if (Line is not null)
        {
            Line.State = BankLineState.Suspense;
        }

        if (Waiting is not null)
        {
            Waiting.BatchId = null;
        }
    }
}

/// <summary>A remittance with the receipts that it takes to the treasury.</summary>
internal sealed record Remitted(Remittance Remittance, IReadOnlyList<NonTaxReceipt> Receipts);

/// <summary>A payment to transferor or treasury with the receipts that it carries.</summary>
internal sealed record PassedOn(PricePayout Payout, IReadOnlyList<PriceReceipt> Receipts);

/// <summary>Opens what repayments are about, and loads it for a change.</summary>
public sealed class RepaymentSubjects(TradingDbContext db, RepaymentSeal seal)
{
    internal async Task<IReadOnlyList<RepaidThing>> LoadAsync(IReadOnlyCollection<Repayment> repayments, CancellationToken ct)
    {
        var subjects = repayments.Select(r => (Repayment: r, Subject: seal.Open(r))).ToList();
        var ids = subjects.Select(s => s.Subject.Id).ToArray();
        var waitingIds = subjects.Select(s => s.Subject.WaitingRefund).OfType<Guid>().ToArray();
        var deposits = await db.Set<Deposit>().Where(d => ids.Contains(d.ParticipationId)).ToDictionaryAsync(d => d.ParticipationId, ct);
        var lines = await db.Set<BankLine>().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var waiting = await db.Set<WaitingRefund>().Where(w => waitingIds.Contains(w.Id)).ToDictionaryAsync(w => w.Id, ct);
        var payoutIds = subjects.Where(s => s.Subject.IsPayout).Select(s => s.Subject.Id).ToArray();
        var payouts = payoutIds.Length == 0 ? [] : await db.Set<Payout>().Where(p => payoutIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var feeIds = subjects.Where(s => s.Subject.Kind == RepaymentKind.FeeRefund).Select(s => s.Subject.Id).ToArray();
        var fees = feeIds.Length == 0 ? [] : await db.Set<FeeRefund>().Where(f => feeIds.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var remitted = await RemittedAsync([.. subjects.Where(s => s.Subject.Kind == RepaymentKind.Remittance).Select(s => s.Subject.Id)], ct);
        var passedOn = await PassedOnAsync([.. subjects.Where(s => s.Subject.Kind == RepaymentKind.Proceeds).Select(s => s.Subject.Id)], ct);
        return [.. subjects.Select(s => new RepaidThing(
            s.Repayment, s.Subject,
            s.Subject.Kind == RepaymentKind.Deposit ? deposits[s.Subject.Id] : null,
            s.Subject.Kind == RepaymentKind.Suspense ? lines[s.Subject.Id] : null,
            s.Subject.WaitingRefund is { } id ? waiting[id] : null,
            remitted.GetValueOrDefault(s.Subject.Id),
            passedOn.GetValueOrDefault(s.Subject.Id),
            s.Subject.IsPayout ? payouts[s.Subject.Id] : null,
            fees.GetValueOrDefault(s.Subject.Id)))];
    }

    /// <summary>The remittances of a batch, by their numbers.</summary>
    internal Task<Dictionary<Guid, Remittance>> RemittancesAsync(Guid batchId, CancellationToken ct) =>
        db.Set<Remittance>().Where(r => r.BatchId == batchId).ToDictionaryAsync(r => r.Id, ct);

    /// <summary>What a batch passes on, by its numbers.</summary>
    internal Task<Dictionary<Guid, PricePayout>> PricePayoutsAsync(Guid batchId, CancellationToken ct) =>
        db.Set<PricePayout>().Where(p => p.BatchId == batchId).ToDictionaryAsync(p => p.Id, ct);

    private async Task<Dictionary<Guid, PassedOn>> PassedOnAsync(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var receipts = (await db.Set<PriceReceipt>().Where(r => r.PayoutId != null && ids.Contains(r.PayoutId.Value)).ToListAsync(ct)).ToLookup(r => r.PayoutId);
        return await db.Set<PricePayout>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => new PassedOn(p, [.. receipts[p.Id]]), ct);
    }

    /// <summary>What is owed out of deposits and paid by a batch, by their numbers.</summary>
    internal Task<Dictionary<Guid, Payout>> PayoutsAsync(Guid batchId, CancellationToken ct) => db.Set<Payout>().Where(p => p.BatchId == batchId).ToDictionaryAsync(p => p.Id, ct);

    /// <summary>What is owed back of fees and paid by a batch, by its numbers.</summary>
    internal Task<Dictionary<Guid, FeeRefund>> FeeRefundsAsync(Guid batchId, CancellationToken ct) => db.Set<FeeRefund>().Where(f => f.BatchId == batchId).ToDictionaryAsync(f => f.Id, ct);

    private async Task<Dictionary<Guid, Remitted>> RemittedAsync(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var receipts = (await db.Set<NonTaxReceipt>().Where(r => r.RemittanceId != null && ids.Contains(r.RemittanceId.Value)).ToListAsync(ct)).ToLookup(r => r.RemittanceId);
        return await db.Set<Remittance>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => new Remitted(r, [.. receipts[r.Id]]), ct);
    }
}

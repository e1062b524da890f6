using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Deposits;

/// <summary>A repayment with the thing that it repays: a deposit, a line, or neither where it is interest alone.</summary>
internal sealed record RepaidThing(Repayment Repayment, RepaymentSubject Subject, Deposit? Deposit, BankLine? Line, WaitingRefund? Waiting)
{
    /// <summary>It is due again.</summary>
    public void GoBack()
    {
        Deposit?.RefundFailed();
        if (Line is not null)
        {
            Line.State = BankLineState.Suspense;
        }

        if (Waiting is not null)
        {
            Waiting.BatchId = null;
        }
    }

    /// <summary>It had been paid, and came back: it is due again.</summary>
    public void ComeBack()
    {
        Deposit?.RefundReturned();
        if (Line is not null)
        {
            Line.State = BankLineState.Suspense;
        }

        if (Waiting is not null)
        {
            Waiting.BatchId = null;
        }
    }

    /// <summary>It is back where it came from.</summary>
    public void Done()
    {
        Deposit?.Refunded();
        if (Line is not null)
        {
            Line.State = BankLineState.Returned;
        }
    }
}

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
        return [.. subjects.Select(s => new RepaidThing(
            s.Repayment, s.Subject,
            s.Subject.Kind == RepaymentKind.Deposit ? deposits[s.Subject.Id] : null,
            s.Subject.Kind == RepaymentKind.Suspense ? lines[s.Subject.Id] : null,
            s.Subject.WaitingRefund is { } id ? waiting[id] : null))];
    }
}

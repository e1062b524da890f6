using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Tells finance, once a Beijing day and centre, that money is to go back. A person makes the batch and another approves it: the clock does neither.
/// How much and to whom is not in the mail.
/// </summary>
public sealed class RefundReminders(TradingDbContext db, TimeProvider clock, DueActions due, Outbox outbox)
{
    /// <summary>Plans the day's reminder of each centre where something waits.</summary>
    public async Task PlanAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var day = Instants.BeijingDay(nowUtc);
        foreach (var centre in await CentresAsync(ct))
        {
            await due.PlanOnceAsync(DueKinds.PrepareRefunds, $"{DueSubjects.Of(centre)}/{day:yyyy-MM-dd}", centre, nowUtc, ct);
        }

        await due.SavePlansAsync(ct);
    }

    /// <summary>Writes to the centre's finance makers.</summary>
    public async Task RemindAsync(string subject, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                await outbox.ToOfficersAsync(
                    DueSubjects.Number(subject.Split('/')[0]), Roles.FinanceMaker, new MailText(MailKinds.RefundsToPrepare, "finance", subject.Split('/')[1]), nowUtc, ct);
                await due.EndAsync(DueKinds.PrepareRefunds, subject, nowUtc, ct);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    // Of a lot whose deposits are all in a batch nothing is to be prepared.
    private async Task<IEnumerable<long>> CentresAsync(CancellationToken ct) => await db.Set<ProcedureStep>()
        .Where(s => s.DoneAtUtc == null && s.CentreId != null
            && (s.Stage == Stages.SuspenseReturn || s.Stage == Stages.WithdrawnRefund
                || (s.Stage == Stages.DepositRefund && db.Set<Deposit>().Any(d => d.LotId == s.LotId && d.State == DepositState.RefundDue && !d.RefundsApart))))
        .Select(s => s.CentreId!.Value).Distinct().ToListAsync(ct);
}

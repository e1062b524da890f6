using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Deposits;

/// <summary>Reminds finance of money that is to go back.</summary>
public sealed class RefundDepositsJob(RefundReminders reminders, DueSweep sweep) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await reminders.PlanAsync(ct);
        await sweep.RunAsync(DueKinds.PrepareRefunds, (RefundReminders service, string subject, CancellationToken token) => service.RemindAsync(subject, token), ct);
    }
}

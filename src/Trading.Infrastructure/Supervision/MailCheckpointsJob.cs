using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Supervision;

/// <summary>Mails the digests of the day's checkpoints to the supervisors.</summary>
public sealed class MailCheckpointsJob(CheckpointMails mails, DueSweep sweep) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await mails.PlanAsync(ct);
        await sweep.RunAsync(DueKinds.MailCheckpoints, (CheckpointMails service, string subject, CancellationToken token) => service.SendAsync(subject, token), ct);
    }
}

using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Mail;

/// <summary>Sends what waits in the outbox.</summary>
public sealed class SendMailJob(MailDelivery delivery) : IJob
{
    public Task RunAsync(CancellationToken ct) => delivery.RunAsync(ct);
}

using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Jobs;

public static class JobsSetup
{
    /// <summary>The jobs and what they call, the outbox, and the pages' reads of both. What drives them is <see cref="JobTickers"/> and the scheduler.</summary>
    public static IServiceCollection AddTradingJobs(this IServiceCollection services)
    {
        foreach (var (job, _) in JobSchedule.All)
        {
            services.AddScoped(job);
        }

        return services
            .AddSingleton<DueSweep>().AddSingleton<JobRunner>()
            .AddScoped<DueActions>().AddScoped<DueActionQueries>()
            .AddScoped<Outbox>().AddScoped<OutboxQueries>().AddScoped<OutboxRetries>().AddScoped<MailDelivery>()
            .AddScoped<RefundReminders>().AddScoped<StepWarnings>().AddScoped<CheckpointMails>().AddScoped<HeartbeatProbe>().AddScoped<VaultIdentity>()
            .AddScoped<Demo.DemoClock>().AddScoped<Demo.PublicDeadlines>();
    }
}

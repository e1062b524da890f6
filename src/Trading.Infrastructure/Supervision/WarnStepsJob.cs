using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Supervision;

/// <summary>Warns of steps that are nearly due.</summary>
public sealed class WarnStepsJob(StepWarnings warnings, DueSweep sweep) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await warnings.PlanAsync(ct);
        await sweep.RunAsync(DueKinds.WarnStep, (StepWarnings service, string subject, CancellationToken token) => service.WarnAsync(subject, token), ct);
    }
}

using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Replay;
using Trading.Web.Commands;

namespace Trading.Web.Startup;

/// <summary>Founds the demo centre with its past, on a simulated clock of its own; nothing where there is a centre already.</summary>
internal static class DemoFounding
{
    public static async Task RunAsync(TradingOptions installation, IConfiguration settings, CancellationToken ct)
    {
        var clock = new ReplayClock();
        await using var services = VerbHost.Build(installation, settings, clock, demoMode: true);
        await new DemoStories(services, clock).TellAsync(TimeProvider.System.NowUtc(), ct);
    }
}

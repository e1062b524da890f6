using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Replay;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>Each question of <c>verify</c> costs as many steps of the database's machine a bid in a large installation as in a small one.</summary>
public sealed class VerifyWorkTests
{
    [Fact]
    public async Task EveryQuestion_OverFiveTimesTheBids_TakesNoMoreStepsABid()
    {
        var few = await StepsABidAsync(6);
        var many = await StepsABidAsync(30);

        Assert.NotEmpty(many);
        Assert.All(many, m => Assert.True(m.Value < 2 * few.GetValueOrDefault(m.Key, 1), $"{m.Value:N0} steps a bid, and {few.GetValueOrDefault(m.Key):N0} where there are few: {m.Key}"));
    }

    private static async Task<Dictionary<string, double>> StepsABidAsync(int tenders)
    {
        var clock = new ReplayClock();
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite, clock: clock);
        var recorded = RecordedData.Tenders().Take(tenders).ToArray();
        await new TenderReplay(site.Services, clock).RunAsync(recorded, progress: null, CancellationToken.None);

        // A call into this code at every step takes longer than the step; what grows with the bids takes far more steps than these.
        var meter = new StepMeter(stride: 20);
        site.Interceptors.Add(meter);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        await db.Database.OpenConnectionAsync();
        meter.Count(((SqliteConnection)db.Database.GetDbConnection()).Handle!);
        Assert.All(await scope.ServiceProvider.GetServices<IVerifier>().RunAllAsync(CancellationToken.None), f => Assert.True(f.Ok, f.FirstOffender));
        return meter.Steps.ToDictionary(s => s.Key, s => (double)s.Value / recorded.Sum(t => t.Bids.Count));
    }
}

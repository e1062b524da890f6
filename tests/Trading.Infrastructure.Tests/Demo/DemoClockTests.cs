using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Shared;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Demo;

public sealed class DemoClockTests
{
    private static readonly TradingOptions Demonstration = new() { ConnectionString = "", DataFolder = "", Demo = true };

    private readonly FakeTimeProvider _system = new(new DateTimeOffset(TestSite.Start, TimeSpan.Zero));

    [Theory, OnEveryDatabase]
    public async Task Jump_SurvivesARestart(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await JumpAsync(database, new BusinessClock(_system), TestSite.Start.AddDays(28));

        _system.Advance(TimeSpan.FromHours(1));
        var restarted = new BusinessClock(_system);
        await using var db = database.NewContext();
        await new DemoClock(db, restarted, Demonstration).RestoreAsync(CancellationToken.None);

        Assert.Equal(TestSite.Start.AddDays(28).AddHours(1), restarted.NowUtc());
    }

    [Theory, OnEveryDatabase]
    public async Task Jump_BackOrTooFar_IsRefusedAndNotStored(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var clock = new BusinessClock(_system);
        await JumpAsync(database, clock, TestSite.Start.AddDays(2));

        var back = await Assert.ThrowsAsync<RuleBrokenException>(() => JumpAsync(database, clock, TestSite.Start.AddDays(1)));
        var far = await Assert.ThrowsAsync<RuleBrokenException>(() => JumpAsync(database, clock, TestSite.Start.AddDays(2 + DemoClock.MostDays).AddMinutes(1)));

        Assert.Equal((BusinessClockRules.NeverBack, BusinessClockRules.TooFar), (back.Rule, far.Rule));
        await using var db = database.NewContext();
        Assert.Equal(1, await db.Set<ClockJump>().CountAsync());
        Assert.Equal(TestSite.Start.AddDays(2), clock.NowUtc());
    }

    [Theory, OnEveryDatabase]
    public async Task Jump_OfASiteThatIsNoDemonstration_Fails(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var real = new DemoClock(db, new BusinessClock(_system), Demonstration with { Demo = false });

        await Assert.ThrowsAsync<InvalidOperationException>(() => real.JumpAsync(TestSite.Start.AddDays(1), null, CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task VaultIdentity_OfAnotherKeyFolder_IsNoticed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("trading-vaults-").FullName;

        Assert.True(await BindAsync(database, Path.Combine(folder, "own")));
        Assert.True(await BindAsync(database, Path.Combine(folder, "own")));
        Assert.False(await BindAsync(database, Path.Combine(folder, "other")));
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> BindAsync(TestDatabase database, string keys)
    {
        await using var db = database.NewContext();
        return await new VaultIdentity(db, new KeyVault(keys), _system).BindAsync(CancellationToken.None);
    }

    private static async Task JumpAsync(TestDatabase database, BusinessClock clock, DateTime toUtc)
    {
        await using var db = database.NewContext();
        await new DemoClock(db, clock, Demonstration).JumpAsync(toUtc, null, CancellationToken.None);
    }
}

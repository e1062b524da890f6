using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Tests.Startup;

public sealed class DemoClockPageTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task Clock_OfASiteThatIsNoDemonstration_IsNowhere()
    {
        await using var real = site.WithWebHostBuilder(b => b.UseSetting("Site:Demo", "false"));
        using var visitor = real.CreateClient();
        using var page = await visitor.GetAsync(new Uri("/demo/clock", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task Advance_MovesBusinessTime_AndEveryPageSaysSo()
    {
        using var visitor = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
        var before = site.Services.GetRequiredService<BusinessClock>().NowUtc();

        var page = await visitor.PageAsync("/demo/clock");
        using var back = await visitor.SubmitAsync(page, "/demo/clock", ("To", "2020-01-01T09:00"));
        // Two buttons post to one address: the page offers an hour and a day.
        page.QuerySelectorAll("form[action='/demo/clock/advance']").First().Remove();
        using var moved = await visitor.SubmitAsync(page, "/demo/clock/advance", ("minutes", "1440"));

        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.True(site.Services.GetRequiredService<BusinessClock>().NowUtc() >= before.AddDays(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.StatusCode);
        Assert.Contains("演示时钟只能向前拨。", (await TestSite.ReadAsync(back)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 天 0 小时", (await visitor.PageAsync("/legal")).QuerySelector(".demo")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OnADatabaseWhoseClockWasMoved_RefusesASiteThatIsNoDemonstration()
    {
        await using var demonstration = new TestSite();
        await using var real = demonstration.WithWebHostBuilder(b => b.UseSetting("Site:Demo", "false"));
        await InstallationStartup.CheckAsync(real.Services);
        await using (var scope = demonstration.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<DemoClock>().JumpAsync(demonstration.Services.GetRequiredService<BusinessClock>().NowUtc().AddDays(1), null, default);
        }

        var refusal = await Assert.ThrowsAsync<InstallationRefusedException>(() => InstallationStartup.CheckAsync(real.Services));

        Assert.Equal("clock-moved", Assert.Single(refusal.Reasons).Name);
    }

    [Fact]
    public void Production_WithADemonstrationAndWithoutItsFolders_IsRefusedWithAllReasonsAtOnce()
    {
        var options = new TradingOptions { ConnectionString = "", DataFolder = "/data", Production = true, Demo = true };

        var refusal = Assert.Throws<InstallationRefusedException>(() => InstallationChecks.RequireSafe(options, new ConfigurationBuilder().Build()));

        foreach (var setting in new[] { "Site:Demo", "Sealing:KeyFolder", "DataProtection:Folder", "Site:Root", "Mail:Host" })
        {
            Assert.Contains(refusal.Reasons, r => r.In(WordsLanguage.English).StartsWith(setting, StringComparison.Ordinal));
        }

        Assert.StartsWith("本站点未启动：\n- Site:Demo 为 true", refusal.InBothLanguages(), StringComparison.Ordinal);
    }

    [Fact]
    public void Production_WithItsKeysInsideItsData_IsRefused()
    {
        var options = new TradingOptions { ConnectionString = "", DataFolder = "/data", Production = true, KeyFolder = "/data/keys" };

        var refusal = Assert.Throws<InstallationRefusedException>(() => InstallationChecks.RequireSafe(options, new ConfigurationBuilder().Build()));

        Assert.Contains(refusal.Reasons, r => r.Name == "key-folder-in-data");
    }

    [Fact]
    public void Demonstration_NeedsNothing() =>
        InstallationChecks.RequireSafe(new TradingOptions { ConnectionString = "", DataFolder = "/data", Demo = true }, new ConfigurationBuilder().Build());
}

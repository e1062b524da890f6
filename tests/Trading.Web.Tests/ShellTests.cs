using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trading.Web.Shared;

namespace Trading.Web.Tests;

/// <summary>Language, view, assets, clock, and what stands in place of a page.</summary>
public sealed class ShellTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task Language_ChosenOnce_StaysForTheNextPages()
    {
        using var visitor = site.Visitor();

        var before = await visitor.PageAsync("/help");
        await visitor.PageAsync("/help?lang=en");
        var after = await visitor.PageAsync("/privacy");

        Assert.Equal("zh-CN", before.DocumentElement.GetAttribute("lang"));
        Assert.Equal("en", after.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Language_UnknownValue_IsNoChoice()
    {
        using var visitor = site.Visitor();

        using var response = await visitor.GetAsync(new Uri("/help?lang=fr", UriKind.Relative));

        Assert.Equal("zh-CN", (await TestSite.ReadAsync(response)).DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain(response.Headers, h => h.Key == "Set-Cookie" && h.Value.Any(v => v.StartsWith("lang=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LanguageLink_OnAPageWithAQuery_KeepsTheQuery()
    {
        using var visitor = site.Visitor();

        var page = await visitor.PageAsync("/components?page=6&q=%E7%BB%BC%E5%90%88%E6%A5%BC&lang=zh-CN");

        Assert.Equal("/components?page=6&q=%E7%BB%BC%E5%90%88%E6%A5%BC&lang=en", page.QuerySelector("a[hreflang=en]")?.GetAttribute("href"));
    }

    [Fact]
    public async Task LanguageLink_OnAMissingPage_LeadsToTheAddressAskedFor()
    {
        using var visitor = site.Visitor();

        var page = await visitor.PageAsync("/no/such/page?a=1");

        Assert.Equal("/no/such/page?a=1&lang=en", page.QuerySelector("a[hreflang=en]")?.GetAttribute("href"));
    }

    [Fact]
    public async Task ElderView_ChosenOnce_StaysUntilLeft()
    {
        using var visitor = site.Visitor();

        await visitor.PageAsync("/?view=elder");
        var elder = await visitor.PageAsync("/help");
        await visitor.PageAsync("/?view=standard");
        var standard = await visitor.PageAsync("/help");

        Assert.Equal("elder", elder.DocumentElement.ClassName);
        Assert.DoesNotContain("elder", standard.DocumentElement.ClassName ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_NamedByAPage_AreFingerprintedAndNotEmpty()
    {
        using var visitor = site.Visitor();
        var page = await visitor.PageAsync("/components");
        var addresses = page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]").Select(e => e.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src]").Select(e => e.GetAttribute("src")!))
            .Concat(page.QuerySelectorAll("use").Select(e => e.GetAttribute("href")!.Split('#')[0]))
            .Distinct()
            .ToList();

        Assert.True(addresses.Count >= 6, string.Join(", ", addresses));
        foreach (var address in addresses)
        {
            using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Matches(@"\.[a-z0-9]{10}\.(css|js|svg)$", address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Icons_NamedByAPage_AreInTheSprite()
    {
        using var visitor = site.Visitor();
        var page = await visitor.PageAsync("/components");
        var uses = page.QuerySelectorAll("use").Select(e => e.GetAttribute("href")!).ToList();
        var sprite = await visitor.GetStringAsync(new Uri(uses[0].Split('#')[0], UriKind.Relative));

        Assert.All(uses, use => Assert.Contains($"id=\"{use.Split('#')[1]}\"", sprite, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/no-such-page", "页面不存在")]
    [InlineData("/no-such-page?lang=en", "Page not found")]
    public async Task MissingPage_InEitherLanguage_SaysSo(string url, string heading)
    {
        using var visitor = site.Visitor();

        using var response = await visitor.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(heading, (await TestSite.ReadAsync(response)).QuerySelector("h1")?.TextContent);
    }

    [Fact]
    public async Task Fault_InAPage_ShowsANumberAndNoDetail()
    {
        using var broken = site.WithWebHostBuilder(b => b.ConfigureServices(s => s.AddSingleton(new PageClock(new BrokenClock()))));
        using var visitor = broken.CreateClient();

        using var response = await visitor.GetAsync(new Uri("/components", UriKind.Relative));
        var page = await TestSite.ReadAsync(response);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("系统出错了", page.QuerySelector("h1")?.TextContent);
        Assert.NotEmpty(page.QuerySelector(".hash")!.TextContent);
        Assert.DoesNotContain("clock is broken", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Time_Asked_IsBusinessTimeAndNotCached()
    {
        using var ahead = site.WithWebHostBuilder(b => b.ConfigureServices(s => s.AddSingleton(Clock())));
        using var visitor = ahead.CreateClient();

        using var response = await visitor.GetAsync(new Uri("/time", UriKind.Relative));
        var time = JsonElement.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(1_776_389_400_482, time.GetProperty("unixMs").GetInt64());
        Assert.Equal("2026-04-17 09:30:00", time.GetProperty("beijing").GetString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task DemoClock_Moved_IsSaidOnEveryPage()
    {
        using var ahead = site.WithWebHostBuilder(b => b.ConfigureServices(s => s.AddSingleton(Clock())));
        using var visitor = ahead.CreateClient();

        var page = await visitor.PageAsync("/legal");

        Assert.Contains("现在是 2026-04-17 09:30:00（北京时间）。", page.QuerySelector(".demo")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_Off_ShowsNeitherBannerNorComponents()
    {
        using var real = site.WithWebHostBuilder(b => b.UseSetting("Site:Demo", "false"));
        using var visitor = real.CreateClient();

        var home = await visitor.PageAsync("/");
        using var components = await visitor.GetAsync(new Uri("/components", UriKind.Relative));

        Assert.Null(home.QuerySelector(".demo"));
        Assert.Equal(HttpStatusCode.NotFound, components.StatusCode);
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task Hsts_OnlyInProduction_IsSent(string environment, bool isSent)
    {
        var keys = Directory.CreateTempSubdirectory("trading-site-keys-");
        using var deployed = site.WithWebHostBuilder(b => b.UseEnvironment(environment)
            .UseSetting("Site:Demo", "false").UseSetting("Site:Root", "https://ggzy.demo.example/").UseSetting("Sealing:KeyFolder", keys.FullName)
            .UseSetting("DataProtection:Folder", keys.FullName).UseSetting("Mail:Host", "mail.demo.example"));
        using var visitor = deployed.CreateClient();
        // The framework leaves out localhost.
        visitor.BaseAddress = new Uri("https://ggzy.demo.example");

        using var response = await visitor.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(isSent, response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Health_Asked_IsHealthy()
    {
        using var visitor = site.Visitor();

        Assert.Contains("\"status\":\"Healthy\"", await visitor.GetStringAsync(new Uri("/healthz", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static PageClock Clock() => new(new FakeTimeProvider(new DateTimeOffset(2026, 4, 17, 1, 30, 0, 482, TimeSpan.Zero)));

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("The clock is broken.");
    }
}

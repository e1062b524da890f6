using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Web.Tests;

namespace Trading.Browser.Tests;

/// <summary>What people do at a site in a browser: sign in, go to a page, look at it in both languages, press a button.</summary>
public abstract class PageStory(Browser browser, LiveSite site)
{
    protected Browser Browser { get; } = browser;
    protected LiveSite Site { get; } = site;

    protected async Task<IPage> OpenAsync(long userId)
    {
        var page = await Browser.OpenAsync(1366);
        await page.Context.AddCookiesAsync([await Site.CookieOfAsync(userId, SessionKind.Fresh)]);
        return page;
    }

    protected async Task SeeAsync(IPage page, string url, string picture)
    {
        await GoAsync(page, url);
        await Pictures.TakeAsync(page, picture);
    }

    /// <summary>As <see cref="SeeAsync"/>; then in English on a telephone, whose page must not be wider than its window, and back.</summary>
    protected async Task SeeInBothAsync(IPage page, string url, string picture)
    {
        await SeeAsync(page, url, picture);
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(360, Browser.Height);
        await SeeAsync(page, In("en"), picture + "-en-360");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 360, $"{url} is wider than a telephone");
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await GoAsync(page, In("zh-CN"));

        string In(string language) => url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;
    }

    protected DateOnly Today() => Instants.BeijingDay(Site.Services.GetRequiredService<BusinessClock>().NowUtc());

    protected async Task GoAsync(IPage page, string url)
    {
        var response = await page.GotoAsync(Site.Address(url));
        Assert.True(response!.Ok, $"{url} answered {response.Status}");
    }

    /// <summary>Presses a button and waits for the page that follows, which must not be a refusal.</summary>
    protected static async Task PressAsync(IPage page, string button = "main button.main")
    {
        // A form with files is sent by script, which goes to the next page when the answer is there: what is waited for is another document.
        await page.EvaluateAsync("document.documentElement.dataset.pressed = ''");
        await page.Locator(button).First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.pressed === undefined && document.readyState === 'complete'");
        Assert.Equal(0, await page.Locator(".errors").CountAsync());
    }

    protected async Task<T> ReadAsync<T>(Func<TradingDbContext, Task<T>> read)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TradingDbContext>());
    }
}

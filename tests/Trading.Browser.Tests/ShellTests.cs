using Microsoft.Playwright;

namespace Trading.Browser.Tests;

/// <summary>The scripts of the shell, in a real browser under the site's own security policy.</summary>
public sealed class ShellTests(Browser browser, LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task ErrorSummary_AfterARefusal_HasTheFocusAndLeadsToTheField()
    {
        var page = await browser.OpenAsync(1366);
        await page.GotoAsync(site.Address("/components"));

        await page.FillAsync("#Form_Price", "twelve");
        await page.ClickAsync("main button.main");
        await FocusIsOnAsync(page, ".errors");
        await page.ClickAsync(".errors a[href='#Form_Price']");

        await FocusIsOnAsync(page, "#Form_Price");
        Assert.StartsWith("错误：", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("twelve", await page.InputValueAsync("#Form_Price"));
        await Pictures.TakeAsync(page, "components-refused.zh-CN.1366");
    }

    [Fact]
    public async Task Upload_WithAFile_IsSentByScriptAndItsRefusalIsShown()
    {
        var page = await browser.OpenAsync(1366);
        await page.GotoAsync(site.Address("/components"));

        await page.FillAsync("#Form_Price", "96428600.01");
        await page.FillAsync("#Form_Organisation", "投标单位甲");
        await page.SetInputFilesAsync("#Form_File", new FilePayload { Name = "bid.pdf", MimeType = "application/pdf", Buffer = new byte[100_000] });
        await page.ClickAsync("main button.main");
        await page.WaitForSelectorAsync(".errors");

        Assert.Contains("96,428,600.01", await page.InnerTextAsync(".errors"), StringComparison.Ordinal);
        await FocusIsOnAsync(page, ".errors");
        Assert.Equal("投标单位甲", await page.InputValueAsync("#Form_Organisation"));
    }

    [Fact]
    public async Task Upload_Accepted_GoesToTheNextPage()
    {
        var page = await browser.OpenAsync(1366);
        await page.GotoAsync(site.Address("/components?page=2"));

        await page.FillAsync("#Form_Price", "1");
        await page.FillAsync("#Form_Organisation", "投标单位甲");
        await page.SetInputFilesAsync("#Form_File", new FilePayload { Name = "bid.pdf", MimeType = "application/pdf", Buffer = new byte[100_000] });
        await page.ClickAsync("main button.main");
        // Where it goes is what is asked, not how long pictures and fonts take on a busy machine.
        await page.WaitForURLAsync(site.Address("/components"), new() { WaitUntil = WaitUntilState.Commit });

        Assert.Equal(0, await page.Locator(".errors").CountAsync());
    }

    [Fact]
    public async Task Countdown_Running_ShowsDaysHoursMinutes()
    {
        var page = await browser.OpenAsync(1366);
        await page.GotoAsync(site.Address("/components?lang=en"));

        var shown = await page.InnerTextAsync("[role=timer]");

        Assert.Matches(@"^3\s*d\s*2\s*h\s*[45]\s*min$", shown.Trim());
    }

    [Fact]
    public async Task CopyButton_OverPlainHttp_LeavesTheValueToSelect()
    {
        var page = await browser.OpenAsync(360);
        await page.GotoAsync(site.Address("/components"));

        Assert.Equal("1506 0200 2926 8359 6271 04", (await page.InnerTextAsync("dd b.num")).Trim());
    }

    [Fact]
    public async Task Keyboard_FirstTab_IsTheSkipLink()
    {
        var page = await browser.OpenAsync(1366);
        await page.GotoAsync(site.Address("/"));

        await page.Keyboard.PressAsync("Tab");
        var first = await page.EvaluateAsync<string>("document.activeElement.className");
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("skip", first);
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task ElderView_AtBothWidths_FitsTheWindow()
    {
        foreach (var width in new[] { 360, 1366 })
        {
            var page = await browser.OpenAsync(width);
            await page.GotoAsync(site.Address("/?view=elder"));

            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"wider than {width}");
            await Pictures.TakeAsync(page, $"home-elder.zh-CN.{width}");
        }
    }

    // The page's modules run after it is shown: the focus comes a moment later, and on a busy machine more than a moment.
    private static Task FocusIsOnAsync(IPage page, string selector) =>
        Assertions.Expect(page.Locator(selector)).ToBeFocusedAsync(new LocatorAssertionsToBeFocusedOptions { Timeout = 20_000 });
}

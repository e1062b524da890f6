using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Trading.Web.Tests.Pages;

namespace Trading.Browser.Tests;

/// <summary>
/// Every page fits its window in each language, at alternating widths, and has no serious or critical finding under axe. What axe looks for
/// (roles, names, contrast, order) is the same in both languages, so it looks at each page in one of them, every second page in English; with
/// TRADING_AXE=all in every language at every width.
/// </summary>
public sealed class AccessibilityTests(Browser browser, LiveSite site) : IClassFixture<LiveSite>
{
    private static readonly int[] Widths = [360, 1366];

    // The pages have no frames: axe runs in each as it is, which takes a third of the time of its wrapper, which opens another window for the findings.
    private const string GraveFindings = """
        async () => (await axe.run(document, { resultTypes: ['violations'], preload: false })).violations
            .filter(v => v.impact === 'serious' || v.impact === 'critical')
            .flatMap(v => v.nodes.map(n => `${v.id} (${v.help}) at ${n.html}`))
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task EveryPage_FitsItsWindow_AndUnderAxeHasNoSeriousFinding(string language)
    {
        var complaints = new List<string>();
        // One window for everybody: each more would go on running its page, and thirty of them take as long as the looking.
        var window = await OpenAsync(complaints);
        foreach (var visit in (await PlanAsync(language)).GroupBy(p => (Reader: p.Page.Reader ?? "", p.Width)).OrderBy(v => v.Key.Reader, StringComparer.Ordinal))
        {
            await SignInAsync(window, visit.Key.Reader);
            await window.SetViewportSizeAsync(visit.Key.Width, Browser.Height);
            foreach (var look in visit)
            {
                await LookAsync(window, look, language, complaints);
            }
        }

        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }

    /// <summary>The looking itself works: a picture without words is found.</summary>
    [Fact]
    public async Task APictureWithoutWords_IsFound()
    {
        var window = await OpenAsync([]);
        await window.GotoAsync(site.Address("/sign-in"));
        await window.EvaluateAsync("document.querySelector('main').append(new Image())");

        Assert.Contains(await FindingsAsync(window), finding => finding.StartsWith("image-alt", StringComparison.Ordinal));
    }

    // Half a megabyte of script, so only where it looks.
    private static async Task<string[]> FindingsAsync(IPage window)
    {
        await window.EvaluateAsync(Axe);
        return await window.EvaluateAsync<string[]>(GraveFindings);
    }

    private async Task<IPage> OpenAsync(List<string> complaints)
    {
        var window = await browser.OpenAsync(Widths[0]);
        window.Console += (_, message) =>
        {
            // A page that answers with an error status is reported here too, and is meant to.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                complaints.Add($"{window.Url}: the console says {message.Text}");
            }
        };
        return window;
    }

    /// <summary>The window becomes the reader's; nobody's where the reader is nobody in particular.</summary>
    private async Task SignInAsync(IPage window, string reader)
    {
        await window.Context.ClearCookiesAsync();
        if (reader.Length > 0)
        {
            await window.Context.AddCookiesAsync([await site.CookieOfAsync(reader)]);
        }
    }

    private sealed record Look(SitePage Page, int Width, bool UnderAxe);

    private async Task<List<Look>> PlanAsync(string language)
    {
        await site.SettleAsync();
        // One that sends its reader elsewhere is seen there.
        var pages = (await SitePages.AllAsync(site.Services)).Where(p => p.Status != 302).ToList();
        return Environment.GetEnvironmentVariable("TRADING_AXE") == "all"
            ? [.. pages.SelectMany(p => Widths.Select(w => new Look(p, w, true)))]
            : [.. pages.Select((p, at) => (Page: p, Turn: at + (language == "en" ? 1 : 0), At: at))
                // By pairs, so that axe sees both widths in each language.
                .Select(p => new Look(p.Page, Widths[p.Turn % Widths.Length], p.At / 2 % 2 == (language == "en" ? 1 : 0)))];
    }

    private async Task LookAsync(IPage window, Look look, string language, List<string> complaints)
    {
        var (page, width, _) = look;
        IResponse? response;
        try
        {
            response = await window.GotoAsync(site.Address(page.In(language)));
        }
        catch (PlaywrightException e) when (e.Message.StartsWith("Download is starting", StringComparison.Ordinal))
        {
            // A file to keep is no page.
            return;
        }

        if (response is null || !(await response.HeaderValueAsync("content-type") ?? "").StartsWith("text/html", StringComparison.Ordinal))
        {
            return;
        }

        await Pictures.TakeAsync(window, $"{page.FileName}.{language}.{width}");
        var scrolls = await window.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (scrolls > 0)
        {
            complaints.Add($"{page} {language} {width}: the page is {scrolls} pixels wider than its window");
        }

        if (look.UnderAxe)
        {
            complaints.AddRange((await FindingsAsync(window)).Select(finding => $"{page} {language} {width}: {finding}"));
        }
    }
}

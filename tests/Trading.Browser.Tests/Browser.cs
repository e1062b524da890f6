using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Trading.Browser.Tests.Browser))]

namespace Trading.Browser.Tests;

/// <summary>
/// One Chromium for all browser tests: the one named by TRADING_CHROMIUM, or the machine's. Without one, tests are skipped and say so;
/// where TRADING_REQUIRE names <c>browser</c>, they fail.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    // The shell first: it draws the same pages and has no windows, tabs and side panels to keep alive, which take as long as the looking.
    private static readonly string[] Usual = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The usual height of a window, in CSS pixels.</summary>
    public const int Height = 768;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Path() is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Headless = true,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"],
            });
        }
    }

    /// <summary>A window of its own, without cookies. A message on the console of a page, such as a refused script, fails the test.</summary>
    public async Task<IPage> OpenAsync(int width, int height = Height)
    {
        if (_browser is null)
        {
            const string Reason = "No Chromium was found; set TRADING_CHROMIUM to its path.";
            Assert.SkipUnless(IsRequired, Reason);
            Assert.Fail(Reason);
        }

        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static bool IsRequired => (Environment.GetEnvironmentVariable("TRADING_REQUIRE") ?? "").Split(',').Contains("browser");

    private static string? Path() => Environment.GetEnvironmentVariable("TRADING_CHROMIUM") is { Length: > 0 } named
        ? (File.Exists(named) ? named : null)
        : Usual.FirstOrDefault(File.Exists);
}

using Microsoft.Playwright;
using Trading.TestKit;

namespace Trading.Browser.Tests;

/// <summary>Pictures of pages for people to look at, under <c>artifacts/pictures</c> of the repository (not kept in it).</summary>
public static class Pictures
{
    private static readonly string Folder = Checkout.Of("artifacts", "pictures");

    // Taking them is a third of a visit's time, and a check that nobody watches has nobody to look at them.
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("CI") is null || Environment.GetEnvironmentVariable("TRADING_PICTURES") == "1";

    public static async Task TakeAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!Wanted)
        {
            return;
        }

        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }
}

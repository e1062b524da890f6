using Microsoft.Playwright;
using Trading.TestKit;

namespace Trading.Browser.Tests;

/// <summary>Pictures of pages for people to look at, under <c>artifacts/pictures</c> of the repository (not kept in it).</summary>
public static class Pictures
{
    private static readonly string Folder = Checkout.Of("artifacts", "pictures");

    public static async Task TakeAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }
}

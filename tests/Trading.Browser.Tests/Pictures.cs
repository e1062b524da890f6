using Microsoft.Playwright;

namespace Trading.Browser.Tests;

/// <summary>Pictures of pages for people to look at, under <c>artifacts/pictures</c> of the repository (not kept in it).</summary>
public static class Pictures
{
    private static readonly string Folder = Path.Combine(Root(AppContext.BaseDirectory), "artifacts", "pictures");

    public static async Task TakeAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Trading.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}

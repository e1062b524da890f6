namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Expert => new()
    {
    };
}

using Trading.TestKit;

namespace Trading.Web.Tests.Pages;

/// <summary>The site on PostgreSQL: the tenders at each stage are told there, and every page that there is answers its reader.</summary>
public sealed class PostgresPagesTests
{
    [Fact]
    public async Task EveryPage_AnswersItsReader()
    {
        Assert.SkipWhen(PostgresCluster.SkipReason is not null, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var site = new PostgresSite(database);
        var visitors = new Dictionary<string, HttpClient> { [""] = site.Visitor() };
        foreach (var (reader, userId, session) in await SiteReaders.SettleAsync(site.Services))
        {
            visitors[reader] = await site.VisitorAsync(userId, session);
        }

        var pages = await SitePages.AllAsync(site.Services);
        var wrong = new List<string>();
        foreach (var page in pages)
        {
            using var response = await visitors[page.Reader ?? ""].GetAsync(new Uri(page.In("zh-CN"), UriKind.Relative));
            if ((int)response.StatusCode != page.Status)
            {
                wrong.Add($"{page} answered {(int)response.StatusCode} instead of {page.Status}");
            }
        }

        Assert.True(pages.Count > 100, $"only {pages.Count} pages");
        Assert.Empty(wrong);
    }

    private sealed class PostgresSite(TestDatabase database) : TestSite(database);
}

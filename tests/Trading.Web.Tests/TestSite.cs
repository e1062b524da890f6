using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Web.Tests;

/// <summary>The site in memory, on a database of its own. Redirects are not followed: a test says where it expects to be sent.</summary>
public class TestSite : WebApplicationFactory<Program>
{
    private static readonly Uri Address = new("https://localhost");
    private readonly SiteFolder _folder;

    public TestSite() => _folder = SiteFolder.New();

    /// <summary>A site that starts from a copy of another, whose rows may have been copied to another database.</summary>
    protected TestSite(SiteFolder template, TestDatabase? database = null) => _folder = SiteFolder.CopyOf(template, database);

    /// <summary>A site on another database.</summary>
    protected TestSite(TestDatabase database) => _folder = SiteFolder.On(database);

    /// <summary>The time of signing in; it stands still until a test moves it.</summary>
    public FakeTimeProvider SignInTime { get; protected init; } = new(TimeProvider.System.GetUtcNow());

    internal string ConnectionString => _folder.ConnectionString;

    /// <summary>Copies what the site keeps, with all that waited in its database's log.</summary>
    public async Task<SiteFolder> CopyAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TradingDbContext>().Database;
        if (database.IsSqlite())
        {
            await database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return SiteFolder.CopyOf(_folder);
    }

    /// <summary>Where it keeps its files.</summary>
    public string Folder => _folder.Path;

    protected virtual bool IsDemo => true;

    public HttpClient Visitor() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = Address });

    /// <summary>Somebody signed in.</summary>
    public async Task<HttpClient> VisitorAsync(long userId, SessionKind kind = SessionKind.Password)
    {
        var cookies = new CookieContainer();
        cookies.Add(Address, await SiteSessions.OpenAsync(Services, userId, kind));
        return CreateDefaultClient(Address, new CookieContainerHandler(cookies));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => TestHost.Configure(builder, _folder, SignInTime, IsDemo);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }
}

/// <summary>What tests do with pages.</summary>
public static class SiteClients
{
    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string url)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
        return await TestSite.ReadAsync(response);
    }

    /// <summary>Posts the page's form to its action, with its hidden fields (the anti-forgery token among them) and these values.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, IHtmlDocument page, string action, params (string Name, string Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(page);
        var form = page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Single(f => f.Method == "post" && f.GetAttribute("action") == action);
        var sent = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Where(i => i.Name!.StartsWith("__", StringComparison.Ordinal))
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
        using var content = new FormUrlEncodedContent(sent);
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }
}

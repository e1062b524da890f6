using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Trading.Web.Tests;

namespace Trading.Browser.Tests;

/// <summary>The site on a free port of this machine, on a database of its own, for a real browser.</summary>
public sealed class LiveSite : WebApplicationFactory<Program>
{
    private readonly string _databaseFile = TestHost.NewDatabaseFile();

    public LiveSite()
    {
        UseKestrel(0);
        StartServer();
        TestHost.CreateSchema(Services);
    }

    public string Address(string url) => new Uri(ClientOptions.BaseAddress, url).AbsoluteUri;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => TestHost.Configure(builder, _databaseFile, TimeProvider.System, demo: true);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        TestHost.Delete(_databaseFile);
        GC.SuppressFinalize(this);
    }
}

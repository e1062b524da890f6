using Microsoft.AspNetCore.Mvc.Testing;

namespace Trading.Browser.Tests;

/// <summary>The site on a free port of this machine, for a real browser.</summary>
public sealed class LiveSite : WebApplicationFactory<Program>
{
    public LiveSite()
    {
        UseKestrel(0);
        StartServer();
    }

    public string Address(string url) => new Uri(ClientOptions.BaseAddress, url).AbsoluteUri;
}

using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Trading.Infrastructure;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Startup;

/// <summary>
/// Asks the node for the time at the address on which it listens, so that what a bidder's request goes through is proved with it: the port, the
/// server's threads, the pipeline. A server without an address (in memory) has no door to knock at.
/// </summary>
internal sealed class OwnAddress(IServer server, IHostApplicationLifetime lifetime, TradingOptions options) : IFrontDoor, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // To itself over the machine's own loopback: the certificate is made out to the public name, which is not asked for here.
#pragma warning disable CA5359
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } })
    {
        Timeout = Patience,
    };
#pragma warning restore CA5359

    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return false;
        }

        if (Find() is not { } address)
        {
            return true;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/time")) { Headers = { Host = options.SiteRoot.Authority } };
        using var response = await _client.SendAsync(request, ct);
        return response.IsSuccessStatusCode;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>An address of the server as it is reached from the machine itself; null where it has none with a port.</summary>
    private Uri? Find() =>
        ListeningAddresses.Of(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], IPAddress.Loopback.ToString()).FirstOrDefault();
}

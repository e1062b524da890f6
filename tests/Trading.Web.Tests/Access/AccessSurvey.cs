using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.Web.Tests.Access;

/// <summary>What one reader was answered at one address of an endpoint, in one state of its record.</summary>
internal sealed record Knock(string Method, string Route, string State, string Reader, string Outcome, bool Wrote)
{
    public string Told => Wrote ? Outcome + " & writes" : Outcome;
}

/// <summary>Every endpoint × every reader × each state of the record, asked once on one site; each request finds the site as it was at first.</summary>
public sealed class AccessSurvey : IAsyncLifetime
{
    // Assets that the framework adds in development while the site runs.
    private const string NewAssets = "{**path:file}";
    private readonly List<Knock> _knocks = [];
    private AccessSite _site = null!;

    internal AccessSite Site => _site;
    internal IReadOnlyList<AccessReader> Readers { get; private set; } = [];
    internal IReadOnlyList<Knock> Knocks => _knocks;

    public async ValueTask InitializeAsync()
    {
        _site = await AccessSite.OpenWithSchedulerAsync();
        Readers = await AccessReaders.SettleAsync(_site);
        await _site.RememberAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            foreach (var endpoint in Endpoints(method.Method))
            {
                await AskAsync(method, endpoint);
            }
        }
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    /// <summary>The endpoints that answer a method; one that names no method answers a GET.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints(string method) =>
    [
        .. _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } named ? named.HttpMethods.Contains(method) : method == HttpMethods.Get)
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.RoutePattern.RawText != NewAssets)
            .DistinctBy(e => e.RoutePattern.RawText)
            .OrderBy(Route, StringComparer.Ordinal),
    ];

    internal static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    /// <summary>One block an endpoint, one line an outcome with its readers; most readers are denied, and are named as the others.</summary>
    internal string Told()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Readers: {string.Join(' ', Readers.Select(r => r.Name))}\n");
        foreach (var endpoint in _knocks.GroupBy(k => (k.Method, k.Route)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{endpoint.Key.Method} {endpoint.Key.Route}\n");
            foreach (var alike in endpoint.GroupBy(k => k.Reader).GroupBy(OfReader, r => r.Key).OrderBy(g => g.Key == "denied").ThenBy(g => g.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {alike.Key} <- {(alike.Key == "denied" ? "the others" : string.Join(' ', alike))}\n");
            }
        }

        return text.ToString();
    }

    private async Task AskAsync(HttpMethod method, RouteEndpoint endpoint)
    {
        var addresses = await AccessAddresses.OfAsync(_site.Services, endpoint);
        foreach (var reader in Readers)
        {
            var isShut = false;
            foreach (var (state, url) in addresses)
            {
                // The policy asks who knocks, not at what: the other addresses would be shut alike.
                if (isShut)
                {
                    _knocks.Add(_knocks[^1] with { State = state });
                    continue;
                }

                using var response = await reader.KnockAsync(method, url);
                isShut = response.Headers.Contains(AccessSite.ShutByPolicy);
                _knocks.Add(new Knock(method.Method, Route(endpoint), state, reader.Name, Outcome(response), await _site.WroteAsync()));
            }
        }
    }

    /// <summary>One word where all states answer alike, else each outcome with its states.</summary>
    private static string OfReader(IEnumerable<Knock> knocks)
    {
        var outcomes = knocks.GroupBy(k => k.Told).ToList();
        return outcomes.Count == 1 ? outcomes[0].Key : string.Join("; ", outcomes.Select(g => $"{g.Key}: {string.Join(' ', g.Select(k => k.State))}"));
    }

    private static string Outcome(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Redirect when Location(response).StartsWith("/sign-in", StringComparison.Ordinal) => "sign-in",
        HttpStatusCode.Redirect when Location(response).StartsWith("/step-up", StringComparison.Ordinal) => "step-up",
        HttpStatusCode.Redirect when Location(response).StartsWith("/organisation/registration", StringComparison.Ordinal) => "set-up",
        HttpStatusCode.Redirect or HttpStatusCode.SeeOther => "moved",
        HttpStatusCode.Forbidden => "denied",
        HttpStatusCode.NotFound => "nothing",
        HttpStatusCode.UnprocessableEntity => "refused",
        var code when (int)code < 300 => "open",
        var code => ((int)code).ToString(CultureInfo.InvariantCulture),
    };

    private static string Location(HttpResponseMessage response) => response.Headers.Location is { } to ? to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString : "";
}

using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Trading.Web.Tests.Access;

/// <summary>
/// Somebody who knocks. The cookies stay as they are whatever is answered: signing out or proving one's presence in one request must not change the
/// next one.
/// </summary>
internal sealed class AccessReader
{
    private readonly HttpClient _client;
    private readonly string _cookies;
    private readonly string _token;

    private AccessReader(string name, HttpClient client, string cookies, string token)
    {
        Name = name;
        _client = client;
        _cookies = cookies;
        _token = token;
    }

    public string Name { get; }

    public static async Task<AccessReader> OpenAsync(TestSite site, string name, long? userId, SessionKind session)
    {
        var client = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new Uri("https://localhost") });
        var cookie = userId is { } id ? await SiteSessions.OpenAsync(site.Services, id, session) : null;
        var opened = cookie is null ? "" : $"{cookie.Name}={cookie.Value}";
        using var request = Request(HttpMethod.Get, "/components", opened);
        using var response = await client.SendAsync(request);
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
        var token = page.QuerySelectorAll("input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().First().Value;
        var forgery = response.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]).Single(c => c.Contains("Antiforgery", StringComparison.OrdinalIgnoreCase));
        return new AccessReader(name, client, opened.Length == 0 ? forgery : $"{opened}; {forgery}", token);
    }

    /// <summary>Posts these fields with the token, and is answered in full.</summary>
    public async Task<HttpResponseMessage> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var request = Request(HttpMethod.Post, url, _cookies);
        request.Content = new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("__RequestVerificationToken", _token)));
        return await _client.SendAsync(request);
    }

    /// <summary>Goes where an answer sends, with what it gave to say there.</summary>
    public async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage answer)
    {
        var said = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]).Where(c => c.Contains("TempData", StringComparison.Ordinal)) : [];
        using var request = Request(HttpMethod.Get, answer.Headers.Location!.ToString(), string.Join("; ", said.Prepend(_cookies)));
        return await _client.SendAsync(request);
    }

    /// <summary>The page with its HTML.</summary>
    public async Task<string> ReadAsync(string url)
    {
        using var request = Request(HttpMethod.Get, url, _cookies);
        using var response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Asks for the answer's status alone; what is posted is an empty form with its token.</summary>
    public async Task<HttpResponseMessage> KnockAsync(HttpMethod method, string url)
    {
        using var request = Request(method, url, _cookies);
        request.Headers.Add(AccessSite.StatusOnly, "1");
        if (method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", _token)]);
        }

        try
        {
            return await _client.SendAsync(request);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{method} {url} by {Name} brought no answer.", e);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string url, string cookies)
    {
        var request = new HttpRequestMessage(method, new Uri(url, UriKind.RelativeOrAbsolute));
        if (cookies.Length > 0)
        {
            request.Headers.Add("Cookie", cookies);
        }

        return request;
    }
}

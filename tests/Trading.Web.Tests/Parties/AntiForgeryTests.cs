using System.Net;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>Another site cannot make a signed-in person's browser do anything here: no unsafe request goes through without the page's token.</summary>
public sealed class AntiForgeryTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task UnsafeRequest_WithoutTheToken_IsRefusedEverywhere()
    {
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        // Each address is open to one of them: a member, a newcomer, and officers with every role that one person may hold.
        var member = await folk.PersonAsync();
        await folk.OrganisationAsync(member);
        var newcomer = await folk.PersonAsync();
        var officer = await folk.OfficerNamedAsync("受理01", centre, [.. Roles.OfOfficers.Except([Roles.FinanceChecker])]);
        var checker = await folk.OfficerNamedAsync("财务复核01", centre, Roles.FinanceChecker);
        var visitors = new List<HttpClient> { site.Visitor() };
        foreach (var id in new[] { member, newcomer, officer, checker })
        {
            visitors.Add(await site.VisitorAsync(id));
        }

        var endpoints = Unsafe();
        Assert.True(endpoints.Count >= 25, $"{endpoints.Count} endpoints.");
        var through = new List<string>();
        foreach (var (method, url) in endpoints)
        {
            var answers = await Task.WhenAll(visitors.Select(v => SendAsync(v, method, url)));
            if (!answers.Contains(HttpStatusCode.BadRequest) || answers.Any(IsThrough))
            {
                through.Add($"{method} {url}: {string.Join(", ", answers)}");
            }
        }

        visitors.ForEach(v => v.Dispose());

        Assert.True(through.Count == 0, string.Join('\n', through));
    }

    // 302 is the way to the sign-in page (of a stranger); 403 and 404 come before the token is looked at.
    private static bool IsThrough(HttpStatusCode answer) => answer is not (
        HttpStatusCode.BadRequest or HttpStatusCode.Redirect or HttpStatusCode.Forbidden or HttpStatusCode.NotFound);

    private List<(HttpMethod Method, string Url)> Unsafe() =>
    [
        .. site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Where(m => m is not ("GET" or "HEAD" or "OPTIONS"))
                .Select(m => (new HttpMethod(m), Url(e.RoutePattern))))
            .Distinct(),
    ];

    private static string Url(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Text))));

    // A route takes only what fits it: one that wants a long number is not reached by "1".
    private static string Text(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { ParameterPolicies: var policies } when policies.Any(p => p.Content == "guid") => Guid.Empty.ToString(),
        _ => "1",
    };

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpMethod method, string url)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, UriKind.Relative)) { Content = new FormUrlEncodedContent([]) };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}

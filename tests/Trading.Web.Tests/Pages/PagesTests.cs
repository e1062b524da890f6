using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Trading.Infrastructure;

namespace Trading.Web.Tests.Pages;

/// <summary>What every page of the site keeps to, in both languages.</summary>
public sealed class PagesTests(SiteVisit visit)
{
    public static readonly TheoryData<string> Languages = ["zh-CN", "en"];
    private static readonly HashSet<string> Keys = [.. Words.Keys];

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryPage_HasLanguageTitleHeadingAndLandmarks(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        complain(html.DocumentElement.GetAttribute("lang") == language, "its html element has another language");
        complain(!string.IsNullOrWhiteSpace(html.Title), "it has no title");
        complain(html.QuerySelectorAll("h1").Length == 1, "it has not exactly one h1");
        complain(html.QuerySelectorAll("main").Length == 1, "it has not exactly one main");
        complain(html.QuerySelector("header") is not null, "it has no header");
        complain(html.QuerySelector("a.skip[href='#main']") is not null && html.GetElementById("main") is not null, "it has no skip link to #main");
    });

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryPage_HasATitleOfItsOwn(string language)
    {
        var titles = new List<(string Path, string Title)>();
        // What is not there for its reader is the one page that says so.
        await OnEachAsync(language, (page, html, _) => titles.Add((page.Status == 404 ? "" : page.Url.Split('?')[0], html.Title ?? "")));

        var shared = titles.Distinct().GroupBy(t => t.Title).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(t => t.Path))}");

        Assert.Empty(shared);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryPage_OffersTheOtherLanguageOfTheSamePage(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        var other = language == "en" ? "zh-CN" : "en";
        var link = html.QuerySelector($"a[hreflang='{other}']")?.GetAttribute("href") ?? "";
        complain(link.Split('?')[0] == page.Url.Split('?')[0] && link.Contains($"lang={other}", StringComparison.Ordinal), $"its language link is '{link}'");
    });

    /// <summary>The world's clock has been moved; the page for what went wrong stands without session and components, and is the one exception.</summary>
    [Theory, MemberData(nameof(Languages))]
    public async Task EveryPage_SaysThatTheDemoClockIsOn(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        var says = html.QuerySelector(".demo[role=note] span")?.TextContent;
        complain(!string.IsNullOrWhiteSpace(says) || page.Url.StartsWith("/error/", StringComparison.Ordinal), "it does not say that the demo clock is on");
    });

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryControl_HasAName(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        foreach (var control in html.QuerySelectorAll("input:not([type=hidden]), select, textarea, button"))
        {
            complain(Name(html, control).Trim().Length > 0, $"this control has no name: {control.OuterHtml}");
        }
    });

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryForm_ThatPosts_CarriesTheAntiForgeryToken(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        foreach (var form in html.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(f => f.Method == "post"))
        {
            complain(form.QuerySelectorAll("input[name=__RequestVerificationToken]").Length == 1, $"the form to {form.GetAttribute("action")} has not exactly one token");
        }
    });

    [Theory, MemberData(nameof(Languages))]
    public async Task NoPage_ShowsAWordsKey(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        foreach (var text in html.Descendants<IText>().Select(t => t.Data).Where(Keys.Contains))
        {
            complain(false, $"it shows the key '{text}'");
        }

        // A template that was never filled in.
        complain(!System.Text.RegularExpressions.Regex.IsMatch(html.Body!.TextContent, @"\{\d\}"), "it shows an unfilled placeholder");
    });

    [Fact]
    public async Task NoEnglishPage_HasChineseOutsidePartsMarkedAsChinese() => await OnEachAsync("en", (page, html, complain) =>
    {
        foreach (var part in html.QuerySelectorAll("[lang=zh-CN], script"))
        {
            part.Remove();
        }

        var han = System.Text.RegularExpressions.Regex.Match(html.DocumentElement.TextContent, @"[\u4e00-\u9fff]+");
        complain(!han.Success, $"it has Chinese in its English: {han.Value}");
    });

    [Theory, MemberData(nameof(Languages))]
    public async Task NoPage_HasInlineScriptOrStyle(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        complain(html.QuerySelectorAll("style, script:not([src])").Length == 0, "it has an inline script or style element");
        foreach (var element in html.All.Where(e => e.Attributes.Any(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal))))
        {
            complain(false, $"this element has a style or handler of its own: {element.OuterHtml}");
        }
    });

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryId_IsUnique_AndEveryReferenceLeadsSomewhere(string language) => await OnEachAsync(language, (page, html, complain) =>
    {
        foreach (var twice in html.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1))
        {
            complain(false, $"the id '{twice.Key}' stands twice");
        }

        foreach (var (element, attribute) in html.All.SelectMany(e => new[] { "for", "aria-labelledby", "aria-describedby" }.Select(a => (e, a))).Where(x => x.e.HasAttribute(x.a)))
        {
            foreach (var id in element.GetAttribute(attribute)!.Split(' '))
            {
                complain(html.GetElementById(id) is not null, $"{attribute}='{id}' leads nowhere");
            }
        }

        foreach (var link in html.QuerySelectorAll("a[href^='#']"))
        {
            complain(html.GetElementById(link.GetAttribute("href")![1..]) is not null, $"the link {link.GetAttribute("href")} leads nowhere");
        }
    });

    [Fact]
    public async Task EveryAnswer_HasTheSecurityHeaders()
    {
        var visitors = await visit.VisitorsAsync();
        foreach (var page in await SitePages.AllAsync(visit.Site.Services))
        {
            using var response = await visitors[page.Reader ?? ""].GetAsync(new Uri(page.Url, UriKind.Relative));
            var csp = Header(response, "Content-Security-Policy");
            Assert.True(csp is not null, $"{page.Url} has no Content-Security-Policy");
            Assert.DoesNotContain("unsafe", csp, StringComparison.Ordinal);
            foreach (var directive in new[] { "default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'", "object-src 'none'" })
            {
                Assert.Contains(directive, csp.Split("; "));
            }

            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Header(response, "Referrer-Policy"));
            Assert.Contains("camera=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        }
    }

    private async Task OnEachAsync(string language, Action<SitePage, IHtmlDocument, Action<bool, string>> look)
    {
        var complaints = new List<string>();
        var pages = await visit.PagesAsync(language);
        foreach (var (page, status, html) in pages)
        {
            void Complain(bool isFine, string complaint)
            {
                if (!isFine)
                {
                    complaints.Add($"{page}: {complaint}");
                }
            }

            Complain(status == page.Status, $"it answered {status} instead of {page.Status}");
            look(page, await new HtmlParser().ParseDocumentAsync(html), Complain);
        }

        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
        Assert.True(pages.Count > 5, $"only {pages.Count} pages were found");
    }

    private static string Name(IHtmlDocument html, IElement control) =>
        control.GetAttribute("aria-label")
        ?? (control.Id is { } id ? html.QuerySelector($"label[for='{id}']")?.TextContent : null)
        ?? control.Closest("label")?.TextContent
        ?? (control is IHtmlButtonElement ? control.TextContent : "");

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

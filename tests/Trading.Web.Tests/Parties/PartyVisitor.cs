using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trading.Web.Tests.Parties;

/// <summary>
/// Somebody at a browser without scripts: goes to addresses, follows redirects, fills fields in by their labels and presses buttons by their words.
/// A form sends everything that it shows, as browsers do.
/// </summary>
public sealed class PartyVisitor(HttpClient client) : IDisposable
{
    private const int MostRedirects = 5;

    public IHtmlDocument Page { get; private set; } = null!;
    public HttpStatusCode Status { get; private set; }

    /// <summary>Path and query of the page that is shown.</summary>
    public string Address { get; private set; } = "/";

    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>The words of the page's own part.</summary>
    public string Text => Page.QuerySelector("main")!.TextContent;

    /// <summary>The error summary, from the top down.</summary>
    public IReadOnlyList<string> Errors => [.. Page.QuerySelectorAll(".errors li").Select(li => li.TextContent.Trim())];

    public async Task GoAsync(string url) => await FollowAsync(HttpMethod.Get, url, null);

    /// <summary>Presses the button with these words, after filling the fields of its form in; a choice is named by its own words, with "on" or "off".</summary>
    public async Task PressAsync(string button, params (string Label, string Value)[] typed)
    {
        foreach (var (label, value) in typed)
        {
            Fill(label, value);
        }

        var form = Form(button);
        using var content = new FormUrlEncodedContent(Sent(form));
        await FollowAsync(HttpMethod.Post, form.GetAttribute("action")!, content);
    }

    /// <summary>What a field shows.</summary>
    public string Shown(string label) => Control(label) switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } input => input.IsChecked ? "on" : "off",
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.SelectedOptions.Single().Text,
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "Nothing can be typed there."),
    };

    /// <summary>The sentence beside a field.</summary>
    public string? ErrorAt(string label)
    {
        var text = Control(label).Closest(".field")?.QuerySelector(".err")?.TextContent.Trim();
        return text?.Replace("错误：", "", StringComparison.Ordinal);
    }

    public bool Has(string button) => Page.QuerySelectorAll("main button").Any(b => b.TextContent.Trim() == button);

    public void Dispose() => client.Dispose();

    private void Fill(string label, string value)
    {
        switch (Control(label))
        {
            case IHtmlInputElement { Type: "checkbox" or "radio" } input:
                input.IsChecked = value == "on";
                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                select.Value = select.Options.Single(o => o.Text == value).Value;
                break;
        }
    }

    private IElement Control(string label)
    {
        var labels = Page.QuerySelectorAll("main label").OfType<IHtmlLabelElement>().Where(l => Words(l) == label).ToList();
        Assert.True(labels.Count == 1, $"{labels.Count} fields '{label}' on {Address} ({Heading}).");
        return labels[0].GetAttribute("for") is { } id ? Page.GetElementById(id)! : labels[0].QuerySelector("input:not([type=hidden])")!;
    }

    // A choice's label holds its hint, too.
    private static string Words(IHtmlLabelElement label) =>
        string.Concat((label.QuerySelector("span") ?? label).ChildNodes.Where(n => n is IText).Select(n => n.TextContent)).Trim();

    private IHtmlFormElement Form(string button)
    {
        var pressed = Page.QuerySelectorAll("button").Where(b => b.TextContent.Trim() == button).ToList();
        Assert.True(pressed.Count == 1, $"{pressed.Count} buttons '{button}' on {Address} ({Heading}).");
        return (IHtmlFormElement)pressed[0].Closest("form")!;
    }

    private static List<KeyValuePair<string, string>> Sent(IHtmlFormElement form) =>
    [
        .. form.QuerySelectorAll("input, select, textarea").SelectMany(e => e switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
            IHtmlSelectElement select => [KeyValuePair.Create(select.Name!, select.Value!)],
            IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value)],
            _ => Array.Empty<KeyValuePair<string, string>>(),
        }),
    ];

    private async Task FollowAsync(HttpMethod method, string url, HttpContent? content)
    {
        var from = Address;
        for (var step = 0; step <= MostRedirects; step++)
        {
            using var request = new HttpRequestMessage(method, new Uri(url, UriKind.Relative)) { Content = content };
            request.Headers.Referrer = new Uri(new Uri("https://localhost"), from);
            using var response = await client.SendAsync(request);
            if (response.Headers.Location is not { } next)
            {
                Page = await TestSite.ReadAsync(response);
                Status = response.StatusCode;
                // A refused form is shown at the address that it was posted to.
                Address = url;
                return;
            }

            (method, content, url) = (HttpMethod.Get, null, next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString);
        }

        Assert.Fail($"Too many redirects, the last to {url}.");
    }
}

/// <summary>Visitors of the pages of people, registration and sign-in.</summary>
public static class PartyVisitors
{
    public static PartyVisitor Stranger(this TestSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return new PartyVisitor(site.Visitor());
    }

    public static async Task<PartyVisitor> SignedInAsync(this TestSite site, long userId, SessionKind kind = SessionKind.Password)
    {
        ArgumentNullException.ThrowIfNull(site);
        return new PartyVisitor(await site.VisitorAsync(userId, kind));
    }

    /// <summary>Goes through the sign-in page.</summary>
    public static async Task SignInAsync(this PartyVisitor visitor, string name, string password)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await visitor.GoAsync("/sign-in");
        await visitor.PressAsync("登录", ("邮箱或用户名", name), ("密码", password));
    }

    public static async Task AtAsync(this PartyVisitor visitor, string url, HttpStatusCode status)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await visitor.GoAsync(url);
        Assert.Equal(status, visitor.Status);
    }
}

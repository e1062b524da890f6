using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trading.Web.Shared;

/// <summary>What a view tells its layout: title, where the page stands, and the metas of an article.</summary>
public sealed record PageHead(string Title)
{
    private readonly List<(string Word, string Href)> _crumbs = [];

    public IReadOnlyList<(string Word, string Href)> Crumbs => _crumbs;
    public string? ArticleDate { get; private set; }
    public string? ArticleSource { get; private set; }
    public string? Feed { get; private set; }

    /// <summary>One step of the way here, from the top; the home page and the page itself are added by the layout.</summary>
    public PageHead Crumb(string key, string href) => CrumbText(PageWords.W(key), href);

    /// <summary>A step that is called by data, such as a project's name.</summary>
    public PageHead CrumbText(string word, string href)
    {
        _crumbs.Add((word, href));
        return this;
    }

    /// <summary>The address of a feed with what the page lists.</summary>
    public PageHead WithFeed(string href)
    {
        Feed = href;
        return this;
    }

    /// <summary>Marks the page as an article, with the metas PubDate (<c>2026-04-17 09:30</c>) and ContentSource.</summary>
    public PageHead Article(string publishedOn, string source)
    {
        ArticleDate = publishedOn;
        ArticleSource = source;
        return this;
    }
}

public static class PageHeads
{
    private const string Slot = "PageHead";

    /// <summary>Names the page by words. The first line of every view.</summary>
    public static PageHead Page(this IHtmlHelper html, string key, params object[] args) => html.PageText(PageWords.W(key, args));

    /// <summary>Names a page that is called by data, such as a notice's title.</summary>
    public static PageHead PageText(this IHtmlHelper html, string title)
    {
        ArgumentNullException.ThrowIfNull(html);
        var head = new PageHead(title);
        html.ViewData[Slot] = head;
        return head;
    }

    /// <summary>What the view said; a view that said nothing is a defect and fails.</summary>
    public static PageHead PageHead(this IHtmlHelper html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return (PageHead?)html.ViewData[Slot] ?? throw new InvalidOperationException($"The view {html.ViewContext.View.Path} names no page: call Html.Page(key) first.");
    }
}

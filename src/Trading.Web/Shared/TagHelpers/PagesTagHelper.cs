using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;pages paging="@Model.Paging" /&gt;</c>: links that keep the address's other query values and set <c>page</c>.</summary>
[HtmlTargetElement("pages", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagesTagHelper : TagHelper
{
    public required Paging Paging { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pages");
        output.Attributes.SetAttribute("aria-label", PageWords.W("page.pages"));
        output.Content.AppendHtml(Markup.Tag("p", null, PageWords.W("page.shown", Paging.First, Paging.Last, Paging.Total)));
        if (Paging.Pages == 1)
        {
            return;
        }

        Step(output, Paging.Page - 1, "page.previous");
        foreach (var page in Paging.Offered())
        {
            output.Content.AppendHtml(page is { } number ? Number(number) : Markup.Tag("span", null, "…"));
        }

        Step(output, Paging.Page + 1, "page.next");
    }

    private void Step(TagHelperOutput output, int page, string key)
    {
        if (page >= 1 && page <= Paging.Pages)
        {
            output.Content.AppendHtml(Link(page, PageWords.W(key)));
        }
    }

    private TagBuilder Number(int page) => page == Paging.Page
        ? Markup.Tag("span", null, page).Attr("aria-current", "page")
        : Link(page, Text(page)).Attr("aria-label", PageWords.W("page.number", page));

    private TagBuilder Link(int page, string text) =>
        Markup.Tag("a", null, text).Attr("href", PageUrl.With(ViewContext.HttpContext.Request, "page", Text(page)));

    private static string Text(int page) => page.ToString(CultureInfo.InvariantCulture);
}

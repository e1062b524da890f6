using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Infrastructure;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>All that is wrong with the form, from the top of the page down, each line leading to its field. The layouts put it at the top of every page that has errors.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        ViewContext.HttpContext.NeedModule("form");
        var list = Markup.Tag("ul");
        foreach (var (field, state) in ViewContext.ModelState.OrderBy(e => FieldIds.Place(ViewContext.HttpContext, e.Key)))
        {
            foreach (var error in state!.Errors)
            {
                list.With(Markup.Tag("li", null, Line(field, error)));
            }
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("aria-labelledby", "errors-title");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-errors", "");
        output.Content
            .AppendHtml(Markup.Tag("h2", null, PageWords.W("form.errors")).Attr("id", "errors-title"))
            .AppendHtml(list);
    }

    private TagBuilder Line(string field, ModelError error)
    {
        var sentence = FieldIds.About(ViewContext.HttpContext, field) is { } about ? PageWords.W("refusal.about", about, error.Sentence()) : error.Sentence();
        var line = FieldIds.Find(ViewContext.HttpContext, field) is { } id
            ? Markup.Tag("a", null, sentence).Attr("href", $"#{id}")
            : Markup.Tag("b", null, sentence);
        return error.Citation() is { } citation ? Markup.Tag("span", null, line, Citation(citation)) : line;
    }

    /// <summary>The article that the refusal rests on; laws are cited in Chinese on English pages too.</summary>
    internal static TagBuilder Citation(string citation) => Markup.Tag(
        "span",
        "hint block",
        PageWords.W("form.basis"),
        Markup.Tag("span", null, citation).Attr("lang", WordsLanguage.Chinese.Tag()));
}

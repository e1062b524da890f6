using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Domain.Supervision;
using Trading.Infrastructure;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;light of="@step.Light" /&gt;</c>: a light as word and shape, its colour last.</summary>
[HtmlTargetElement("light", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LightTagHelper : TagHelper
{
    public required StepLight Of { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Markup.Tag(
            "span", $"light {Of.Kind().Css()}", IconTagHelper.Svg(ViewContext.HttpContext, Of.Icon()), Words.Of(Of, WordsLanguages.Current)));
    }
}

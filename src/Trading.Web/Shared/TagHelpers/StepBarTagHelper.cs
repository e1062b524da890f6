using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;step-bar label-key="…" steps="@Model.Steps" /&gt;</c>; <c>down</c> stacks the steps.</summary>
[HtmlTargetElement("step-bar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StepBarTagHelper : TagHelper
{
    public required string LabelKey { get; set; }
    public required IEnumerable<PageStep> Steps { get; set; }
    public bool Down { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var list = Markup.Tag("ol", Down ? "steps down flush" : "steps").Attr("aria-label", PageWords.W(LabelKey));
        foreach (var step in Steps)
        {
            list.With(Item(step));
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "step-box");
        output.Content.SetHtmlContent(list);
    }

    private static TagBuilder Item(PageStep step) => step.State switch
    {
        StepState.Todo => Markup.Tag("li", null, Markup.Tag("b", null, step.Word), step.Note),
        StepState.Now => Markup.Tag("li", "now", Markup.Tag("b", null, step.Word), step.Note).Attr("aria-current", "step"),
        StepState.Done => Markup.Tag("li", "done", Markup.Tag("b", null, step.Word), step.Note, Markup.Hidden(PageWords.W("page.step-done"))),
    };
}

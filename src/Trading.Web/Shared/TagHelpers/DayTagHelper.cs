using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;day date="@row.SignedOn" /&gt;</c>: a Beijing day, 2026-04-17.</summary>
[HtmlTargetElement("day", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DayTagHelper : TagHelper
{
    public required DateOnly? Date { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var text = Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = text is null ? null : "time";
        output.Content.SetContent(text ?? "—");
    }
}

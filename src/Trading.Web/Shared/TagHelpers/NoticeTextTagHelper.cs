using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Infrastructure;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;notice-text text="@notice.Body" /&gt;</c>: what an owner wrote, with the Markdown that notices need: headings, lists and paragraphs. Everything
/// else, HTML included, stays the text that it is.
/// </summary>
[HtmlTargetElement("notice-text", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class NoticeTextTagHelper : TagHelper
{
    public required string Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "prose");
        // People write in the language that they work in, whatever language the page is read in.
        output.Attributes.SetAttribute("lang", WordsLanguage.Chinese.Tag());
        foreach (var block in Blocks(Text))
        {
            output.Content.AppendHtml(block);
        }
    }

    private static IEnumerable<TagBuilder> Blocks(string text)
    {
        TagBuilder? open = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            var (tag, content) = Read(line);
            if (open is not null && open.TagName != tag)
            {
                yield return open;
                open = null;
            }

            switch (tag)
            {
                case "h3":
                    yield return Markup.Tag(tag, null, content);
                    break;
                case "ul" or "ol":
                    open = (open ?? Markup.Tag(tag)).With(Markup.Tag("li", null, content));
                    break;
                case "p":
                    open = open is null ? Markup.Tag(tag, null, content) : open.With(Markup.Tag("br").SelfClosing(), content);
                    break;
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static (string Tag, string Content) Read(string line) => line switch
    {
        "" => ("", ""),
        ['#', ..] => ("h3", line.TrimStart('#').Trim()),
        ['-' or '*', ' ', .. var rest] => ("ul", rest),
        _ when Numbered().Match(line) is { Success: true } number => ("ol", line[number.Length..]),
        _ => ("p", line),
    };

    [GeneratedRegex(@"^\d{1,2}[.)]\s+")]
    private static partial Regex Numbered();
}

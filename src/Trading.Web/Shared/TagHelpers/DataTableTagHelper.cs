using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;data-table caption-key="…"&gt;</c> around thead and tbody: a table with a caption that scrolls in its own box and turns its rows into cards
/// on a phone. A header cell takes its word by <c>key</c>; the cells below learn from it what they are called on a card.
/// </summary>
[HtmlTargetElement("data-table", Attributes = "caption-key")]
public sealed class DataTableTagHelper : TagHelper
{
    public required string CaptionKey { get; set; }

    /// <summary>The heading above the table says the same already.</summary>
    public bool CaptionHidden { get; set; }

    public bool Cards { get; set; } = true;
    public string? Css { get; set; }

    public override void Init(TagHelperContext context) => context.Items[typeof(TableColumns)] = new TableColumns();

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var caption = PageWords.W(CaptionKey);
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Cards ? "scroll to-cards" : "scroll");

        // A box that scrolls must be reachable by keyboard, and then needs a name.
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", caption);
        output.Content.SetHtmlContent(Markup.Tag("table", Css, Markup.Tag("caption", CaptionHidden ? "vh" : null, caption), content));
    }
}

/// <summary>The header words of the table being written, and the column that the present row has reached.</summary>
internal sealed class TableColumns
{
    private readonly List<string> _words = [];

    public int Column { get; set; }

    public void Add(string word) => _words.Add(word);

    public string? Word => Column < _words.Count ? _words[Column] : null;
}

/// <summary>Counts the columns of a row.</summary>
[HtmlTargetElement("tr")]
public sealed class TableRowTagHelper : TagHelper
{
    public override void Init(TagHelperContext context)
    {
        if (context.Items.TryGetValue(typeof(TableColumns), out var columns))
        {
            ((TableColumns)columns).Column = 0;
        }
    }
}

/// <summary><c>&lt;th key="…"&gt;&lt;/th&gt;</c> in a table's head.</summary>
[HtmlTargetElement("th", Attributes = "key")]
public sealed class TableHeaderTagHelper : TagHelper
{
    public required string Key { get; set; }

    /// <summary>A column of buttons needs a name for screen readers only.</summary>
    public bool Unseen { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var word = PageWords.W(Key);
        output.Attributes.SetAttribute("scope", "col");
        if (Unseen)
        {
            output.Content.SetHtmlContent(Markup.Hidden(word));
        }
        else
        {
            output.Content.SetContent(word);
        }

        if (context.Items.TryGetValue(typeof(TableColumns), out var columns))
        {
            ((TableColumns)columns).Add(Unseen ? "" : word);
        }
    }
}

/// <summary>Labels each cell with its column for the card view.</summary>
[HtmlTargetElement("td")]
[HtmlTargetElement("th", Attributes = "scope")]
public sealed class TableCellTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(TableColumns), out var found) || context.AllAttributes.ContainsName("key"))
        {
            return;
        }

        var columns = (TableColumns)found;
        if (context.TagName == "td" && columns.Word is { Length: > 0 } word)
        {
            output.Attributes.SetAttribute("data-l", word);
        }

        columns.Column += int.TryParse(context.AllAttributes["colspan"]?.Value?.ToString(), out var span) ? span : 1;
    }
}

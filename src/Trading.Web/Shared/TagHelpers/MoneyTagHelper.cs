using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Domain.Shared;
using Trading.Infrastructure;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;money amount="@x" /&gt;</c> prints 800,000.00 元 (CNY 800,000.00). <c>bare</c> leaves the unit to the column's header; <c>large</c> is the
/// one amount that a page is about; <c>capitals</c> adds 大写, where somebody commits to the amount; <c>entries</c> is the address of what it is made of, left out where it is nothing.
/// </summary>
[HtmlTargetElement("money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyTagHelper(IServiceProvider services) : TagHelper
{
    public required Money? Amount { get; set; }
    public bool Bare { get; set; }
    public bool Large { get; set; }
    public bool Capitals { get; set; }
    public string? Entries { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Amount is not { } amount)
        {
            output.Content.SetContent("—");
            return;
        }

        output.Content.AppendHtml(Entries is null || amount.IsZero ? Figures(amount) : Markup.Tag("a", null, Figures(amount)).Attr("href", Entries));
        if (Capitals && services.GetService<MoneyCapitals>() is { } words)
        {
            // The capitals are the legal form of the amount, and exist in Chinese only.
            output.Content.AppendHtml(Markup.Tag("span", "caps muted block", words(amount)).Attr("lang", WordsLanguage.Chinese.Tag()));
        }
    }

    private TagBuilder Figures(Money amount) => (Bare, Large) switch
    {
        (true, _) => Markup.Tag("span", "num", amount),
        (_, true) => Markup.Tag("span", "big num block", amount, Markup.Tag("small", null, PageWords.W("unit.yuan"))),
        _ => Markup.Tag("span", "money", PageWords.W("unit.amount", amount)),
    };
}

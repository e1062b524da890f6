using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;chart form="Bar" data="@Model.Balances" /&gt;</c>: the drawing, and below it the table with the same numbers.</summary>
[HtmlTargetElement("chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChartTagHelper : TagHelper
{
    public required Chart Data { get; set; }
    public ChartForm Form { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "chart");
        output.Content.AppendHtml(Markup.Tag("figcaption", null, Data.Title));
        if (Data.Series.Count > 1)
        {
            output.Content.AppendHtml(Key());
        }

        output.Content
            .AppendHtml(new ChartDrawing(Data, Form).Svg(PageWords.W("page.chart-summary", Data.Title)))
            .AppendHtml(Markup.Tag("details", null, Markup.Tag("summary", "small", PageWords.W("page.data-table")), Table()));
    }

    private TagBuilder Key()
    {
        var key = Markup.Tag("ul", "key");
        for (var series = 0; series < Data.Series.Count; series++)
        {
            var box = Markup.Tag("rect", $"c{series + 1}").Attr("width", "10").Attr("height", "10").Attr("rx", "2");
            key.With(Markup.Tag("li", null, Markup.Tag("svg", null, box).Attr("viewBox", "0 0 10 10").Attr("aria-hidden", "true"), Data.Series[series].Name));
        }

        return key;
    }

    private TagBuilder Table()
    {
        var head = Markup.Tag("tr", null, Markup.Tag("th", null, Data.LabelsHeader).Attr("scope", "col"));
        foreach (var series in Data.Series)
        {
            head.With(Markup.Tag("th", "n", series.Name).Attr("scope", "col"));
        }

        var body = Markup.Tag("tbody");
        for (var at = 0; at < Data.Labels.Count; at++)
        {
            body.With(Row(at));
        }

        return Markup.Tag("div", "scroll", Markup.Tag("table", null, Markup.Tag("caption", "vh", Data.Title), Markup.Tag("thead", null, head), body))
            .Attr("tabindex", "0").Attr("role", "region").Attr("aria-label", Data.Title);
    }

    private TagBuilder Row(int at)
    {
        var row = Markup.Tag("tr", null, Markup.Tag("th", null, Data.Labels[at]).Attr("scope", "row"));
        foreach (var series in Data.Series)
        {
            row.With(Markup.Tag("td", "n", series.Values[at].ToString(Data.Format, CultureInfo.InvariantCulture)));
        }

        return row;
    }
}

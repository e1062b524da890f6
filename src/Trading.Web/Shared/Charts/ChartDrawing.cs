using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Web.Shared.TagHelpers;

namespace Trading.Web.Shared.Charts;

/// <summary>Draws a chart as SVG of 720 × 234 units, with the axis on the left, the labels below and the sum above each bar.</summary>
internal sealed class ChartDrawing(Chart chart, ChartForm form)
{
    private const decimal LeastLeft = 80m;
    private const decimal Right = 720m;
    private const decimal Ceiling = 26m;
    private const decimal Floor = 204m;
    private const decimal BarShare = 0.55m;
    private const int MostLabels = 12;

    // On a phone letters are larger against the drawing: what one takes, and how many fit beside the axis.
    private const decimal PhoneLetter = 12.5m;
    private const int MostBesideAxis = 5;

    // What a digit of the axis takes of the drawing.
    private const decimal Digit = 7.6m;

    private readonly ChartScale _scale = ChartScale.For(Largest(chart, form));

    // Millions with their fen need more room than hours.
    private decimal Left { get; } = Math.Max(
        LeastLeft, 14m + (Digit * ChartScale.For(Largest(chart, form)).Lines().Max(line => line.ToString(chart.Format, CultureInfo.InvariantCulture).Length)));

    private decimal Slot => (Right - Left) / Math.Max(1, chart.Labels.Count);

    public IHtmlContent Svg(string summary)
    {
        var svg = Markup.Tag("svg").Attr("viewBox", "0 0 720 234").Attr("role", "img").Attr("aria-label", summary);
        foreach (var line in _scale.Lines())
        {
            svg.With(Path("ax", $"M{P(Left)} {P(Y(line))}H{P(Right)}"), Text(Left - 8m, Y(line) + 4m, Print(line), "end", Print(line).Length > MostBesideAxis ? "spare" : null));
        }

        _ = form switch
        {
            ChartForm.Bar => Bars(svg),
            ChartForm.Line => Lines(svg),
        };
        return Labels(svg).With(Path("base", $"M{P(Left)} {P(Floor)}H{P(Right)}"));
    }

    private TagBuilder Bars(TagBuilder svg)
    {
        for (var at = 0; at < chart.Labels.Count; at++)
        {
            var sum = 0m;
            for (var series = 0; series < chart.Series.Count; series++)
            {
                var value = chart.Series[series].Values[at];
                svg.With(Bar(at, series, sum, value));
                sum += value;
            }

            svg.With(Text(Middle(at), Y(sum) - 5m, Print(sum), "middle", "lab" + Spare(at, Print(sum))));
        }

        return svg;
    }

    private TagBuilder Bar(int at, int series, decimal from, decimal value) => Markup.Tag("rect", $"c{series + 1}")
        .Attr("x", P(Middle(at) - (Slot * BarShare / 2m)))
        .Attr("y", P(Y(from + value)))
        .Attr("width", P(Slot * BarShare))
        .Attr("height", P(Y(from) - Y(from + value)));

    private TagBuilder Lines(TagBuilder svg)
    {
        for (var series = 0; series < chart.Series.Count; series++)
        {
            var values = chart.Series[series].Values;
            if (values.Count == 0)
            {
                continue;
            }

            svg.With(Path($"st s{series + 1}", "M" + string.Join('L', values.Select((v, at) => $"{P(Middle(at))} {P(Y(v))}"))));
            svg.With(Text(Middle(values.Count - 1), Y(values[^1]) - 6m, Print(values[^1]), "end", "lab"));
        }

        return svg;
    }

    private TagBuilder Labels(TagBuilder svg)
    {
        // A label every nth place: more than a dozen would run into each other.
        var every = (chart.Labels.Count + MostLabels - 1) / MostLabels;
        for (var at = 0; at < chart.Labels.Count; at += Math.Max(1, every))
        {
            svg.With(Text(Middle(at), 226m, chart.Labels[at], "middle", "x" + Spare(at, chart.Labels[at])));
        }

        return svg;
    }

    // On a phone as many give way as would run into each other.
    private string Spare(int at, string text) => at % Math.Max(1, (int)Math.Ceiling(text.Length * PhoneLetter / Slot)) == 0 ? "" : " spare";

    private decimal Middle(int at) => Left + (Slot * (at + 0.5m));

    private decimal Y(decimal value) => Floor - (value / _scale.Top * (Floor - Ceiling));

    private string Print(decimal value) => value.ToString(chart.Format, CultureInfo.InvariantCulture);

    private static decimal Largest(Chart chart, ChartForm form) => form switch
    {
        ChartForm.Bar => Enumerable.Range(0, chart.Labels.Count).Select(at => chart.Series.Sum(s => s.Values[at])).DefaultIfEmpty().Max(),
        ChartForm.Line => chart.Series.SelectMany(s => s.Values).DefaultIfEmpty().Max(),
    };

    private static TagBuilder Path(string css, string d) => Markup.Tag("path", css).Attr("d", d);

    private static TagBuilder Text(decimal x, decimal y, string text, string anchor, string? css = null) =>
        Markup.Tag("text", css, text).Attr("x", P(x)).Attr("y", P(y)).Attr("text-anchor", anchor);

    private static string P(decimal length) => length.ToString("0.0", CultureInfo.InvariantCulture);
}

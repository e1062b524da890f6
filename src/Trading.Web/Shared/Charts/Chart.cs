namespace Trading.Web.Shared.Charts;

public enum ChartForm
{
    /// <summary>Bars, one on top of the other where there are several series.</summary>
    Bar,

    /// <summary>A line for each series.</summary>
    Line,
}

/// <summary>Up to four series over the same labels; every series has a value for every label. The unit is said in the title.</summary>
public sealed record Chart(string Title, string LabelsHeader, IReadOnlyList<string> Labels, params IReadOnlyList<ChartSeries> Series)
{
    /// <summary>How values print, on the chart and in its table.</summary>
    public string Format { get; init; } = "#,##0.##";
}

public sealed record ChartSeries(string Name, IReadOnlyList<decimal> Values);

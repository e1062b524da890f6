using Trading.Domain.Shared;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Areas.Public.Models;

public sealed record ComponentsPage(DateTime NowUtc, Paging Paging)
{
    public ComponentsForm Form { get; init; } = new();

    public Money Amount { get; } = new(80_000_000);

    public IReadOnlyList<PageStep> Steps { get; } =
    [
        new(PageWords.W("components.step-document"), StepState.Done),
        new(PageWords.W("components.step-deposit"), StepState.Now, PageWords.W("components.to-pay")),
        new(PageWords.W("components.step-bid"), StepState.Todo),
        new(PageWords.W("components.step-opening"), StepState.Todo),
    ];

    public Chart Balances { get; } = new(
        PageWords.W("components.chart"),
        PageWords.W("components.week"),
        ["03-20", "03-27", "04-03", "04-10", "04-17"],
        new ChartSeries(PageWords.W("line.construction"), [2380m, 2690m, 2910m, 3120m, 3264m]),
        new ChartSeries(PageWords.W("line.procurement"), [180m, 240m, 205m, 230m, 218m]));
}

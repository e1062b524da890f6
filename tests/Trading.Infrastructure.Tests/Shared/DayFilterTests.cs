using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Tests.Shared;

public sealed class DayFilterTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    // Of the day before, the day, and the day after; each booked a day later than it counts, in the first minute of the Beijing day.
    private static readonly IQueryable<Row> Rows = Enumerable.Range(-1, 3).Select(i => new Row(Day.AddDays(i), Day.AddDays(i + 3), Instants.StartOfBeijingDay(Day.AddDays(i + 1)))).ToList().AsQueryable();

    [Theory]
    [InlineData(ReportBasis.ValueDay, 0, 0, "0")]
    [InlineData(ReportBasis.ValueDay, null, 0, "-1,0")]
    [InlineData(ReportBasis.ValueDay, 0, null, "0,1")]
    [InlineData(ReportBasis.BookedDay, 0, 0, "-1")]
    [InlineData(ReportBasis.BookedDay, 1, 2, "0,1")]
    [InlineData(ReportBasis.BookedDay, null, null, "-1,0,1")]
    public void Rows_AreThoseOfTheDays_BothIncluded(ReportBasis by, int? from, int? to, string found) => Assert.Equal(
        found, Found(Filter(by, from, to).Of(Rows, r => r.First, r => r.BookedAtUtc)));

    [Fact]
    public void Rows_OfSeveralDays_AreThoseThatTouchThem() =>
        Assert.Equal("-1,0,1", Found(Filter(ReportBasis.ValueDay, 2, 2).Of(Rows, r => r.First, r => r.Last, r => r.BookedAtUtc)));

    private static DayFilter Filter(ReportBasis by, int? from, int? to) => new() { By = by, From = from is { } f ? Day.AddDays(f) : null, To = to is { } t ? Day.AddDays(t) : null };

    private static string Found(IQueryable<Row> rows) => string.Join(",", rows.Select(r => r.First.DayNumber - Day.DayNumber));

    private sealed record Row(DateOnly First, DateOnly Last, DateTime BookedAtUtc);
}

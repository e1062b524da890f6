using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>A column's heading and kind; a totalled one is summed in the last row.</summary>
public sealed record ReportColumn(string Heading, ReportColumnKind Kind, bool IsTotalled = false)
{
    /// <summary>Null is an empty cell in every kind.</summary>
    internal bool Accepts(object? value) => value is null || Kind switch
    {
        ReportColumnKind.Text => value is string,
        ReportColumnKind.Money => value is Money,
        ReportColumnKind.Integer => value is long,
        ReportColumnKind.Date => value is DateOnly,
        ReportColumnKind.Instant => value is DateTime { Kind: DateTimeKind.Utc },
    };

    internal object? Sum(IEnumerable<object?> values) => Kind switch
    {
        ReportColumnKind.Money => Money.Sum(values.OfType<Money>()),
        ReportColumnKind.Integer => values.OfType<long>().Sum(),
        ReportColumnKind.Text or ReportColumnKind.Date or ReportColumnKind.Instant => throw new ArgumentException($"The column '{Heading}' cannot be totalled."),
    };
}

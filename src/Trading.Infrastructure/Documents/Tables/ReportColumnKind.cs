namespace Trading.Infrastructure.Documents.Tables;

/// <summary>What stands in a column, and so how each format writes it.</summary>
public enum ReportColumnKind
{
    /// <summary>A string, written by people or machines: never trusted by a spreadsheet.</summary>
    Text,

    /// <summary>A <see cref="Trading.Domain.Shared.Money"/>, shown in yuan; the heading or a note says so.</summary>
    Money,

    /// <summary>A whole number (<see cref="long"/>).</summary>
    Integer,

    /// <summary>A Beijing day (<see cref="DateOnly"/>).</summary>
    Date,

    /// <summary>An instant (<see cref="DateTime"/>, UTC), shown in Beijing time.</summary>
    Instant,
}

using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>One value as text: for people on paper, for machines in files.</summary>
internal static class ReportCell
{
    public static string OnPaper(object? value) => value switch
    {
        long number => number.ToString("#,##0", CultureInfo.InvariantCulture),
        Money money => money.ToString(),
        _ => InFile(value),
    };

    public static string InFile(object? value) => value switch
    {
        null => "",
        string text => text,
        Money money => (money.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime utc => Instants.ToBeijing(utc).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot stand in a report."),
    };
}

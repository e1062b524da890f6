using System.Globalization;
using System.Text.RegularExpressions;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Reads the cells of one row by column name. What cannot be read is refused with line, column and value. Digits, signs and separators may be
/// full-width everywhere; texts are trimmed and otherwise left as they are.
/// </summary>
internal sealed partial class CellReader(BankProfile profile, TableHeader header, TableRow row)
{
    /// <summary>Longer than any name or remark that a bank prints, shorter than any column that stores one.</summary>
    private const int MaxText = 200;

    /// <summary>100 billion yuan in fen: 100,000 such amounts still add up within 64 bits.</summary>
    private const decimal MaxFen = 10_000_000_000_000m;

    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    public int Line => row.Line;

    public string Cell(string column) => row.Cells[header.PlaceOf(column)].Trim();

    public RuleBrokenException Malformed(string column) => CsvTable.Malformed(row.Line, column, Cell(column));

    public string Text(string? column)
    {
        if (column is null)
        {
            return string.Empty;
        }

        var text = Cell(column);
        return text.Length <= MaxText ? text : throw Malformed(column);
    }

    public string Required(string column) => Text(column) is { Length: > 0 } text ? text : throw Malformed(column);

    /// <summary>A number that is not counted with: account, sub-account, serial. Spaces and the apostrophe that keeps it from being one are dropped.</summary>
    public string Number(string? column) =>
        string.Concat(HalfWidth.Of(Text(column)).TrimStart('\'').Where(c => !char.IsWhiteSpace(c)));

    public Money? OptionalAmount(string column)
    {
        var text = HalfWidth.Of(Cell(column)).Trim();
        return text.Length == 0 ? null : AmountOf(profile, text) ?? throw Malformed(column);
    }

    public Money Amount(string column) => OptionalAmount(column) ?? throw Malformed(column);

    /// <summary>A Beijing day, with the time of day where the format has hours.</summary>
    public (DateOnly Day, TimeOnly? Time) Date(string column, IReadOnlyList<string> formats)
    {
        var text = HalfWidth.Of(Cell(column)).Trim();
        foreach (var format in formats)
        {
            if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                && parsed.Year is >= FirstYear and <= LastYear)
            {
                return (DateOnly.FromDateTime(parsed), format.Contains('H', StringComparison.Ordinal) ? TimeOnly.FromDateTime(parsed) : null);
            }
        }

        throw Malformed(column);
    }

    public TimeOnly Time(string column, IReadOnlyList<string> formats) =>
        TimeOnly.TryParseExact(HalfWidth.Of(Cell(column)).Trim(), [.. formats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Malformed(column);

    /// <summary>An amount as the profile's bank writes it; null where it is none. Trailing zeros are no decimals.</summary>
    public static Money? AmountOf(BankProfile profile, string text)
    {
        var digits = text.TrimStart('¥').Trim();
        var form = profile.ThousandsCommas ? WithCommas() : WithoutCommas();
        if (!form.IsMatch(digits) || (profile.Unit == AmountUnit.Fen && digits.Contains('.', StringComparison.Ordinal))
            || !decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var fen = profile.Unit == AmountUnit.Fen ? number : number * 100m;
        return Math.Abs(fen) <= MaxFen ? new Money((long)fen) : null;
    }

    [GeneratedRegex(@"^-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.[0-9]{1,2}0{0,10})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithCommas();

    [GeneratedRegex(@"^-?[0-9]{1,15}(?:\.[0-9]{1,2}0{0,10})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutCommas();
}

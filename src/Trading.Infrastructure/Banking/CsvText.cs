namespace Trading.Infrastructure.Banking;

/// <summary>Text for CSV files that people open in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>
    /// Text that no spreadsheet takes for a formula: one that begins with = + - @, their full-width twins, a tab, a line break or NUL gets an
    /// apostrophe in front (OWASP ASVS 5.0, 1.2.10). Everything else is unchanged. Not for numbers: −5 stays a number.
    /// </summary>
    public static string Neutralise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n' or '\0', ..] ? "'" + text : text;
    }
}

namespace Trading.Infrastructure.Shared;

/// <summary>Text for CSV and spreadsheet files that people open: a name must not become a program on the desk of the finance office.</summary>
public static class SpreadsheetText
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

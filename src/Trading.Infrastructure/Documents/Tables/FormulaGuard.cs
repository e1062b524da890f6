using System.Buffers;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>
/// Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP ASVS 5.0, 1.2.10): a bidder's name must not become a program
/// on the desk of the finance office. Full-width signs count, because East Asian spreadsheets read them as the narrow ones.
/// </summary>
internal static class FormulaGuard
{
    private static readonly SearchValues<char> Triggers = SearchValues.Create("=+-@\t\r\n\0＝＋－＠");

    public static string Neutral(string text) => text.Length > 0 && Triggers.Contains(text[0]) ? $"'{text}" : text;
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Trading.Domain.Treasury;

/// <summary>What the two lines of revenue number, each in a series of its own per centre and year.</summary>
public enum TreasuryPaper
{
    /// <summary>缴款通知书, JK.</summary>
    Notice,

    /// <summary>票据, PJ.</summary>
    Receipt,

    /// <summary>返还, FH.</summary>
    Return,

    /// <summary>冲销单, TF: what of a receipt goes back to its payer.</summary>
    Void,

    /// <summary>退付申请, TK: what of a remittance the treasury is to give back.</summary>
    Claim,
}

/// <summary>The numbers of papers and returns: letters, the centre, the year and a running number without gaps.</summary>
/// <example><c>FH-0001-2026-000001</c>.</example>
public static partial class TreasuryNumber
{
    /// <summary>The name of the series that counts them.</summary>
    public static string Series(TreasuryPaper paper) => $"treasury-{Letters(paper)}";

    public static string Of(TreasuryPaper paper, long centreId, int year, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Letters(paper)}-{centreId:D4}-{year:D4}-{number:D6}");

    /// <summary>The numbers of returns that a text names, whole: no part of a longer number is one.</summary>
    public static IEnumerable<string> ReturnsIn(string text) => In(TreasuryPaper.Return, text);

    /// <summary>The numbers of claims that a text names, whole.</summary>
    public static IEnumerable<string> ClaimsIn(string text) => In(TreasuryPaper.Claim, text);

    private static IEnumerable<string> In(TreasuryPaper paper, string text) => Numbers().Matches(text).Select(m => m.Value).Where(n => n.StartsWith(Letters(paper) + '-', StringComparison.Ordinal));

    private static string Letters(TreasuryPaper paper) => paper switch
    {
        TreasuryPaper.Notice => "JK",
        TreasuryPaper.Receipt => "PJ",
        TreasuryPaper.Return => "FH",
        TreasuryPaper.Void => "TF",
        TreasuryPaper.Claim => "TK",
    };

    [GeneratedRegex(@"(?<![0-9A-Za-z-])[A-Z]{2}-[0-9]{4,}-[0-9]{4}-[0-9]{6,}(?![0-9A-Za-z-])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}

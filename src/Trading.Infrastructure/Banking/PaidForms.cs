using System.Text.RegularExpressions;
using Trading.Domain.Deposits;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// In what a receipt was paid, by the bank's own word: the summary (摘要) of a table, the transaction code of a camt entry, the type of an MT940 line. What the payer wrote proves nothing. MT940 has no
/// type for cash.
/// </summary>
internal static partial class PaidForms
{
    /// <summary>By the summary of a table's line.</summary>
    public static DepositForm OfSummary(string summary) =>
        Cash().IsMatch(summary) ? DepositForm.Cash
        : summary.Contains("支票", StringComparison.Ordinal) ? DepositForm.Cheque
        : summary.Contains("本票", StringComparison.Ordinal) ? DepositForm.PromissoryNote
        : summary.Contains("汇票", StringComparison.Ordinal) ? DepositForm.Draft
        : DepositForm.Transfer;

    /// <summary>By family and sub-family of the ISO 20022 code of a payment (domain PMNT).</summary>
    public static DepositForm OfCode(string? family, string? subFamily) => (family, subFamily) switch
    {
        ("CNTR", "CDPT" or "BCDP") => DepositForm.Cash,
        ("CNTR", "CHKD") or ("RCHQ", _) => DepositForm.Cheque,
        ("DRFT", _) => DepositForm.Draft,
        _ => DepositForm.Transfer,
    };

    /// <summary>By the type of an MT940 line, such as NCHK.</summary>
    public static DepositForm OfType(string type) => type.Length == 4 && type[1..] == "CHK" ? DepositForm.Cheque : DepositForm.Transfer;

    // Not 现金管理, by which banks call the pooling of accounts.
    [GeneratedRegex("现金(?!管理)|现存|存现", RegexOptions.CultureInvariant)]
    private static partial Regex Cash();
}

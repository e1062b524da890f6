using System.Globalization;
using System.Text.RegularExpressions;
using Trading.Domain.Shared;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Writes the file of payments that an officer hands to the bank, in the form of the bank's profile.</summary>
public static partial class PaymentFileWriter
{
    /// <summary>
    /// One row per payment, numbered from 1, each with the day on which the bank is to pay. Amounts are plain (no commas) in the profile's unit; texts cannot act as formulas; account
    /// numbers are written as they are, and therefore may hold nothing but letters, digits and hyphens, beginning with a letter or digit.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="BankingRules.BadPayeeAccount"/> or <see cref="BankingRules.PaymentNotPositive"/>; nothing is written.
    /// </exception>
    public static void Write(Stream output, BankProfile profile, DateOnly payOn, IReadOnlyList<PaymentOrder> payments)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(payments);
        Refuse(payments);
        using var csv = BankCsv.Writer(output, profile);
        var columns = profile.Payments;
        BankCsv.Row(csv, columns.Sequence, columns.EndToEndId, columns.PayeeName, columns.PayeeAccount, columns.PayeeBank, columns.Amount, columns.PayOn, columns.Purpose);
        foreach (var (index, payment) in payments.Index())
        {
            BankCsv.Row(
                csv,
                (index + 1).ToString(CultureInfo.InvariantCulture),
                payment.EndToEndId,
                SpreadsheetText.Neutralise(payment.PayeeName),
                payment.PayeeAccount,
                SpreadsheetText.Neutralise(payment.PayeeBank),
                BankCsv.Amount(profile, payment.Amount),
                payOn.ToString(columns.DateFormat, CultureInfo.InvariantCulture),
                SpreadsheetText.Neutralise(payment.Purpose));
        }
    }

    /// <summary>Whether a payment to the account can stand in a file; a masked or missing number cannot.</summary>
    public static bool IsPayable(string account) => AccountNumber().IsMatch(account);

    internal static void Refuse(IReadOnlyList<PaymentOrder> payments)
    {
        foreach (var (index, payment) in payments.Index())
        {
            if (!IsPayable(payment.PayeeAccount))
            {
                throw new RuleBrokenException(BankingRules.BadPayeeAccount, index + 1, payment.PayeeAccount);
            }

            if (!payment.Amount.IsPositive)
            {
                throw new RuleBrokenException(BankingRules.PaymentNotPositive, index + 1, payment.Amount);
            }
        }
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountNumber();
}

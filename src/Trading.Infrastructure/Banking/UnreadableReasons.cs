using System.Globalization;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking;

/// <summary>Why a file could not be read, as everybody of finance may know it.</summary>
internal static class UnreadableReasons
{
    /// <summary>A cell cannot be read: {0} its column.</summary>
    public const string Cell = "banking.unreadable.cell";

    /// <summary>The file is not in the profile's encoding: {0} the encoding.</summary>
    public const string Encoding = "banking.unreadable.encoding";

    /// <summary>A field cannot be read: {0} the format, {1} the field.</summary>
    public const string Field = "banking.unreadable.field";

    /// <summary>A field is missing: {0} the format, {1} the field.</summary>
    public const string Missing = "banking.unreadable.missing";

    /// <summary>The file is broken XML, or carries a document type or entities.</summary>
    public const string Xml = "banking.unreadable.xml";

    /// <summary>The refusals that are about the file itself; whatever else goes wrong is tried again.</summary>
    private static readonly string[] OfFiles =
    [
        BankingRules.MalformedCsv, BankingRules.MissingColumn, BankingRules.MissingLabel, BankingRules.WrongEncoding, BankingRules.OtherCurrency, BankingRules.EmptyStatement,
        BankingRules.EmptyFile, BankingRules.FileTooLarge, BankingRules.TooManyRows, BankingRules.OtherAccount, BankingRules.AccountNotRegistered,
        BankingRules.BadSheet,
        DepositRules.UnknownPayment, DepositRules.UnknownPaymentFile, DepositRules.ReplyAmountDiffers, DepositRules.ReplyDayImpossible, DepositRules.ReplyContradicts,
        DepositRules.ReplyDuplicate, DepositRules.ReplyNamesNothing,
        BankFileRules.BadField, BankFileRules.FieldMissing, BankFileRules.BadXml, BankFileRules.UnknownMessage, BankFileRules.NoStatement,
    ];

    public static bool IsOfTheFile(RuleBrokenException refusal) => OfFiles.Contains(refusal.Rule);

    /// <summary>
    /// The words and what fills them. The line of a cell tells how many lie before it, and what stands in the cell may be a payer: both are left out.
    /// Whoever uploads the file by hand is told both.
    /// </summary>
    public static (string Key, IReadOnlyList<string> Values) Of(RuleBrokenException refusal) => refusal.Rule switch
    {
        BankingRules.MalformedCsv => (Cell, [Text(refusal.Limits[1])]),
        BankingRules.WrongEncoding => (Encoding, [Text(refusal.Limits[1])]),
        BankFileRules.BadField => (Field, [Text(refusal.Limits[0]), Text(refusal.Limits[2])]),
        BankFileRules.FieldMissing => (Missing, [Text(refusal.Limits[0]), Text(refusal.Limits[2])]),
        BankFileRules.BadXml => (Xml, []),
        _ => ($"rule.{refusal.Rule}", [.. refusal.Limits.Select(Text)]),
    };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

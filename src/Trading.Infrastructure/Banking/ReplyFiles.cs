using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>What a bank says of all payments of a message that it does not name for themselves.</summary>
/// <param name="MessageId">The number of the message (<see cref="PaymentFiles.MessageIdOf"/>).</param>
/// <param name="Progress">How far they are.</param>
/// <param name="Reason">Why.</param>
public sealed record WholeReply(string MessageId, PaymentProgress Progress, string Reason)
{
    /// <summary>The same said of one payment.</summary>
    public PaymentReply Of(string endToEndId) => new(0, endToEndId, null, null, Reason) { Progress = Progress, IsDuplicate = ReplyFiles.IsDuplicate(Reason) };
}

/// <summary>A bank's answer to payments, whatever its form.</summary>
public sealed record ReplyFile(IReadOnlyList<PaymentReply> Payments, WholeReply? Whole = null);

/// <summary>
/// Reads a bank's answer to payments, told by what is in it and not by its name: pain.002, the debits and returns of a camt.054, or the table of the
/// account's profile.
/// </summary>
public static class ReplyFiles
{
    private const string StatusReport = "CstmrPmtStsRpt";
    private const string Notification = "BkToCstmrDbtCdtNtfctn";

    // ISO 20022 external codes: message, group or payment that the bank has already.
    private static readonly string[] Duplicates = ["DU01", "DU02", "DU03", "DU04", "DU05", "AM05"];

    /// <exception cref="RuleBrokenException">
    /// One of <see cref="BankingRules"/> or <see cref="BankFileRules"/>; <c>deposits.reply-names-nothing</c>. Nothing of the file is returned.
    /// </exception>
    public static ReplyFile Read(byte[] file, BankAccount account)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(account);
        StatementFiles.RequireFits(file.Length);
        if (!BankFileReader.LooksLikeXml(file))
        {
            using var stream = new MemoryStream(file, writable: false);
            return new ReplyFile(ReplyReader.Read(stream, BankProfiles.Of(account.Profile)));
        }

        var message = MessageOf(file) ?? "";
        var read = message == StatusReport ? OfReport(Pain002Reader.Read(file))
            : message.StartsWith(Notification, StringComparison.Ordinal) ? OfNotification(BankFileReader.Read(file), account)
            : throw new RuleBrokenException(BankFileRules.UnknownMessage, message);
        return read.Payments.Count > 0 || read.Whole is not null ? read : throw new RuleBrokenException(DepositRules.ReplyNamesNothing);
    }

    /// <summary>Whether a file tells of itself that it answers payments of ours; a table does not.</summary>
    public static bool Knows(byte[] file)
    {
        if (!BankFileReader.LooksLikeXml(file))
        {
            return false;
        }

        try
        {
            return MessageOf(file) is { } message
                && (message == StatusReport || (message.StartsWith(Notification, StringComparison.Ordinal) && LinesOf(BankFileReader.Read(file)).Any(IsOurs)));
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    }

    internal static bool IsDuplicate(string reason) => Duplicates.Any(code => reason.Split(' ').Contains(code));

    private static string? MessageOf(byte[] file) => IsoXml.Load(file).Elements().FirstOrDefault()?.Name.LocalName;

    private static ReplyFile OfReport(PaymentStatusReport report)
    {
        var twice = report.Payments.GroupBy(p => p.EndToEndId).FirstOrDefault(p => p.Count() > 1)?.Last();
        return twice is not null
            ? throw new RuleBrokenException(BankFileRules.BadField, "pain.002", twice.Line, "OrgnlEndToEndId", twice.EndToEndId)
            : new ReplyFile([.. report.Payments.Select(p => Of(p.Reason.Length > 0 ? p : p with { Reason = report.Reason }))], report.Whole is { } whole ? new WholeReply(report.OriginalMessageId, whole, report.Reason) : null);
    }

    private static PaymentReply Of(PaymentStatus status)
    {
        // Payments of ours are in renminbi.
        if (status.Amount is { Currency: not BankAccount.Renminbi } other)
        {
            throw new RuleBrokenException(BankFileRules.BadField, "pain.002", status.Line, "InstdAmt", other.Currency);
        }

        return new PaymentReply(
            status.Line, status.EndToEndId, status.Amount is { } amount ? new Money(amount.Units) : null, status.Progress == PaymentProgress.Settled ? status.SettledOn : null,
            status.Reason)
        {
            Progress = status.Progress,
            IsDuplicate = status.Progress == PaymentProgress.Rejected && IsDuplicate(status.Reason),
        };
    }

    private static ReplyFile OfNotification(BankFile file, BankAccount account)
    {
        if (file.Statements.FirstOrDefault(s => s.Currency != account.Currency || PayerCheck.NormaliseAccount(s.Account) != PayerCheck.NormaliseAccount(account.Number)) is { } other)
        {
            throw new RuleBrokenException(BankingRules.OtherAccount, account.Number, $"{other.Account} {other.Currency}");
        }

        return new ReplyFile([.. LinesOf(file).Where(IsOurs).Select(Of)]);
    }

    // A debit is the payment; a credit, or a debit taken back, is the payment coming back.
    private static PaymentReply Of(StatementLine line) => line.Amount.IsPositive
        ? new PaymentReply(line.Row, line.EndToEndId, line.Amount, null, line.Remark) { CameBackOn = line.BookedOn }
        : new PaymentReply(line.Row, line.EndToEndId, -line.Amount, line.BookedOn, "");

    private static IEnumerable<StatementLine> LinesOf(BankFile file) => file.Statements.SelectMany(s => s.Lines);

    private static bool IsOurs(StatementLine line) => RandomNumbers.IsEndToEndId(line.EndToEndId);
}

using System.Xml.Linq;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>How far a bank has come with a payment.</summary>
public enum PaymentProgress
{
    /// <summary>Received, checked or in process: nothing has left the account for good.</summary>
    Accepted,

    /// <summary>Settled on the payer's or the payee's account.</summary>
    Settled,

    /// <summary>Not carried out.</summary>
    Rejected,
}

/// <summary>What a bank says about one payment.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="EndToEndId">Which payment.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Reason">Codes and words, in this order.</param>
public sealed record PaymentStatus(int Line, string EndToEndId, PaymentProgress Progress, string Reason)
{
    /// <summary>In minor units; null where the bank does not repeat it.</summary>
    public (long Units, string Currency)? Amount { get; init; }

    /// <summary>The day of the settlement; null where the bank tells none: the instant of its acceptance is no such day.</summary>
    public DateOnly? SettledOn { get; init; }
}

/// <summary>A bank's answer to a payment order (pain.002).</summary>
/// <param name="OriginalMessageId">The order that it answers; empty where the bank could not even read its number.</param>
/// <param name="Whole">What it says about all payments alike; null where it speaks of each, or of none.</param>
/// <param name="Reason">Why, where it speaks of all of them.</param>
/// <param name="Payments">What it says about single ones.</param>
public sealed record PaymentStatusReport(string OriginalMessageId, PaymentProgress? Whole, string Reason, IReadOnlyList<PaymentStatus> Payments);

/// <summary>Reads pain.002 by local names: some banks write no namespace. The status of a group counts for its payments where these have none of their own.</summary>
public static class Pain002Reader
{
    private const string Format = "pain.002";

    /// <exception cref="RuleBrokenException">One of <see cref="BankFileRules"/>; nothing of the file is returned.</exception>
    public static PaymentStatusReport Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var root = IsoXml.Load(file);
        var report = root.Child("CstmrPmtStsRpt") ?? throw new RuleBrokenException(BankFileRules.UnknownMessage, root.Elements().FirstOrDefault()?.Name.LocalName ?? root.Name.LocalName);
        var group = report.Child("OrgnlGrpInfAndSts") ?? throw Missing(report, "OrgnlGrpInfAndSts");
        var parts = report.Children("OrgnlPmtInfAndSts").ToList();
        var whole = Progress(group, "GrpSts");
        var single = parts.Count == 1 ? Progress(parts[0], "PmtInfSts") : null;
        return new PaymentStatusReport(
            group.Text("OrgnlMsgId") ?? "",
            whole == PaymentProgress.Rejected ? whole : single ?? whole,
            ReasonOf(group) is { Length: > 0 } reason ? reason : parts.Select(ReasonOf).FirstOrDefault(r => r.Length > 0) ?? "",
            [.. parts.SelectMany(part => part.Children("TxInfAndSts").Select(tx => Payment(tx, Progress(part, "PmtInfSts") ?? whole)))]);
    }

    private static PaymentStatus Payment(XElement payment, PaymentProgress? ofAll)
    {
        var (field, original) = (new IsoFields(Format), payment.Child("OrgnlTxRef"));
        return new PaymentStatus(
            payment.Line(),
            payment.Text("OrgnlEndToEndId") ?? throw Missing(payment, "OrgnlEndToEndId"),
            Progress(payment, "TxSts") ?? ofAll ?? throw Missing(payment, "TxSts"),
            ReasonOf(payment))
        {
            Amount = original?.Child("Amt") is { } amount && amount.Child("InstdAmt") is not null ? field.Amount(amount, "InstdAmt") : null,
            SettledOn = field.Day(payment.Child("FctvIntrBkSttlmDt")) ?? (original is null ? null : field.Instant(original, "IntrBkSttlmDt")),
        };
    }

    // External code set ExternalPaymentTransactionStatus1Code, as far as it tells where the money is.
    private static PaymentProgress? Progress(XElement at, string name) => at.Text(name) switch
    {
        null or "PART" => null,
        "RJCT" or "CANC" => PaymentProgress.Rejected,
        "ACSC" or "ACCC" => PaymentProgress.Settled,
        "ACCP" or "ACTC" or "ACSP" or "ACWC" or "ACWP" or "ACFC" or "RCVD" or "PDNG" => PaymentProgress.Accepted,
        var unknown => throw new RuleBrokenException(BankFileRules.BadField, Format, at.Child(name)!.Line(), name, unknown),
    };

    private static string ReasonOf(XElement at) => string.Join(
        ' ', at.Children("StsRsnInf").SelectMany(r => r.Children("AddtlInf").Select(a => a.Value.Trim()).Prepend(r.Text("Rsn", "Cd") ?? r.Text("Rsn", "Prtry") ?? ""))
            .Where(t => t.Length > 0));

    private static RuleBrokenException Missing(XElement at, string name) => new(BankFileRules.FieldMissing, Format, at.Line(), name);
}

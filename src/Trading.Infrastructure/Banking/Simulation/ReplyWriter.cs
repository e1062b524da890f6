using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking.Simulation;

/// <summary>The simulated bank's answer to a payment file.</summary>
public static class ReplyWriter
{
    /// <summary>
    /// Answers each payment: paid on the given Beijing day, or rejected where <paramref name="reasonToReject"/> gives a reason.
    /// </summary>
    public static void Write(Stream output, BankProfile profile, IEnumerable<PaymentOrder> payments, DateOnly paidOn, Func<PaymentOrder, string?>? reasonToReject = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(payments);
        var layout = profile.Replies;
        using var csv = BankCsv.Writer(output, profile);
        BankCsv.Row(csv, layout.EndToEndId, layout.Amount, layout.Result, layout.PaidOn, layout.Reason);
        foreach (var payment in payments)
        {
            var reason = reasonToReject?.Invoke(payment);
            BankCsv.Row(
                csv,
                payment.EndToEndId,
                BankCsv.Amount(profile, payment.Amount),
                reason is null ? layout.PaidWords[0] : layout.RejectedWords[0],
                reason is null ? paidOn.ToString(layout.DateFormats[0], CultureInfo.InvariantCulture) : string.Empty,
                reason ?? string.Empty);
        }
    }

    /// <summary>The same as ISO 20022 pain.002.001.03, in answer to a message: each payment settled on the day, or rejected as to a closed account.</summary>
    public static void WriteReport(Stream output, string messageId, IEnumerable<PaymentOrder> payments, DateOnly? paidOn, Func<PaymentOrder, string?>? reasonToReject = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(payments);
        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03";
        var report = new XElement(
            ns + "Document",
            new XElement(
                ns + "CstmrPmtStsRpt",
                new XElement(ns + "GrpHdr", new XElement(ns + "MsgId", "R" + messageId)),
                new XElement(ns + "OrgnlGrpInfAndSts", new XElement(ns + "OrgnlMsgId", messageId), new XElement(ns + "OrgnlMsgNmId", "pain.001")),
                new XElement(
                    ns + "OrgnlPmtInfAndSts", new XElement(ns + "OrgnlPmtInfId", messageId), payments.Select(p => Status(ns, p, paidOn, reasonToReject?.Invoke(p))))));
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        report.Save(writer);
    }

    private static XElement Status(XNamespace ns, PaymentOrder payment, DateOnly? paidOn, string? reason) => new(
        ns + "TxInfAndSts",
        new XElement(ns + "OrgnlEndToEndId", payment.EndToEndId),
        new XElement(ns + "TxSts", reason is null ? "ACSC" : "RJCT"),
        reason is null ? null : new XElement(ns + "StsRsnInf", new XElement(ns + "Rsn", new XElement(ns + "Cd", "AC04")), new XElement(ns + "AddtlInf", reason)),
        new XElement(
            ns + "OrgnlTxRef",
            new XElement(ns + "Amt", new XElement(ns + "InstdAmt", new XAttribute("Ccy", BankAccount.Renminbi), CurrencyUnits.Text(payment.Amount.Fen, BankAccount.Renminbi))),
            reason is null && paidOn is { } day ? new XElement(ns + "IntrBkSttlmDt", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null));
}

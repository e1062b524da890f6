using System.Globalization;
using System.Xml;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>The versions of the payment order that banks take.</summary>
public enum Pain001Version
{
    V03,
    V09,
}

/// <summary>What stands above the payments of a file.</summary>
/// <param name="MessageId">At most 35 characters; the bank's answer names it.</param>
/// <param name="CreatedUtc">When the file was made.</param>
/// <param name="PayerName">The account's holder.</param>
/// <param name="PayerAccount">The account that pays.</param>
/// <param name="PayerBank">The name of its bank.</param>
/// <param name="PayOn">The Beijing day on which the bank is to pay.</param>
public sealed record Pain001Head(string MessageId, DateTime CreatedUtc, string PayerName, string PayerAccount, string PayerBank, DateOnly PayOn);

/// <summary>Writes payments in CNY as ISO 20022 pain.001.001.03 or .09: one message, one group of payments, booked one by one.</summary>
public static class Pain001Writer
{
    private const int MaxName = 140;
    private const int MaxRemittance = 140;

    /// <exception cref="RuleBrokenException"><see cref="BankingRules.BadPayeeAccount"/>, <see cref="BankingRules.PaymentNotPositive"/>; nothing is written.</exception>
    public static void Write(Stream output, Pain001Version version, Pain001Head head, IReadOnlyList<PaymentOrder> payments)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(payments);
        PaymentFileWriter.Refuse(payments);
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, CloseOutput = false, Encoding = new System.Text.UTF8Encoding(false) });
        xml.WriteStartElement("Document", Namespace(version));
        xml.WriteStartElement("CstmrCdtTrfInitn");
        var (count, sum) = (payments.Count.ToString(CultureInfo.InvariantCulture), Amount(Money.Sum(payments.Select(p => p.Amount))));
        Group(xml, "GrpHdr", () =>
        {
            Field(xml, "MsgId", head.MessageId);
            Field(xml, "CreDtTm", head.CreatedUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Field(xml, "NbOfTxs", count);
            Field(xml, "CtrlSum", sum);
            Group(xml, "InitgPty", () => Field(xml, "Nm", Cut(head.PayerName, MaxName)));
        });
        Group(xml, "PmtInf", () => Payments(xml, version, head, count, sum, payments));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Payments(XmlWriter xml, Pain001Version version, Pain001Head head, string count, string sum, IReadOnlyList<PaymentOrder> payments)
    {
        Field(xml, "PmtInfId", head.MessageId);
        Field(xml, "PmtMtd", "TRF");
        Field(xml, "BtchBookg", "false");
        Field(xml, "NbOfTxs", count);
        Field(xml, "CtrlSum", sum);
        var day = head.PayOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        switch (version)
        {
            case Pain001Version.V03:
                Field(xml, "ReqdExctnDt", day);
                break;
            case Pain001Version.V09:
                Group(xml, "ReqdExctnDt", () => Field(xml, "Dt", day));
                break;
        }

        Group(xml, "Dbtr", () => Field(xml, "Nm", Cut(head.PayerName, MaxName)));
        Account(xml, "DbtrAcct", head.PayerAccount);
        Agent(xml, "DbtrAgt", head.PayerBank);
        foreach (var payment in payments)
        {
            Group(xml, "CdtTrfTxInf", () => Payment(xml, payment));
        }
    }

    private static void Payment(XmlWriter xml, PaymentOrder payment)
    {
        Group(xml, "PmtId", () => Field(xml, "EndToEndId", payment.EndToEndId));
        Group(xml, "Amt", () =>
        {
            xml.WriteStartElement("InstdAmt");
            xml.WriteAttributeString("Ccy", "CNY");
            xml.WriteString(Amount(payment.Amount));
            xml.WriteEndElement();
        });
        // A message may leave the agent out, and may not leave its name empty.
        if (payment.PayeeBank.Length > 0)
        {
            Agent(xml, "CdtrAgt", payment.PayeeBank);
        }

        Group(xml, "Cdtr", () => Field(xml, "Nm", Cut(payment.PayeeName, MaxName)));
        Account(xml, "CdtrAcct", payment.PayeeAccount);
        Group(xml, "RmtInf", () => Field(xml, "Ustrd", Cut(payment.Purpose, MaxRemittance)));
    }

    private static void Account(XmlWriter xml, string name, string number) =>
        Group(xml, name, () => Group(xml, "Id", () => Group(xml, "Othr", () => Field(xml, "Id", number))));

    private static void Agent(XmlWriter xml, string name, string bank) => Group(xml, name, () => Group(xml, "FinInstnId", () => Field(xml, "Nm", Cut(bank, MaxName))));

    private static void Group(XmlWriter xml, string name, Action inside)
    {
        xml.WriteStartElement(name);
        inside();
        xml.WriteEndElement();
    }

    private static void Field(XmlWriter xml, string name, string text) => xml.WriteElementString(name, text);

    // What XML cannot hold is a blank; a character of two halves is never cut apart.
    private static string Cut(string text, int most)
    {
        var clean = string.Concat(text.EnumerateRunes().Select(r => r.Value > char.MaxValue || XmlConvert.IsXmlChar((char)r.Value) ? r.ToString() : " "));
        return clean.Length <= most ? clean : clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)];
    }

    private static string Amount(Money money) => CurrencyUnits.Text(money.Fen, "CNY");

    private static string Namespace(Pain001Version version) => version switch
    {
        Pain001Version.V03 => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03",
        Pain001Version.V09 => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09",
    };
}

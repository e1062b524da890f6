using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>
/// Reads camt.052, .053 and .054. Elements are found by their local names, because versions differ in their namespace and some banks write none;
/// document types and entities are forbidden.
/// </summary>
internal static class CamtReader
{
    private static readonly (string Message, string Report, BankFileFormat Format)[] Messages =
    [
        ("BkToCstmrAcctRptV01", "Rpt", BankFileFormat.Camt052), ("BkToCstmrAcctRpt", "Rpt", BankFileFormat.Camt052),
        ("BkToCstmrStmtV01", "Stmt", BankFileFormat.Camt053), ("BkToCstmrStmt", "Stmt", BankFileFormat.Camt053),
        ("BkToCstmrDbtCdtNtfctnV01", "Ntfctn", BankFileFormat.Camt054), ("BkToCstmrDbtCdtNtfctn", "Ntfctn", BankFileFormat.Camt054),
    ];

    public static BankFile Read(byte[] file)
    {
        var root = IsoXml.Load(file);
        var message = root.Elements().FirstOrDefault();
        var (name, report, format) = Array.Find(Messages, m => m.Message == message?.Name.LocalName);
        if (name is null)
        {
            throw new RuleBrokenException(BankFileRules.UnknownMessage, message?.Name.LocalName ?? root.Name.LocalName);
        }

        var statements = message!.Children(report).Select(r => Statement(r, format)).ToList();
        return statements.Count > 0 ? new BankFile(format, statements) : throw new RuleBrokenException(BankFileRules.NoStatement, format.Text());
    }

    private static BankStatement Statement(XElement report, BankFileFormat format)
    {
        var field = new IsoFields(format.Text());
        var balances = report.Children("Bal").ToLookup(b => b.Text("Tp", "CdOrPrtry", "Cd") ?? b.Text("Tp", "Cd") ?? "");
        var opening = (balances["OPBD"].FirstOrDefault() ?? balances["PRCD"].FirstOrDefault()) is { } first ? field.Balance(first) : null;
        var closing = balances["CLBD"].LastOrDefault() is { } last ? field.Balance(last) : null;
        var entries = report.Children("Ntry").SelectMany(e => CamtEntries.Read(e, field.Instant(report, "CreDtTm"), field)).ToList();
        var currency = report.Text("Acct", "Ccy") ?? opening?.Currency ?? closing?.Currency ?? entries.Select(e => e.Currency).FirstOrDefault() ?? "";
        return new FormatStatement(
            format, report.Text("Id") ?? "", report.Text("ElctrncSeqNb") ?? report.Text("LglSeqNb"), AccountOf(report.Child("Acct")), currency, opening, closing, entries)
            .Proved();
    }

    /// <summary>The number of an account: its IBAN, or what the bank calls it otherwise.</summary>
    internal static string AccountOf(XElement? account)
    {
        var number = account?.Text("Id", "IBAN") ?? account?.Text("Id", "Othr", "Id") ?? account?.Text("Id", "PrtryAcct", "Id") ?? account?.Text("Id", "BBAN") ?? "";
        return string.Concat(number.Where(c => !char.IsWhiteSpace(c)));
    }
}

/// <summary>ISO 20022 messages as XML without namespaces.</summary>
internal static class IsoXml
{
    private static readonly XmlReaderSettings Closed = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 64 * 1024 * 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="RuleBrokenException"><see cref="BankFileRules.BadXml"/></exception>
    public static XElement Load(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        using var reader = XmlReader.Create(stream, Closed);
        try
        {
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException broken)
        {
            // A document type is refused without saying where it stands.
            var at = (IXmlLineInfo)reader;
            throw broken.LineNumber > 0
                ? new RuleBrokenException(BankFileRules.BadXml, broken.LineNumber, broken.LinePosition)
                : new RuleBrokenException(BankFileRules.BadXml, Math.Max(1, at.LineNumber), Math.Max(1, at.LinePosition));
        }
    }

    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(e => e.Name.LocalName == name);

    public static XElement? Child(this XElement element, string name) => element.Children(name).FirstOrDefault();

    public static XElement? Down(this XElement element, params ReadOnlySpan<string> path)
    {
        var at = element;
        foreach (var name in path)
        {
            if (at.Child(name) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return at;
    }

    /// <summary>The text at the end of a path; null where there is none or it is blank.</summary>
    public static string? Text(this XElement element, params ReadOnlySpan<string> path) => element.Down(path)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static int Line(this XElement element) => ((IXmlLineInfo)element).HasLineInfo() ? ((IXmlLineInfo)element).LineNumber : 0;
}

/// <summary>Reads fields of one message; what cannot be read is refused with line, field and value.</summary>
internal sealed class IsoFields(string format)
{
    /// <summary>A booked balance: its day, and what it says, negative where it is owed to the bank.</summary>
    public BankBalance Balance(XElement balance)
    {
        var (amount, currency) = Amount(balance);
        return new BankBalance(Day(balance.Child("Dt")), IsDebit(balance) ? -amount : amount, currency);
    }

    /// <summary>An amount, which ISO 20022 writes without a sign.</summary>
    public (long Units, string Currency) Amount(XElement parent, string name = "Amt")
    {
        var element = parent.Child(name) ?? throw Missing(parent, name);
        var currency = element.Attribute("Ccy")?.Value ?? throw Missing(element, "Ccy");
        return (CurrencyUnits.Parse(element.Value.Trim(), '.', currency) ?? throw Bad(element, name), currency);
    }

    public bool IsDebit(XElement parent) => parent.Text("CdtDbtInd") switch
    {
        "DBIT" => true,
        "CRDT" => false,
        null => throw Missing(parent, "CdtDbtInd"),
        _ => throw Bad(parent.Child("CdtDbtInd")!, "CdtDbtInd"),
    };

    /// <summary>A day, given as a day or as an instant: the day that the bank writes, in its own time.</summary>
    public DateOnly? Day(XElement? date) => date is null ? null : Instant(date, "Dt") ?? Instant(date, "DtTm");

    /// <summary>The day of a field that holds a day or an instant; null where there is none.</summary>
    public DateOnly? Instant(XElement parent, string name)
    {
        if (parent.Text(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text[..Math.Min(10, text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Bad(parent.Child(name)!, name);
    }

    public RuleBrokenException Missing(XElement at, string name) => new(BankFileRules.FieldMissing, format, at.Line(), name);

    private RuleBrokenException Bad(XElement at, string name) => new(BankFileRules.BadField, format, at.Line(), name, at.Value.Trim());
}

using System.Xml.Linq;
using Trading.Domain.Deposits;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>Reads the entries of a camt report. An entry that gathers several payments becomes one for each of them where their amounts add up to it.</summary>
internal static class CamtEntries
{
    public static IEnumerable<FormatEntry> Read(XElement entry, DateOnly? reportedOn, IsoFields field)
    {
        var (units, currency) = field.Amount(entry);
        var sign = field.IsDebit(entry) ? -1 : 1;
        var booked = field.Day(entry.Child("BookgDt")) ?? field.Day(entry.Child("ValDt")) ?? reportedOn ?? throw field.Missing(entry, "BookgDt");
        var whole = new FormatEntry
        {
            Line = entry.Line(),
            EntryLine = entry.Line(),
            BookedOn = booked,
            ValueOn = field.Day(entry.Child("ValDt")) ?? booked,
            Amount = sign * units,
            Currency = currency,
            IsReversal = entry.Text("RvslInd") is "true" or "1",
            IsBooked = (entry.Text("Sts", "Cd") ?? entry.Text("Sts") ?? "BOOK") == "BOOK",
            // NtryRef may be no more than the entry's number in this message.
            BankReference = entry.Text("AcctSvcrRef") ?? "",
            Remark = entry.Text("AddtlNtryInf") ?? "",
            Form = FormOf(entry) ?? DepositForm.Transfer,
        };
        var details = entry.Children("NtryDtls").SelectMany(d => d.Children("TxDtls")).ToList();
        var parts = details.Select(d => AmountOf(d, currency)).ToList();
        return details.Count switch
        {
            0 => [whole],
            1 => [With(whole, details[0])],
            _ when parts.TrueForAll(p => p is not null) && parts.Sum() == units =>
                details.Zip(parts, (detail, part) => With(whole, detail) with { Amount = sign * part!.Value }),
            _ => [whole],
        };
    }

    // Versions 1 to 3 keep the amount of a payment under AmtDtls, later ones beside it.
    private static long? AmountOf(XElement detail, string currency)
    {
        var amount = detail.Child("Amt") ?? detail.Down("AmtDtls", "TxAmt", "Amt");
        return amount?.Attribute("Ccy")?.Value == currency ? CurrencyUnits.Parse(amount.Value.Trim(), '.', currency) : null;
    }

    private static FormatEntry With(FormatEntry whole, XElement detail)
    {
        var isIn = whole.Amount >= 0 != whole.IsReversal;
        var (party, account, agent) = isIn ? ("Dbtr", "DbtrAcct", "DbtrAgt") : ("Cdtr", "CdtrAcct", "CdtrAgt");
        var parties = detail.Child("RltdPties");
        return whole with
        {
            Line = detail.Line(),
            BankReference = detail.Text("Refs", "AcctSvcrRef") ?? whole.BankReference,
            EndToEndId = detail.Text("Refs", "EndToEndId") ?? "",
            CounterpartyName = parties?.Text(party, "Nm") ?? parties?.Text(party, "Pty", "Nm") ?? "",
            CounterpartyAccount = CamtReader.AccountOf(parties?.Child(account)),
            CounterpartyBank = detail.Text("RltdAgts", agent, "FinInstnId", "Nm") ?? detail.Text("RltdAgts", agent, "FinInstnId", "BICFI")
                ?? detail.Text("RltdAgts", agent, "FinInstnId", "BIC") ?? "",
            PaidInto = isIn ? CamtReader.AccountOf(parties?.Child("CdtrAcct")) : "",
            Remark = RemarkOf(detail) is { Length: > 0 } remark ? remark : whole.Remark,
            Form = FormOf(detail) ?? whole.Form,
        };
    }

    private static DepositForm? FormOf(XElement said) => said.Down("BkTxCd", "Domn", "Fmly") is { } family ? PaidForms.OfCode(family.Text("Cd"), family.Text("SubFmlyCd")) : null;

    private static string RemarkOf(XElement detail) => string.Join(
        ' ', detail.Children("RmtInf").SelectMany(r => r.Children("Ustrd")).Select(u => u.Value.Trim())
            .Concat(detail.Children("RmtInf").SelectMany(r => r.Children("Strd")).SelectMany(s => s.Children("AddtlRmtInf").Select(a => a.Value.Trim()).Prepend(s.Text("CdtrRefInf", "Ref") ?? "")))
            .Where(t => t.Length > 0));
}

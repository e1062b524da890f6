using System.Globalization;
using System.Text;
using Trading.Domain.Shared;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>What a bank writes of receipts in the formats that tell their own form.</summary>
internal static class WrittenFiles
{
    /// <summary>A receipt: who paid, how much, booked and counting on which days, and what stands in its remark.</summary>
    public sealed record Receipt(TestBidder Payer, Money Amount, DateOnly BookedOn, string Remark = "")
    {
        public DateOnly? ValueOn { get; init; }
        public string Reference { get; init; } = Guid.NewGuid().ToString("N")[..12];
    }

    /// <summary>MT940 with numbered parts of at most 27 characters, as banks break a remark.</summary>
    public static byte[] Mt940(Money opening, params Receipt[] receipts) => Mt940(opening, r => $"?20{string.Join("?21", r.Remark.Chunk(27).Select(c => new string(c)))}?31{r.Payer.Account}?32{r.Payer.Name}", receipts);

    /// <summary>MT940 with a field 86 as a bank writes it.</summary>
    public static byte[] Mt940(Money opening, Func<Receipt, string> information, params Receipt[] receipts)
    {
        var (balance, day) = (opening, receipts[0].BookedOn);
        var text = new StringBuilder($":20:S\n:25:{TestBank.Number}\n:28C:1/1\n:60F:{Balance(balance, day)}\n");
        foreach (var r in receipts)
        {
            balance += r.Amount;
            text.Append(CultureInfo.InvariantCulture, $":61:{r.ValueOn ?? r.BookedOn:yyMMdd}{r.BookedOn:MMdd}C{Figure(r.Amount)}NTRFNONREF//{r.Reference}\n:86:{information(r)}\n");
        }

        return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $":62F:{Balance(balance, receipts[^1].BookedOn)}\n-\n").ToString());
    }

    /// <summary>camt.053 with details of a payment as a bank writes them.</summary>
    public static byte[] Camt(Money opening, Receipt r, string details)
    {
        var parties = $"<RltdPties><Dbtr><Nm>{r.Payer.Name}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{r.Payer.Account}</Id></Othr></Id></DbtrAcct></RltdPties>";
        string Balanced(string code, Money amount) => string.Create(
            CultureInfo.InvariantCulture,
            $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{amount.Fen / 100m:0.00}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{r.BookedOn:yyyy-MM-dd}</Dt></Dt></Bal>");
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><Othr><Id>{TestBank.Number}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{Balanced("OPBD", opening)}{Balanced("CLBD", opening + r.Amount)}"
            + $"<Ntry><Amt Ccy=\"CNY\">{r.Amount.Fen / 100m:0.00}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{r.BookedOn:yyyy-MM-dd}</Dt></BookgDt>"
            + $"<ValDt><Dt>{r.ValueOn ?? r.BookedOn:yyyy-MM-dd}</Dt></ValDt><NtryDtls><TxDtls>{details}{parties}</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"));
    }

    private static string Balance(Money amount, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"C{day:yyMMdd}CNY{Figure(amount)}");

    private static string Figure(Money amount) => (amount.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
}

using System.Globalization;
using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>Answers of banks to payments, as small as they can be.</summary>
internal static class BankReplies
{
    /// <summary>A pain.002 that speaks of all payments of a message, or of none.</summary>
    public static byte[] OfAll(string messageId, string status, string reason = "", string more = "") => Encoding.UTF8.GetBytes(
        $"<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>{messageId}</OrgnlMsgId><GrpSts>{status}</GrpSts>{Reason(reason)}</OrgnlGrpInfAndSts>{more}</CstmrPmtStsRpt></Document>");

    /// <summary>A pain.002 that speaks of one payment alone.</summary>
    public static byte[] OfOne(string endToEndId, string status, string reason = "", string more = "") => Encoding.UTF8.GetBytes(
        "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>1</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
        + $"<TxInfAndSts><OrgnlEndToEndId>{endToEndId}</OrgnlEndToEndId><TxSts>{status}</TxSts>{Reason(reason)}{more}</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");

    /// <summary>A pain.002 that speaks of each payment: settled, with or without its day.</summary>
    public static byte[] Settled(IEnumerable<PaymentOrder> payments, DateOnly? paidOn)
    {
        using var file = new MemoryStream();
        ReplyWriter.WriteReport(file, "1", payments, paidOn);
        return file.ToArray();
    }

    /// <summary>A camt.054 of the test's account: a debit where the amount is negative.</summary>
    public static byte[] Notice(string endToEndId, Money amount, DateOnly day, string account = TestBank.Number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"<Document><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>1</Id><Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct><Ntry><Amt Ccy=\"CNY\">{Math.Abs(amount.Fen) / 100m:0.00}</Amt>")
        + $"<CdtDbtInd>{(amount.IsPositive ? "CRDT" : "DBIT")}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day:yyyy-MM-dd}</Dt></BookgDt><NtryDtls><TxDtls><Refs>"
        + $"<EndToEndId>{endToEndId}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>");

    private static string Reason(string code) => code.Length == 0 ? "" : $"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>";
}

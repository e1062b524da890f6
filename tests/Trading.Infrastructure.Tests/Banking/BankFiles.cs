using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>Bank files written out by hand, and what the reader makes of them.</summary>
internal static class BankFiles
{
    public const string Header = "流水号,交易日期,交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,对方开户行,摘要,附言,子账号";

    /// <summary>Opening 1,000.00; 800,000.00 in, 12.50 out; closing 800,987.50.</summary>
    public static readonly string[] Good =
    [
        "账户交易明细",
        "账号,3602 0000 0000 0001",
        "币种,人民币",
        "期初余额,\"1,000.00\"",
        "期末余额,\"800,987.50\"",
        Header,
        "A001,2026-03-02,09:30:15,,\"800,000.00\",\"801,000.00\",投标单位甲（集团）有限公司,6222021234567890123,某某银行,转账,投标保证金,90000000000012",
        "A002,2026-03-02,16:05:00,12.50,0.00,\"800,987.50\",,,,手续费,,",
        "合计,,,12.50,\"800,000.00\"",
    ];

    public static BankProfile Columns => BankProfiles.Of("debit-credit-gb18030");

    public static BankProfile Flagged => BankProfiles.Of("flagged-fen-utf8");

    public static BankStatement Read(params string[] lines) => Read(Columns, lines);

    public static BankStatement Read(BankProfile profile, params string[] lines) => StatementReader.Read(File(profile, lines), profile);

    public static RuleBrokenException Refusal(params string[] lines) => Assert.Throws<RuleBrokenException>(() => Read(lines));

    /// <summary>The good statement with one line (the first is 1) put another way.</summary>
    public static string[] GoodBut(int line, string text) => [.. Good[..(line - 1)], text, .. Good[line..]];

    public static MemoryStream File(BankProfile profile, params string[] lines) =>
        new(Encode(profile, string.Join("\r\n", lines) + "\r\n"));

    public static byte[] Encode(BankProfile profile, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(profile.Encoding).GetBytes(text);
    }
}

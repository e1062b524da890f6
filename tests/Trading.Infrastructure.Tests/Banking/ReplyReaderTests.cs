using CsCheck;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class ReplyReaderTests
{
    private const string Header = "业务参考号,金额,处理结果,付款日期,失败原因";

    [Fact]
    public void Read_PaidAndRejected_AreTold()
    {
        var replies = Read(Header, "P1,\"800,000.00\",成功,2026-03-04,", "P2,0.01,退回,,账号户名不符");

        Assert.Equal(
            [
                new PaymentReply(2, "P1", new Money(80_000_000), new DateOnly(2026, 3, 4), ""),
                new PaymentReply(3, "P2", new Money(1), null, "账号户名不符"),
            ],
            replies);
    }

    [Theory]
    [InlineData("P1,1.00,处理中,2026-03-04,", "处理结果", "处理中")]
    [InlineData("P1,1.00,成功,,", "付款日期", "")]
    [InlineData("P1,1.00,成功,2026-13-04,", "付款日期", "2026-13-04")]
    [InlineData("P1,,成功,2026-03-04,", "金额", "")]
    [InlineData(",1.00,成功,2026-03-04,", "业务参考号", "")]
    [InlineData("P0,1.00,失败,,", "业务参考号", "P0")]
    public void Read_RowWithoutMeaning_IsRefusedWithLineColumnAndValue(string row, string column, string value)
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => Read(Header, "P0,1.00,成功,2026-03-04,", row));

        Assert.Equal(BankingRules.MalformedCsv, refusal.Rule);
        Assert.Equal([3, column, value], refusal.Limits);
    }

    [Fact]
    public void Read_ColumnMissing_IsRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => Read("业务参考号,金额,处理结果,付款日期"));

        Assert.Equal(BankingRules.MissingColumn, refusal.Rule);
    }

    [Fact]
    public void Read_AnyBytesBehindTheHeader_GiveRepliesOrANamedRefusal()
    {
        var header = BankFiles.Encode(BankFiles.Columns, Header + "\r\n");
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            try
            {
                return ReplyReader.Read(new MemoryStream([.. header, .. bytes]), BankFiles.Columns).Count >= 0;
            }
            catch (RuleBrokenException refusal)
            {
                return refusal.Rule.StartsWith("banking.", StringComparison.Ordinal);
            }
        }, iter: 2000);
    }

    private static IReadOnlyList<PaymentReply> Read(params string[] lines) => ReplyReader.Read(BankFiles.File(BankFiles.Columns, lines), BankFiles.Columns);
}

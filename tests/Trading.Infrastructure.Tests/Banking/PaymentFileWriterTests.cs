using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class PaymentFileWriterTests
{
    private static readonly DateOnly PayDay = new(2026, 5, 1);
    private static readonly PaymentOrder Refund = new("PAAAAAAAAAAAAAAA", "投标单位甲", "0022021234567890123", "某某银行", new Money(80_000_005), "退还投标保证金");

    [Fact]
    public void Write_OnePayment_IsTheFileThatTheBankExpects()
    {
        Assert.Equal(
            "序号,业务参考号,收款人户名,收款人账号,收款人开户行,金额,付款日期,用途\r\n1,PAAAAAAAAAAAAAAA,投标单位甲,0022021234567890123,某某银行,800000.05,2026-05-01,退还投标保证金\r\n",
            Write(Refund));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-甲", "'-甲")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\t甲", "'\t甲")]
    [InlineData("\0甲", "'\0甲")]
    [InlineData("甲=1", "甲=1")]
    [InlineData("", "")]
    public void Neutralise_WhatASpreadsheetCouldRun_GetsAnApostrophe(string text, string written) =>
        Assert.Equal(written, SpreadsheetText.Neutralise(text));

    [Fact]
    public void Write_TextsThatAreFormulas_AreNeutralised()
    {
        var file = Write(Refund with { PayeeName = "=cmd|' /C calc'!A0", PayeeBank = "+1", Purpose = "@x" });

        Assert.Contains(",'=cmd|' /C calc'!A0,0022021234567890123,'+1,800000.05,2026-05-01,'@x\r\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LeadingCarriageReturn_IsQuotedAndNeutralised() =>
        Assert.Contains("\"'\r=1\"", Write(Refund with { Purpose = "\r=1" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("=622202")]
    [InlineData("-622202")]
    [InlineData("6222 02")]
    [InlineData("６２２２")]
    [InlineData("622202\n")]
    [InlineData("")]
    public void Write_AccountNumberThatIsNone_IsRefusedAndNothingWritten(string account)
    {
        using var file = new MemoryStream();

        var refusal = Assert.Throws<RuleBrokenException>(() => PaymentFileWriter.Write(file, BankFiles.Columns, PayDay, [Refund, Refund with { PayeeAccount = account }]));

        Assert.Equal(BankingRules.BadPayeeAccount, refusal.Rule);
        Assert.Equal([2, account], refusal.Limits);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void Write_OneFen_IsWrittenAndZeroRefused()
    {
        Assert.Contains(",0.01,", Write(Refund with { Amount = new Money(1) }), StringComparison.Ordinal);
        var refusal = Assert.Throws<RuleBrokenException>(() => Write(Refund with { Amount = Money.Zero }));
        Assert.Equal(BankingRules.PaymentNotPositive, refusal.Rule);
    }

    [Fact]
    public void NewEndToEndId_InTheFile_IsLeftAsItIs()
    {
        var id = RandomNumbers.NewEndToEndId();

        Assert.Contains($"1,{id},", Write(Refund with { EndToEndId = id }), StringComparison.Ordinal);
    }

    private static string Write(PaymentOrder payment)
    {
        using var file = new MemoryStream();
        PaymentFileWriter.Write(file, BankFiles.Columns, PayDay, [payment]);
        return Encoding.GetEncoding("gb18030").GetString(file.ToArray());
    }
}

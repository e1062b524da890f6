using System.Text;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Sealing;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class ReplyFilesTests
{
    private static readonly string Number = RandomNumbers.NewEndToEndId();
    private static readonly DateOnly Day = new(2026, 5, 1);
    private static readonly PaymentOrder Payment = new(Number, "甲", "6222000000000001", "银行", Money.Yuan(60m), "退");

    private static readonly BankAccount Account = new() { Name = "专户", BankName = "银行", Number = TestBank.Number, Currency = "CNY", Profile = TestBank.Profile.Key };

    [Fact]
    public void Read_EachForm_IsToldByItsContent()
    {
        var table = Encoding.GetEncoding("GB18030").GetBytes($"业务参考号,金额,处理结果,付款日期,失败原因\n{Number},60.00,成功,2026-05-01,\n");
        var paid = new PaymentReply(0, Number, Money.Yuan(60m), Day, "");

        Assert.Equal(paid, Single(table) with { Row = 0 });
        Assert.Equal(paid, Single(BankReplies.Settled([Payment], Day)) with { Row = 0 });
        Assert.Equal(paid, Single(BankReplies.Notice(Number, -Money.Yuan(60m), Day)) with { Row = 0 });
        Assert.Equal(Day, Single(BankReplies.Notice(Number, Money.Yuan(60m), Day)).CameBackOn);
        Assert.Equal([false, true, true], new[] { table, BankReplies.Settled([Payment], Day), BankReplies.Notice(Number, Money.Yuan(60m), Day) }.Select(ReplyFiles.Knows));
    }

    [Theory]
    [InlineData("ACCP", PaymentProgress.Accepted)]
    [InlineData("ACSP", PaymentProgress.Accepted)]
    [InlineData("ACSC", PaymentProgress.Settled)]
    [InlineData("ACCC", PaymentProgress.Settled)]
    [InlineData("RJCT", PaymentProgress.Rejected)]
    public void Read_AStatus_TellsHowFarThePaymentIs_AndNoDay(string status, PaymentProgress progress)
    {
        var reply = Single(BankReplies.OfOne(Number, status, "AC04", "<AccptncDtTm>2026-05-01T10:00:00</AccptncDtTm>"));

        Assert.Equal((progress, null, "AC04"), (reply.Progress, reply.PaidOn, reply.Reason));
    }

    [Fact]
    public void Read_WhatIsNoAnswerToThisAccount_IsRefused()
    {
        Assert.Equal(BankFileRules.UnknownMessage, Refused("<Document><BkToCstmrStmt/></Document>"));
        Assert.Equal(DepositRules.ReplyNamesNothing, Refused(Encoding.UTF8.GetString(BankReplies.Notice("NOTPROVIDED", -Money.Yuan(60m), Day))));
        Assert.Equal(DepositRules.ReplyNamesNothing, Refused("<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>1</OrgnlMsgId></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"));
        Assert.Equal(BankingRules.OtherAccount, Refused(Encoding.UTF8.GetString(BankReplies.Notice(Number, -Money.Yuan(60m), Day, "3602999999999999"))));
        Assert.False(ReplyFiles.Knows(BankReplies.Notice("NOTPROVIDED", -Money.Yuan(60m), Day)));
    }

    [Fact]
    public void Read_AnotherCurrencyOrTheSamePaymentTwice_IsRefused()
    {
        var status = Encoding.UTF8.GetString(BankReplies.Settled([Payment], Day));

        Assert.Equal(BankFileRules.BadField, Refused(status.Replace("CNY", "USD", StringComparison.Ordinal)));
        Assert.Equal(BankFileRules.BadField, Refused(Encoding.UTF8.GetString(BankReplies.Settled([Payment, Payment], Day))));
    }

    [Fact]
    public void Reason_WithACodeOfIso20022_IsInWords()
    {
        Assert.Equal("收款账户已销户： AC04", BankReasons.Text("AC04", WordsLanguage.Chinese));
        Assert.Equal("Account closed: AC04 since May", BankReasons.Text("AC04 since May", WordsLanguage.English));
        Assert.Equal("户名不符", BankReasons.Text("户名不符", WordsLanguage.English));
    }

    private static PaymentReply Single(byte[] file) => Assert.Single(ReplyFiles.Read(file, Account).Payments);

    private static string Refused(string file) => Assert.Throws<RuleBrokenException>(() => ReplyFiles.Read(Encoding.UTF8.GetBytes(file), Account)).Rule;
}

using System.Xml.Linq;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Tests.Banking.Formats;

public sealed class Pain001WriterTests
{
    private static readonly Pain001Head Head = new(
        "B20260105001", new DateTime(2026, 1, 5, 1, 30, 0, DateTimeKind.Utc), "某市公共资源交易中心保证金专户", "900000000000000001", "示范银行", new DateOnly(2026, 1, 6));

    private static readonly PaymentOrder[] Orders =
    [
        new("E1", "投标单位甲 <&>", "800000000001", "示范银行", Money.Yuan(60_000.35m), "退还投标保证金"),
        new("E2", "投标单位乙", "800000000002", "示范银行", Money.Yuan(0.01m), "退还投标保证金"),
    ];

    [Theory]
    [InlineData(Pain001Version.V03, "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03")]
    [InlineData(Pain001Version.V09, "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")]
    public void Write_TwoPayments_CountsSumsAndNamesThem(Pain001Version version, string space)
    {
        var message = Written(version, Orders);
        XNamespace ns = space;

        Assert.Equal(ns, message.Name.Namespace);
        Assert.Equal(["2", "2"], message.Descendants(ns + "NbOfTxs").Select(e => e.Value));
        Assert.Equal(["60000.36", "60000.36"], message.Descendants(ns + "CtrlSum").Select(e => e.Value));
        Assert.Equal(["60000.35", "0.01"], message.Descendants(ns + "InstdAmt").Select(e => e.Value));
        Assert.Equal(["CNY", "CNY"], message.Descendants(ns + "InstdAmt").Select(e => e.Attribute("Ccy")!.Value));
        Assert.Equal(["E1", "E2"], message.Descendants(ns + "EndToEndId").Select(e => e.Value));
        Assert.Equal("投标单位甲 <&>", message.Descendants(ns + "Cdtr").First().Value);
        Assert.Equal(["900000000000000001", "800000000001", "800000000002"], message.Descendants(ns + "Othr").Select(e => e.Value));
    }

    [Fact]
    public void Write_TheDay_StandsAsEachVersionHasIt()
    {
        var (three, nine) = (Written(Pain001Version.V03, Orders), Written(Pain001Version.V09, Orders));

        Assert.False(three.Descendants().Single(e => e.Name.LocalName == "ReqdExctnDt").HasElements);
        Assert.Equal("2026-01-06", nine.Descendants().Single(e => e.Name.LocalName == "ReqdExctnDt").Elements().Single(e => e.Name.LocalName == "Dt").Value);
    }

    // The order in which ISO 20022 has them, as the samples of banks do: a bank refuses a message with another.
    [Theory]
    [InlineData(Pain001Version.V03)]
    [InlineData(Pain001Version.V09)]
    public void Write_ItsElements_StandInTheOrderOfTheMessage(Pain001Version version)
    {
        var initiation = Written(version, Orders).Elements().Single();
        var group = initiation.Elements().Last();

        Assert.Equal("GrpHdr PmtInf", Names(initiation));
        Assert.Equal("MsgId CreDtTm NbOfTxs CtrlSum InitgPty", Names(initiation.Elements().First()));
        Assert.Equal("PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum ReqdExctnDt Dbtr DbtrAcct DbtrAgt CdtTrfTxInf CdtTrfTxInf", Names(group));
        Assert.Equal("PmtId Amt CdtrAgt Cdtr CdtrAcct RmtInf", Names(group.Elements().Last()));
    }

    [Fact]
    public void Write_WithoutAPayeesBank_LeavesItOut_AndWritesNothingThatXmlCannotHold()
    {
        var message = Written(Pain001Version.V03, [Orders[0] with { PayeeBank = "", PayeeName = "甲\u0001乙" + new string('长', 137) + "𠮷野" }]);

        Assert.Equal("PmtId Amt Cdtr CdtrAcct RmtInf", Names(message.Descendants().Single(e => e.Name.LocalName == "CdtTrfTxInf")));
        Assert.Equal("甲 乙" + new string('长', 137), message.Descendants().Single(e => e.Name.LocalName == "Cdtr").Value[..140]);
    }

    private static string Names(XElement element) => string.Join(' ', element.Elements().Select(e => e.Name.LocalName));

    [Fact]
    public void Write_APaymentOfNothing_IsRefused() => Assert.Equal(
        BankingRules.PaymentNotPositive,
        Assert.Throws<RuleBrokenException>(() => Written(Pain001Version.V03, [Orders[0] with { Amount = Money.Zero }])).Rule);

    private static XElement Written(Pain001Version version, IReadOnlyList<PaymentOrder> orders)
    {
        using var file = new MemoryStream();
        Pain001Writer.Write(file, version, Head, orders);
        file.Position = 0;
        return XElement.Load(file);
    }
}

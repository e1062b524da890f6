using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Banking.Formats;

public sealed class Pain002ReaderTests
{
    private static readonly string Folder = Checkout.Of("tests", "data", "bank-files", "pain-camt-iso20022js");

    [Theory]
    [InlineData("cross_river__pain_002_batch_rejected.xml")]
    [InlineData("nordea__pain_002_v3_group_reject.xml")]
    [InlineData("nordea__pain_002_v3_payment_reject.xml")]
    public void Read_RejectedAsAWhole_SaysSoWithAReason(string file)
    {
        var report = Read(file);

        Assert.Equal(PaymentProgress.Rejected, report.Whole);
        Assert.True(report.Reason.Length > 0 || report.Payments.Any(p => p.Reason.Length > 0));
    }

    [Theory]
    [InlineData("cross_river__pain_002_credit_accepted.xml")]
    [InlineData("cross_river__pain_002_debit_accepted.xml")]
    [InlineData("goldman_sachs__pain_002_v3_accepted.xml")]
    [InlineData("goldman_sachs__pain_002_v3_group_accepted.xml")]
    [InlineData("goldman_sachs__pain_002_v3_payment_accepted.xml")]
    public void Read_Accepted_IsNotPaidYet(string file)
    {
        var report = Read(file);

        Assert.NotEqual(PaymentProgress.Rejected, report.Whole);
        Assert.DoesNotContain(report.Payments, p => p.Progress == PaymentProgress.Rejected);
    }

    [Fact]
    public void Read_WithoutANamespace_ReadsEachPaymentAndReason()
    {
        var report = Read("cross_river__pain_002_transaction_rejected.xml");

        Assert.Equal(("missing2", 3), (report.OriginalMessageId, report.Payments.Count));
        Assert.All(report.Payments, p => Assert.Equal(PaymentProgress.Rejected, p.Progress));
        Assert.Equal(("sanity-10-1-12-1-21", "NARR Instruction ID example01234567 already exist"), (report.Payments[0].EndToEndId, report.Payments[0].Reason));
    }

    [Fact]
    public void Read_AnUnknownStatus_IsRefusedWithItsField()
    {
        const string Xml = "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>1</OrgnlMsgId><GrpSts>MAYB</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>";

        var refusal = Assert.Throws<RuleBrokenException>(() => Pain002Reader.Read(Encoding.UTF8.GetBytes(Xml)));

        Assert.Equal((BankFileRules.BadField, "GrpSts", "MAYB"), (refusal.Rule, refusal.Limits[2], refusal.Limits[3]));
    }

    [Fact]
    public void Read_AStatement_IsNoAnswer() => Assert.Equal(
        BankFileRules.UnknownMessage, Assert.Throws<RuleBrokenException>(() => Read("abn_amro__example_camt.xml")).Rule);

    private static PaymentStatusReport Read(string file) => Pain002Reader.Read(File.ReadAllBytes(Path.Combine(Folder, file)));
}

using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;

namespace Trading.Infrastructure.Tests.Demo;

public sealed class DemoBankTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trading-demo-bank-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    private static readonly BankProfile Profile = BankProfiles.Of("debit-credit-gb18030");
    private static readonly DemoPayment Payment = new("900", Money.Yuan(100m), "投标单位甲", "6222000000000001", "某某银行");

    [Fact]
    public void Statements_OfFollowingDays_ChainTheirBalances()
    {
        var bank = Open();
        var first = Instants.BeijingDay(_clock.NowUtc());

        Assert.True(bank.PayIn("3602", Payment));
        Assert.False(bank.PayIn("3602", Payment));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.True(bank.PayIn("3602", Payment with { Amount = Money.Yuan(7m) }));

        var (one, two) = (Read(bank, first), Read(bank, first.AddDays(1)));
        Assert.True(one.TiesOut && two.TiesOut);
        Assert.Equal((Money.Zero, Money.Yuan(100m), Money.Yuan(100m), Money.Yuan(107m)), (one.Opening, one.Closing, two.Opening, two.Closing));
        Assert.Equal([first, first.AddDays(1)], bank.Days("3602", DateOnly.MinValue));
        Assert.Equal((Money.Yuan(107m), 0), (Read(bank, first.AddDays(5)).Closing, Read(bank, first.AddDays(5)).Lines.Count));
    }

    [Fact]
    public void PaymentFile_BroughtTwice_IsPaidOnceAndAnsweredTheSame()
    {
        var bank = Open();
        bank.PayIn("3602", Payment);
        using var orders = new MemoryStream();
        PaymentFileWriter.Write(
            orders, Profile, new DateOnly(2026, 3, 4),
            [new PaymentOrder("P222222222222222", "甲", "6222", "银行", Money.Yuan(60m), "退"), new PaymentOrder("P333333333333333", "乙", "6333", "银行", Money.Yuan(5m), "退")]);

        var reply = bank.PayOut("3602", Profile, orders.ToArray(), closedAccount: "6333");
        var again = bank.PayOut("3602", Profile, orders.ToArray(), closedAccount: null);

        Assert.Equal(reply, again);
        Assert.Equal([true, false], ReplyReader.Read(new MemoryStream(reply), Profile).Select(r => r.IsPaid));
        Assert.Equal(Money.Yuan(40m), Read(bank, Instants.BeijingDay(_clock.NowUtc())).Closing);
    }

    [Fact]
    public void Message_IsAnsweredByAMessage_ThatIsReadAsTheTableWouldBe()
    {
        var bank = Open();
        var account = new BankAccount { Name = "专户", BankName = "银行", Number = "3602", Currency = "CNY", Profile = Profile.Key, PaymentFormat = PaymentFormat.Pain001V09 };
        var orders = PaymentFiles.Write(
            account, Guid.NewGuid(), _clock.NowUtc(), new DateOnly(2026, 3, 4),
            [new PaymentOrder("P222222222222222", "甲", "6222", "", Money.Yuan(60m), "退"), new PaymentOrder("P333333333333333", "乙", "6333", "银行", Money.Yuan(5m), "退")]);

        var reply = bank.PayOut("3602", Profile, orders.Content, closedAccount: "6333");

        Assert.Equal(reply, bank.PayOut("3602", Profile, orders.Content, closedAccount: null));
        Assert.Equal(
            [(true, Instants.BeijingDay(_clock.NowUtc()), Money.Yuan(60m), ""), (false, (DateOnly?)null, Money.Yuan(5m), "AC04 收款账户已销户")],
            ReplyFiles.Read(reply, account).Payments.Select(r => (r.IsPaid, r.PaidOn, r.Amount!.Value, r.Reason)));
        Assert.Equal(-Money.Yuan(60m), Read(bank, Instants.BeijingDay(_clock.NowUtc())).Closing);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private DemoBank Open() => new(new TradingOptions { ConnectionString = "", DataFolder = _folder.FullName }, _clock);

    private static BankStatement Read(DemoBank bank, DateOnly day) => StatementReader.Read(new MemoryStream(bank.Statement("3602", Profile, day)), Profile);
}

using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Replay;

namespace Trading.TestKit.Stories;

/// <summary>The bank of a story: its statements follow one another, and it pays what it is told to pay.</summary>
public sealed class StoryBank
{
    public const string AccountNumber = "360200000000000077";

    private readonly ReplayBank _bank = new(AccountNumber, Profile);

    public static BankProfile Profile => BankProfiles.Of("debit-credit-gb18030");

    public void PayIn(DateTime nowUtc, Money amount, StoryOrganisation from, string subAccount) =>
        _bank.Book(nowUtc, amount, from.Name, from.AccountNumber, from.BankName, subAccount, "");

    public byte[] Statement() => _bank.PrintStatement();

    public byte[] Pay(byte[] paymentFile, DateTime nowUtc) => _bank.Pay(paymentFile, nowUtc);
}

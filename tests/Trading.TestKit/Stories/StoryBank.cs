using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Replay;

namespace Trading.TestKit.Stories;

/// <summary>The bank of a story under test: each statement brings what was booked since the last one.</summary>
public sealed class StoryBank : IStoryBank
{
    public const string AccountNumber = "360200000000000077";

    private readonly ReplayBank _bank = new(AccountNumber, Profile);

    public static BankProfile Profile => BankProfiles.Of("debit-credit-gb18030");

    public void PayIn(DateTime nowUtc, Money amount, StoryOrganisation from, string subAccount) =>
        _bank.Book(nowUtc, amount, from.Name, from.AccountNumber, from.BankName, subAccount, "");

    /// <summary>The bank takes a receipt back that it never brought.</summary>
    public void TakeBack(DateTime nowUtc, Money amount) => _bank.Book(nowUtc, -amount, "", "", "", "", "", isReversal: true);

    public byte[] Statement(DateTime nowUtc) => _bank.PrintStatement();

    public byte[] Pay(byte[] paymentFile, DateTime nowUtc) => _bank.Pay(paymentFile, nowUtc);
}

using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Tests.Parties.Codes;

public sealed class BankAccountNumberTests
{
    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Check_CorporateAccount_HasNineToThirtyTwoDigits(int length, bool valid) =>
        Assert.Equal(valid, BankAccountNumber.Check(new string('7', length)).Valid);

    [Theory]
    [InlineData("4539 1488 0343 6467", null)]
    [InlineData("5500 0000 0000 0004", null)]
    [InlineData("4539 1488 0343 6468", "code.bank.check-digit")]
    [InlineData("8273 1232 7352 0569", "code.bank.check-digit")]
    [InlineData("453914880343646", "code.bank.card-length")]
    [InlineData("45391488034364670000", "code.bank.card-length")]
    public void Check_Card_HasSixteenToNineteenDigitsAndALuhnDigit(string number, string? reason) =>
        Assert.Equal(reason, BankAccountNumber.Check(number, BankAccountKind.Card).Reason);

    [Fact]
    public void Check_Letter_IsRefused() => Assert.Equal("code.bank.characters", BankAccountNumber.Check("12345678A").Reason);

    [Fact]
    public void Canonical_GroupedDigits_AreJoined() => Assert.Equal("1403310104001", BankAccountNumber.Canonical(" 14-0331 0104 001 "));
}

using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class RandomNumbersTests
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    [Fact]
    public void NewReceipt_Thousand_AreDifferentValidAndOfFixedLength()
    {
        var numbers = Enumerable.Range(0, 1000).Select(_ => RandomNumbers.NewReceipt()).ToList();

        Assert.Equal(1000, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^R[2-9A-HJKMNP-Z]{15}$", n));
        Assert.All(numbers, n => Assert.True(RandomNumbers.IsReceipt(n)));
    }

    [Fact]
    public void IsReceipt_NumberWithWrittenOutCheck_IsJudged()
    {
        // R22222222222222: R has the value 22 and the weight 2, the rest is 0; 44 mod 31 = 13, and the character of value 13 is F.
        Assert.True(RandomNumbers.IsReceipt("R22222222222222F"));
        Assert.False(RandomNumbers.IsReceipt("R22222222222222G"));
        Assert.False(RandomNumbers.IsReceipt("R2222222222222F"));
        Assert.False(RandomNumbers.IsReceipt(null));
    }

    [Fact]
    public void IsReceipt_AnyOneCharacterWrong_IsSeen()
    {
        var number = RandomNumbers.NewReceipt();
        for (var place = 0; place < number.Length; place++)
        {
            foreach (var wrong in Alphabet.Where(c => c != number[place]))
            {
                Assert.False(RandomNumbers.IsReceipt(number[..place] + wrong + number[(place + 1)..]));
            }
        }
    }

    [Fact]
    public void IsReceipt_NeighboursExchanged_IsSeen()
    {
        for (var round = 0; round < 100; round++)
        {
            var number = RandomNumbers.NewReceipt();
            for (var place = 1; place < number.Length - 1; place++)
            {
                var exchanged = number[..place] + number[place + 1] + number[place] + number[(place + 2)..];
                Assert.Equal(number[place] == number[place + 1], RandomNumbers.IsReceipt(exchanged));
            }
        }
    }

    [Fact]
    public void Kinds_AreNotTakenForOneAnother()
    {
        Assert.True(RandomNumbers.IsRefusal(RandomNumbers.NewRefusal()));
        Assert.True(RandomNumbers.IsEndToEndId(RandomNumbers.NewEndToEndId()));
        Assert.False(RandomNumbers.IsReceipt(RandomNumbers.NewRefusal()));
        Assert.False(RandomNumbers.IsEndToEndId(RandomNumbers.NewReceipt()));
    }

    [Fact]
    public void NewSubAccount_Thousand_AreFourteenDigitsWithoutLeadingZero()
    {
        var numbers = Enumerable.Range(0, 1000).Select(_ => RandomNumbers.NewSubAccount()).ToList();

        Assert.Equal(1000, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^[1-9][0-9]{13}$", n));
        Assert.All(numbers, n => Assert.True(RandomNumbers.IsSubAccount(n)));
    }

    [Fact]
    public void IsSubAccount_AnyOneDigitWrong_IsSeen()
    {
        var number = RandomNumbers.NewSubAccount();
        for (var place = 0; place < number.Length; place++)
        {
            foreach (var wrong in "0123456789".Where(c => c != number[place]))
            {
                Assert.False(RandomNumbers.IsSubAccount(number[..place] + wrong + number[(place + 1)..]));
            }
        }
    }
}

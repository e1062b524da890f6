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
    }

    [Fact]
    public void IsEndToEndId_NumberWithWrittenOutCheck_IsJudged()
    {
        // P22222222222222: P has the value 20 and the weight 2, the rest is 0; 40 mod 31 = 9, and the character of value 9 is B.
        Assert.True(RandomNumbers.IsEndToEndId("P22222222222222B"));
        Assert.False(RandomNumbers.IsEndToEndId("P22222222222222C"));
        Assert.False(RandomNumbers.IsEndToEndId("P2222222222222B"));
        Assert.False(RandomNumbers.IsEndToEndId(null));
    }

    [Fact]
    public void IsEndToEndId_AnyOneCharacterWrong_IsSeen()
    {
        var number = RandomNumbers.NewEndToEndId();
        for (var place = 0; place < number.Length; place++)
        {
            foreach (var wrong in Alphabet.Where(c => c != number[place]))
            {
                Assert.False(RandomNumbers.IsEndToEndId(number[..place] + wrong + number[(place + 1)..]));
            }
        }
    }

    [Fact]
    public void IsEndToEndId_NeighboursExchanged_IsSeen()
    {
        for (var round = 0; round < 100; round++)
        {
            var number = RandomNumbers.NewEndToEndId();
            for (var place = 1; place < number.Length - 1; place++)
            {
                var exchanged = number[..place] + number[place + 1] + number[place] + number[(place + 2)..];
                Assert.Equal(number[place] == number[place + 1], RandomNumbers.IsEndToEndId(exchanged));
            }
        }
    }

    [Fact]
    public void Kinds_AreNotTakenForOneAnother()
    {
        Assert.StartsWith("X", RandomNumbers.NewRefusal(), StringComparison.Ordinal);
        Assert.True(RandomNumbers.IsEndToEndId(RandomNumbers.NewEndToEndId()));
        Assert.False(RandomNumbers.IsEndToEndId(RandomNumbers.NewRefusal()));
        Assert.False(RandomNumbers.IsEndToEndId(RandomNumbers.NewReceipt()));
    }

    [Fact]
    public void NewSubAccount_Thousand_AreFourteenDigitsWithoutLeadingZero()
    {
        var numbers = Enumerable.Range(0, 1000).Select(_ => RandomNumbers.NewSubAccount()).ToList();

        Assert.Equal(1000, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^[1-9][0-9]{13}$", n));
        Assert.All(numbers, n => Assert.Equal(1, Iso7064Mod1110(n)));
    }

    // ISO 7064 MOD 11,10: the whole number with its check digit comes to 1.
    private static int Iso7064Mod1110(string number) =>
        (number[..^1].Aggregate(10, (product, digit) => ((product + (digit - '0')) % 10 is var sum && sum == 0 ? 10 : sum) * 2 % 11) + (number[^1] - '0')) % 10;
}

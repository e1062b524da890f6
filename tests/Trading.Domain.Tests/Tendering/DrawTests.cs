using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Trading.Domain.Tendering;

namespace Trading.Domain.Tests.Tendering;

public sealed class DrawTests
{
    // The secret 00 01 … 1f and the SHA-256 of "receipt-1", "receipt-2", "receipt-3"; the expected values come from a separate program.
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[][] Receipts = [Receipt("receipt-1"), Receipt("receipt-2"), Receipt("receipt-3")];
    private const string Commitment = "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd";
    private const string Seed = "6bc64894c9b4fc9a18d6eb1b8952a9da06bde74bddec54bfb4f2fa0c4b4b1070";

    [Fact]
    public void Commitment_OfTheVector_IsAsWritten() => Assert.Equal(Commitment, Convert.ToHexStringLower(Draw.Commitment(Secret)));

    [Fact]
    public void Seed_OfTheVector_IsAsWrittenInAnyOrderOfReceipts()
    {
        Assert.Equal(Seed, Convert.ToHexStringLower(Draw.Seed(Secret, Receipts)));
        Assert.Equal(Seed, Convert.ToHexStringLower(Draw.Seed(Secret, Receipts.Reverse())));
    }

    [Theory]
    [InlineData("tie:1", new[] { 1, 0, 2 })]
    [InlineData("tie:2", new[] { 0, 2, 1 })]
    [InlineData("第1名", new[] { 6, 11, 7, 10, 5, 4, 2, 9, 3, 1, 0, 8 })]
    public void Shuffle_OfTheVector_IsAsWritten(string question, int[] order)
    {
        Assert.Equal(order, Draw.Shuffle(Convert.FromHexString(Seed), question, order.Length));
        Assert.Equal(order[0], Draw.Choose(Convert.FromHexString(Seed), question, order.Length));
        Assert.True(Draw.Verify(Convert.FromHexString(Commitment), Secret, Receipts, question, order));
    }

    [Fact]
    public void Verify_AnythingExchanged_IsFalse()
    {
        var commitment = Convert.FromHexString(Commitment);
        byte[] otherSecret = [.. Secret[..31], 0];

        Assert.False(Draw.Verify(commitment, otherSecret, Receipts, "tie:1", [1, 0, 2]));
        Assert.False(Draw.Verify(Draw.Commitment(otherSecret), Secret, Receipts, "tie:1", [1, 0, 2]));
        Assert.False(Draw.Verify(commitment, Secret, Receipts[..2], "tie:1", [1, 0, 2]));
        Assert.False(Draw.Verify(commitment, Secret, Receipts, "tie:2", [1, 0, 2]));
        Assert.False(Draw.Verify(commitment, Secret, Receipts, "tie:1", [0, 1, 2]));
        Assert.False(Draw.Verify(commitment, Secret, Receipts, "tie:1", []));
        Assert.False(Draw.Verify(commitment, Secret[..31], Receipts, "tie:1", [1, 0, 2]));
    }

    [Fact]
    public void Seed_ReceiptHashOfAnotherLength_Fails() =>
        Assert.Throws<ArgumentException>(() => Draw.Seed(Secret, [new byte[31]]));

    [Fact]
    public void Choose_AmongOne_IsThatOne() => Assert.Equal(0, Draw.Choose(Convert.FromHexString(Seed), "tie:1", 1));

    [Fact]
    public void Shuffle_AnySeed_HoldsEachNumberOnce() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Int[1, 60]).Sample((seed, count) =>
            Draw.Shuffle(seed, "tie:1", count).Order().SequenceEqual(Enumerable.Range(0, count)));

    [Fact]
    public void Shuffle_SixtyThousandSeeds_GivesEachOrderOfThreeAboutEquallyOften()
    {
        var seen = Enumerable.Range(0, 60_000)
            .Select(i => string.Join(',', Draw.Shuffle(SHA256.HashData(BitConverter.GetBytes(i)), "tie:1", 3)))
            .CountBy(order => order)
            .ToDictionary();

        // 10,000 expected of each of the six; five standard deviations are 456.
        Assert.Equal(6, seen.Count);
        Assert.All(seen.Values, times => Assert.InRange(times, 9_544, 10_456));
    }

    private static byte[] Receipt(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

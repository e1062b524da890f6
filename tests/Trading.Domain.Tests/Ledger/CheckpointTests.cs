using Trading.Domain.Ledger;

namespace Trading.Domain.Tests.Ledger;

public sealed class CheckpointTests
{
    private static readonly Checkpoint Second = new()
    {
        Chain = Chain.Journal,
        Number = 2,
        Seq = 4711,
        Hash = [.. Enumerable.Repeat((byte)0x9f, 32)],
        Count = 4711,
        Debits = new Dictionary<string, long> { ["USD"] = 4, ["CNY"] = 6_000_000 },
        MadeAtUtc = new DateTime(2026, 3, 2, 1, 0, 0, 5, DateTimeKind.Utc),
        Previous = [.. Enumerable.Repeat((byte)0x60, 32)],
    };

    private static string Text => $"checkpoint-1 journal 2 4711 {string.Concat(Enumerable.Repeat("9f", 32))} 4711 CNY=6000000,USD=4 2026-03-02T01:00:00.005Z {string.Concat(Enumerable.Repeat("60", 32))}";

    [Fact]
    public void ToText_SameContent_IsOneLineWithItsFieldsInOrder() => Assert.Equal(Text, Second.ToText());

    [Fact]
    public void TryRead_ItsOwnText_GivesItBack()
    {
        Assert.True(Checkpoint.TryRead(Text, out var read));

        Assert.Equal((Chain.Journal, 2L, 4711L, 4711L, Second.MadeAtUtc), (read.Chain, read.Number, read.Seq, read.Count, read.MadeAtUtc));
        Assert.Equal(Text, read.ToText());
    }

    [Fact]
    public void ToText_OfAnEmptyChain_HasNoDebits()
    {
        var first = Second with { Chain = Chain.Events, Debits = new Dictionary<string, long>() };

        Assert.Contains(" 4711 - 2026", first.ToText(), StringComparison.Ordinal);
        Assert.True(Checkpoint.TryRead(first.ToText(), out _));
    }

    [Theory]
    [InlineData(" 2 4711 ", " 02 4711 ")]
    [InlineData(" 2 4711 ", " 2  4711 ")]
    [InlineData("journal", "Journal")]
    [InlineData("checkpoint-1", "checkpoint-2")]
    [InlineData("CNY=6000000,USD=4", "USD=4,CNY=6000000")]
    [InlineData("CNY=6000000,USD=4", "CNY=6000000,CNY=4")]
    [InlineData("CNY=6000000", "CNY=99999999999999999999")]
    [InlineData("01:00:00.005Z", "01:00:00.0050Z")]
    [InlineData("2026-03-02", "2026-02-30")]
    [InlineData(" 9f", " 9F")]
    public void TryRead_AnyOtherText_IsRefused(string part, string other) =>
        Assert.False(Checkpoint.TryRead(Text.Replace(part, other, StringComparison.Ordinal), out _));

    [Fact]
    public void Signed_ReadAgain_HasTheSameDigest()
    {
        var signed = SignedCheckpoint.Of(Second, [1, 2, 3]);

        Assert.Equal(Text + " AQID", signed.LineText);
        Assert.True(SignedCheckpoint.TryRead(signed.LineText, out var read));
        Assert.Equal(signed.Digest, read.Digest);
        Assert.NotEqual(signed.Digest, SignedCheckpoint.Of(Second, [1, 2, 4]).Digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQID")]
    [InlineData("{0}")]
    [InlineData("{0} AQI")]
    [InlineData("{0} AQID ")]
    [InlineData("{0} AQID\r")]
    public void Signed_OfAnyOtherLine_IsRefused(string line) => Assert.False(SignedCheckpoint.TryRead(line.Replace("{0}", Text, StringComparison.Ordinal), out _));
}

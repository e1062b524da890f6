using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class LotKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Release_OfACreatedKey_HasThePublicHalf()
    {
        var keys = new LotKeys(new KeyVault(_folder.Path));
        var row = keys.Create(7);

        using var opened = new LotKeys(new KeyVault(_folder.Path)).Release(row);

        Assert.Equal(65, opened.PublicKey.Point.Length);
        Assert.Equal(keys.PublicKeyOf(row).Point, opened.PublicKey.Point);
        Assert.Equal(row.Id, opened.PublicKey.KeyId);
    }

    [Fact]
    public void Release_RowOfAnotherLot_IsRefused()
    {
        var keys = new LotKeys(new KeyVault(_folder.Path));
        var row = keys.Create(7);

        var refusal = Assert.Throws<SealBrokenException>(() => keys.Release(new LotKey(row.Id, 8, row.Suite, row.PublicPoint, row.PublicProof, row.WrappedPrivateKey)));

        Assert.Equal(SealFault.Altered, refusal.Fault);
    }

    [Fact]
    public void PublicKeyOf_ExchangedPublicHalf_IsRefused()
    {
        var keys = new LotKeys(new KeyVault(_folder.Path));
        var row = keys.Create(7);
        var stranger = keys.Create(8);

        Assert.Throws<SealBrokenException>(() => keys.PublicKeyOf(new LotKey(row.Id, 7, row.Suite, stranger.PublicPoint, stranger.PublicProof, row.WrappedPrivateKey)));
    }

    [Fact]
    public void Release_WithAnotherWrappingKey_IsRefused()
    {
        var keys = new LotKeys(new KeyVault(_folder.Path));
        var row = keys.Create(7);
        File.WriteAllBytes(_folder.Of($"lot-{row.Id:N}.key"), new byte[32]);

        Assert.Throws<SealBrokenException>(() => keys.Release(row));
    }

    [Fact]
    public void Release_AnyBitOfTheWrappedKeyFlipped_IsRefused()
    {
        var keys = new LotKeys(new KeyVault(_folder.Path));
        var row = keys.Create(7);
        for (var bit = 0; bit < row.WrappedPrivateKey.Length * 8; bit++)
        {
            var flipped = Bytes.Flip(row.WrappedPrivateKey, bit);
            Assert.Throws<SealBrokenException>(() => keys.Release(new LotKey(row.Id, 7, row.Suite, row.PublicPoint, row.PublicProof, flipped)));
        }
    }

    [Fact]
    public void Create_NothingOfTheWrappingKey_IsInTheRow()
    {
        var row = new LotKeys(new KeyVault(_folder.Path)).Create(7);
        var wrappingKey = Convert.ToHexString(File.ReadAllBytes(_folder.Of($"lot-{row.Id:N}.key")));

        Assert.Equal(64, wrappingKey.Length);
        Assert.DoesNotContain(wrappingKey, Convert.ToHexString(row.WrappedPrivateKey), StringComparison.Ordinal);
    }
}

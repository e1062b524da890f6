using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class VaultSealTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VaultSeal _seal;

    public VaultSealTests() => _seal = new VaultSeal(new KeyVault(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SamePurposeAndContext_GivesTheContentBack()
    {
        var sealedFile = _seal.Seal("statement", "1", "对账单"u8);

        Assert.Equal("对账单"u8.ToArray(), new VaultSeal(new KeyVault(_folder.Path)).Open("statement", "1", sealedFile));
    }

    [Fact]
    public void Open_OtherPurposeOrContext_IsRefused()
    {
        var sealedFile = _seal.Seal("statement", "1", "对账单"u8);

        Assert.Throws<SealBrokenException>(() => _seal.Open("mail", "1", sealedFile));
        Assert.Throws<SealBrokenException>(() => _seal.Open("statement", "2", sealedFile));
    }

    [Fact]
    public void Tag_SameTextAndPurpose_IsTheSameInThisVaultOnly()
    {
        using var elsewhere = new TemporaryFolder();

        Assert.Equal(_seal.Tag("bank-line", "serial:1"), new VaultSeal(new KeyVault(_folder.Path)).Tag("bank-line", "serial:1"));
        Assert.NotEqual(_seal.Tag("bank-line", "serial:1"), _seal.Tag("bank-line", "serial:2"));
        Assert.NotEqual(_seal.Tag("bank-line", "serial:1"), _seal.Tag("bank-file", "serial:1"));
        Assert.NotEqual(_seal.Tag("bank-line", "serial:1"), new VaultSeal(new KeyVault(elsewhere.Path)).Tag("bank-line", "serial:1"));
    }
}

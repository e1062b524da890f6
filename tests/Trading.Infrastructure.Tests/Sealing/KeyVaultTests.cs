using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class KeyVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Derive_AfterReopening_IsTheSameKey()
    {
        var before = new KeyVault(_folder.Path).Derive("bidder-copy", "17");

        var after = new KeyVault(_folder.Path).Derive("bidder-copy", "17");

        Assert.Equal(32, before.Length);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Derive_OtherPurposeContextOrVault_IsAnotherKey()
    {
        using var elsewhere = new TemporaryFolder();
        var vault = new KeyVault(_folder.Path);

        byte[][] keys = [vault.Derive("ab", "c"), vault.Derive("a", "bc"), vault.Derive("ab", "d"), new KeyVault(elsewhere.Path).Derive("ab", "c")];

        Assert.Equal(4, keys.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Fingerprint_OfAnotherVault_Differs()
    {
        using var elsewhere = new TemporaryFolder();

        Assert.NotEqual(new KeyVault(_folder.Path).Fingerprint, new KeyVault(elsewhere.Path).Fingerprint);
        Assert.Equal(new KeyVault(_folder.Path).Fingerprint, new KeyVault(_folder.Path).Fingerprint);
    }

    [Fact]
    public async Task Constructor_ManyAtOnceOnAnEmptyFolder_AllHaveTheSameMaster()
    {
        var folder = _folder.Of("new");

        var vaults = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new KeyVault(folder))));

        Assert.Single(vaults.Select(v => v.Fingerprint).Distinct());
    }

    [Fact]
    public void Constructor_TruncatedMaster_FailsAndKeepsTheFile()
    {
        _ = new KeyVault(_folder.Path);
        File.WriteAllBytes(_folder.Of("master.key"), new byte[31]);

        Assert.Throws<InvalidDataException>(() => new KeyVault(_folder.Path));

        Assert.Equal(31, new FileInfo(_folder.Of("master.key")).Length);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Files_OnUnix_AreReadableByTheOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var folder = _folder.Of("new");
        new LotKeys(new KeyVault(folder)).Create(1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var keys = Directory.GetFiles(folder, "*.key");
        Assert.Equal(2, keys.Length);
        Assert.All(keys, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Open_InProductionWithoutAFolder_Fails()
    {
        var fallback = _folder.Of("fallback");

        Assert.Throws<InvalidOperationException>(() => KeyVault.Open(" ", fallback, production: true));

        Assert.False(Directory.Exists(fallback));
    }

    [Fact]
    public void Open_OutsideProductionWithoutAFolder_UsesTheFallback()
    {
        var fallback = _folder.Of("fallback");

        KeyVault.Open(null, fallback, production: false);

        Assert.True(File.Exists(Path.Combine(fallback, "master.key")));
    }
}

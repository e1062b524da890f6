using System.Security.Cryptography;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class CheckpointKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sign_WithTheSameVault_IsOursOnEveryNodeAndAfterARestart()
    {
        var signature = new CheckpointKey(new KeyVault(_folder.Path)).Sign("checkpoint");

        var other = new CheckpointKey(new KeyVault(_folder.Path));

        Assert.True(other.IsOurs("checkpoint", signature));
        Assert.False(other.IsOurs("checkpoint ", signature));
        Assert.False(other.IsOurs("checkpoint", []));
    }

    [Fact]
    public void Sign_WithAnotherVault_IsNotOurs()
    {
        using var elsewhere = new TemporaryFolder();

        Assert.False(new CheckpointKey(new KeyVault(_folder.Path)).IsOurs("checkpoint", new CheckpointKey(new KeyVault(elsewhere.Path)).Sign("checkpoint")));
    }

    /// <summary>As somebody does who has the public key and nothing else.</summary>
    [Fact]
    public void PublicPem_ChecksASignatureWithoutTheSecret()
    {
        var key = new CheckpointKey(new KeyVault(_folder.Path));
        using var outside = ECDsa.Create();
        outside.ImportFromPem(key.PublicPem);

        Assert.True(outside.VerifyData("checkpoint"u8, key.Sign("checkpoint"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.DoesNotContain("PRIVATE", key.PublicPem, StringComparison.Ordinal);
    }
}

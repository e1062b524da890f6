using Trading.Domain.Tendering;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class DrawSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DrawSecrets _secrets;

    public DrawSecretsTests() => _secrets = new DrawSecrets(new KeyVault(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reveal_CommittedSecret_IsTheOneCommittedTo()
    {
        var committed = _secrets.Commit(7);

        var secret = new DrawSecrets(new KeyVault(_folder.Path)).Reveal(7, committed);

        Assert.Equal(committed.Commitment, Draw.Commitment(secret));
    }

    [Fact]
    public void Reveal_ExchangedCommitmentOrLot_IsRefused()
    {
        var (one, other) = (_secrets.Commit(7), _secrets.Commit(7));

        Assert.Throws<SealBrokenException>(() => _secrets.Reveal(7, one with { Commitment = other.Commitment }));
        Assert.Throws<SealBrokenException>(() => _secrets.Reveal(8, one));
    }
}

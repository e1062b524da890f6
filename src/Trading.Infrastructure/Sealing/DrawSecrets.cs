using System.Globalization;
using System.Security.Cryptography;
using Trading.Domain.Tendering;

namespace Trading.Infrastructure.Sealing;

/// <summary>The published commitment of a lot's draw, and its secret under a vault key, as the database keeps them until the draw.</summary>
public sealed record CommittedDraw(byte[] Commitment, byte[] SealedSecret);

/// <summary>
/// The secrets of draws. One is made and its commitment published before any bid can be known; it is revealed at the draw, so that
/// anybody can compute the result again (<see cref="Draw"/>).
/// </summary>
public sealed class DrawSecrets(KeyVault vault)
{
    public CommittedDraw Commit(long lotId)
    {
        var secret = RandomNumberGenerator.GetBytes(Draw.SecretLength);
        return new CommittedDraw(Draw.Commitment(secret), Wrapping.Wrap(Key(lotId), secret, []));
    }

    /// <exception cref="SealBrokenException">The stored secret was altered, or is not the one that was committed to.</exception>
    public byte[] Reveal(long lotId, CommittedDraw committed)
    {
        ArgumentNullException.ThrowIfNull(committed);
        var secret = Wrapping.Unwrap(Key(lotId), committed.SealedSecret, []);
        return Draw.Commitment(secret).AsSpan().SequenceEqual(committed.Commitment) ? secret : throw new SealBrokenException(SealFault.Altered);
    }

    private byte[] Key(long lotId) => vault.Derive("draw-secret", lotId.ToString(CultureInfo.InvariantCulture));
}

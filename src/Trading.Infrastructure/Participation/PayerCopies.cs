using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Participation;

/// <summary>
/// Who paid a deposit, kept under the vault for its participation: the bidder who withdraws before the opening is paid back to that account, while the copy for
/// the lot's key cannot be opened. All of one length, as long as a name and a bank fit into a KiB.
/// </summary>
public sealed class PayerCopies(VaultSeal seal)
{
    private const string Purpose = "payer-copy";

    /// <summary>Seals the payer for one participation.</summary>
    public byte[] Seal(Guid participationId, PayerRecord payer)
    {
        ArgumentNullException.ThrowIfNull(payer);
        return seal.Seal(Purpose, participationId.ToString("N"), RecordLength.Stepped.Pad(payer.ToBytes()));
    }

    /// <exception cref="SealBrokenException">Changed, or another participation's.</exception>
    public PayerRecord Open(Guid participationId, byte[] copy) => PayerRecord.FromBytes(RecordLength.Unpad(seal.Open(Purpose, participationId.ToString("N"), copy)));
}

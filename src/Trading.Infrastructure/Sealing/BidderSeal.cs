using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// The copies that a bidder's own pages read before the opening. An organisation's rows are found by tags that only the vault can compute, so
/// that whoever holds the database alone can neither attribute a row to an organisation nor see which rows belong together.
/// </summary>
public sealed class BidderSeal(KeyVault vault)
{
    /// <summary>
    /// The tag under which the participation number <paramref name="index"/> (0, 1, …) of an organisation is kept. Listing is probing tags in
    /// batches until one is missing; the caller's unique index settles a race for the next number. 64 hexadecimal digits.
    /// </summary>
    public string Tag(long organisationId, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return Hmac(vault.Derive("bidder-tag", Id(organisationId)), Id(index));
    }

    /// <summary>The tags of <paramref name="count"/> participations from <paramref name="firstIndex"/> on, in order.</summary>
    public IReadOnlyList<string> Tags(long organisationId, int firstIndex, int count) =>
        [.. Enumerable.Range(firstIndex, count).Select(i => Tag(organisationId, i))];

    /// <summary>Under a unique index: one participation per lot and organisation, without a row that names both.</summary>
    public string UniqueTag(long lotId, long organisationId) => Hmac(vault.Derive("lot-organisation", Id(lotId)), Id(organisationId));

    /// <summary>Seals a record for its bidder, padded to the next KiB.</summary>
    public byte[] Seal(long organisationId, Guid participationId, ReadOnlySpan<byte> record) =>
        Wrapping.Wrap(BidderKey(organisationId), RecordLength.Stepped.Pad(record), BelongsTo(participationId));

    /// <exception cref="SealBrokenException">Another organisation's, another participation's, or changed.</exception>
    public byte[] Open(long organisationId, Guid participationId, ReadOnlySpan<byte> sealedRecord) =>
        RecordLength.Unpad(Wrapping.Unwrap(BidderKey(organisationId), sealedRecord, BelongsTo(participationId)));

    private byte[] BidderKey(long organisationId) => vault.Derive("bidder-copy", Id(organisationId));

    private static byte[] BelongsTo(Guid participationId) => participationId.ToByteArray(bigEndian: true);

    private static string Hmac(byte[] key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}

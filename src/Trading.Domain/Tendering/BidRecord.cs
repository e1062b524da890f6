using System.Text.Json;
using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

/// <summary>A file of a bid: how the bidder calls it, its length and SHA-256 in clear text, and the random name under which its envelope is stored.</summary>
public sealed record BidFile(string Name, long Length, string Sha256, string BlobId);

/// <summary>
/// What a bid says, as it is sealed. A bid may lack a price (its content is then for the panel to judge).
/// </summary>
public sealed record BidRecord(long? PriceFen, int? ContractDays, IReadOnlyList<BidFile> Files)
{
    public Money? Price => PriceFen is { } fen ? new Money(fen) : null;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static BidRecord FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<BidRecord>(bytes) ?? throw new JsonException("A bid record is an object.");

    /// <summary>SHA-256 over the price, the period and each file's name, length and hash, in their order: what the receipt attests.</summary>
    public byte[] ContentHash()
    {
        var bytes = new CanonicalBytes().Add(PriceFen).Add(ContractDays);
        foreach (var file in Files)
        {
            bytes.Add(file.Name).Add(file.Length).Add(file.Sha256);
        }

        return bytes.Sha256();
    }
}

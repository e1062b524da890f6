using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

/// <summary>A file of a bid: how the bidder calls it, its length and SHA-256 in clear text, and the random name under which its envelope is stored.</summary>
/// <param name="Name">Its label.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of the clear text, 64 hexadecimal digits.</param>
/// <param name="BlobId">Where its envelope is.</param>
/// <param name="Place">The place for which it was sealed while the bid was being put together, where that is not its place in the bid.</param>
public sealed record BidFile(
    string Name, long Length, string Sha256, string BlobId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Place = null);

/// <summary>
/// What a bid says, as it is sealed. A bid may lack a price (its content is then for the panel to judge). The salt, random and 64 hexadecimal digits,
/// keeps the hash, which is no secret, from being guessed by whoever knows the files and tries prices, and equal bids from having equal hashes.
/// </summary>
public sealed record BidRecord(long? PriceFen, int? ContractDays, IReadOnlyList<BidFile> Files, string Salt)
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltLength = 32;

    // Names are Chinese as a rule: written as they are, not as escapes of twice their length.
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Money? Price => PriceFen is { } fen ? new Money(fen) : null;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AsWritten);

    public static BidRecord FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<BidRecord>(bytes) ?? throw new JsonException("A bid record is an object.");

    /// <summary>
    /// SHA-256 over the salt's bytes, the price, the period and each file's name, length and hash, in their order: what the receipt attests. Whoever has
    /// the salt, from the receipt or the opening record, can reckon it again; docs/adr/0003 shows the bytes.
    /// </summary>
    public byte[] ContentHash()
    {
        var bytes = new CanonicalBytes().Add(Convert.FromHexString(Salt)).Add(PriceFen).Add(ContractDays);
        foreach (var file in Files)
        {
            bytes.Add(file.Name).Add(file.Length).Add(file.Sha256);
        }

        return bytes.Sha256();
    }
}

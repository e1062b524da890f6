using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>A cover as it is sealed: what it says, its file, and the random salt (64 hexadecimal digits) that keeps its hash from being guessed.</summary>
public sealed record CoverRecord(
    CoverKind Kind, string Issuer, string Number, long AmountFen, DateOnly ValidThrough, string Beneficiary, string FileName, long FileLength, string FileSha256,
    string BlobId, string Salt)
{
    // Names are Chinese as a rule: written as they are, not as escapes of twice their length.
    private static readonly JsonSerializerOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Where it is pooled, the participation that has paid, which stands in place of a paper's number; null of anything else.</summary>
    [JsonIgnore]
    public Guid? PooledWith => Kind == CoverKind.Pooled && Guid.TryParseExact(Number, "N", out var paid) ? paid : null;

    public CoverFacts Facts => new(Kind, Issuer, Number, new Money(AmountFen), ValidThrough, Beneficiary);

    /// <summary>A pooled one: it names the participation that has paid, and has neither issuer nor file.</summary>
    public static CoverRecord Pooled(Guid paid, Money due, DateOnly through, string beneficiary, string salt) =>
        new(CoverKind.Pooled, "", paid.ToString("N"), due.Fen, through, beneficiary, "", 0, "", "", salt);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AsWritten);

    public static CoverRecord FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<CoverRecord>(bytes, AsWritten) ?? throw new JsonException("A cover record is an object.");

    /// <summary>What the bidder is told when it hands the cover in, and the opening can be held to.</summary>
    public byte[] ContentHash() => new CanonicalBytes().Add(Convert.FromHexString(Salt)).Add(Kind.ToString()).Add(Issuer).Add(Number).Add(AmountFen)
        .Add(ValidThrough).Add(Beneficiary).Add(FileName).Add(FileLength).Add(FileSha256).Sha256();
}

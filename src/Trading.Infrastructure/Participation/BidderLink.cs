using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trading.Infrastructure.Participation;

/// <summary>
/// Who takes part and from which account: what is secret until the opening. Stands sealed with the lot's key beside the participation, and sealed
/// with the bidder's key for the bidder's own pages.
/// </summary>
public sealed record BidderLink(long LotId, long OrganisationId, string Name, string AccountNumber, string BankName)
{
    // Names are Chinese as a rule: written as they are, not as escapes of twice their length.
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The other members of the consortium that the organisation leads; none for a bidder by itself.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The account is the organisation's basic one (基本存款账户), as it is registered.</summary>
    public bool IsBasicAccount { get; init; } = true;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AsWritten);

    public static BidderLink FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<BidderLink>(bytes) ?? throw new JsonException("A bidder link is an object.");
}

/// <summary>The account that a deposit came from and must go back to, with the bank line that brought it; sealed with the lot's key.</summary>
public sealed record PayerRecord(string Name, string AccountNumber, string BankName, Guid BankLineId)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static PayerRecord FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<PayerRecord>(bytes) ?? throw new JsonException("A payer record is an object.");
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Tendering;

/// <summary>A whole file of a draft, sealed for the lot, and the place for which it was sealed.</summary>
public sealed record DraftFile(string Id, int Place, string Name, long Length, string Sha256);

/// <summary>A file that is still arriving, with what the bidder's side said of it.</summary>
public sealed record DraftUpload(string Id, string Name, long Length, string? AnnouncedSha256);

/// <summary>
/// What a bidder has put together for a lot and not handed in: it is no bid. The price in yuan as it was typed, which need not be a price that may be
/// handed in; the version is that of the bid for which its files were sealed.
/// </summary>
public sealed record BidDraft(
    long LotId, int BidVersion, decimal? Price, int? ContractDays, IReadOnlyList<DraftFile> Files, IReadOnlyList<DraftUpload> Uploads, DateTime ChangedAtUtc)
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether it can be handed in: a price, a period, a file at least, and none still arriving.</summary>
    public bool IsComplete => Price is > 0 && decimal.Round(Price.Value, 2) == Price && ContractDays > 0 && Files.Count > 0 && Uploads.Count == 0;

    /// <summary>Tells what was looked at from what was changed since: the SHA-256 of all that would be handed in, 64 hexadecimal digits.</summary>
    public string Digest()
    {
        var bytes = new CanonicalBytes().Add(LotId).Add((long)BidVersion).Add(Price?.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)).Add(ContractDays);
        foreach (var file in Files)
        {
            bytes.Add(file.Id).Add(file.Name).Add(file.Length).Add(file.Sha256);
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AsWritten);

    internal static BidDraft FromBytes(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<BidDraft>(bytes) ?? throw new JsonException("A draft is an object.");
}

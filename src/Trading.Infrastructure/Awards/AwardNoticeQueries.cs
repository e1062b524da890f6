using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Infrastructure.Documents.AwardNotices;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Awards;

/// <summary>An award notice as anybody may read it; the documents' hashes are null until they are rendered.</summary>
public sealed record PublicAwardNotice(
    string Number, string VerificationCode, DateTime IssuedAtUtc, string ContentHash, string? ChineseSha256, string? EnglishSha256, AwardNoticeData Facts)
{
    /// <summary>Whether a SHA-256 in hexadecimal is that of the facts or of one of the two files.</summary>
    public bool Agrees(string sha256) =>
        new[] { ContentHash, ChineseSha256, EnglishSha256 }.Any(h => h is not null && h.Equals(sha256, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Award notices for their readers: by number, or by the code that the QR code holds.</summary>
public sealed class AwardNoticeQueries(TradingDbContext db, BlobStore blobs)
{
    public Task<PublicAwardNotice?> FindAsync(string number, CancellationToken ct) => ViewAsync(db.Set<AwardNotice>().Where(n => n.Number == number), ct);

    /// <summary>By verification code or by number, as somebody types it: blanks and case do not matter.</summary>
    public Task<PublicAwardNotice?> VerifyAsync(string code, CancellationToken ct)
    {
        var typed = string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return ViewAsync(db.Set<AwardNotice>().Where(n => n.VerificationCode == typed || n.Number == typed), ct);
    }

    /// <summary>The rendered file in a language; null where there is none yet.</summary>
    public async Task<Stream?> OpenAsync(string number, WordsLanguage language, CancellationToken ct)
    {
        var found = await db.Set<AwardNotice>().AsNoTracking().SingleOrDefaultAsync(n => n.Number == number, ct);
        var blob = language switch
        {
            WordsLanguage.Chinese => found?.ChineseBlobId,
            WordsLanguage.English => found?.EnglishBlobId,
        };
        return blob is null ? null : blobs.OpenRead(BlobId.Parse(blob));
    }

    private static async Task<PublicAwardNotice?> ViewAsync(IQueryable<AwardNotice> notices, CancellationToken ct) =>
        await notices.AsNoTracking().SingleOrDefaultAsync(ct) is { } n
            ? new PublicAwardNotice(
                n.Number, n.VerificationCode, n.IssuedAtUtc, Convert.ToHexStringLower(n.ContentHash), Hex(n.ChineseSha256), Hex(n.EnglishSha256),
                AwardNoticeService.FactsOf(n))
            : null;

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);
}

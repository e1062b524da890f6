using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tendering;

/// <summary>A published file of a lot.</summary>
public sealed record PublicDocument(Guid Id, string FileName, long Length, string ContentType, byte[] Sha256, DateTime PublishedAtUtc);

/// <summary>Hands out published files to anybody. It writes nothing: who takes a file, and how many do, is nowhere on record.</summary>
public sealed class TenderDocumentQueries(TradingDbContext db, BlobStore blobs)
{
    /// <summary>The file and its content; null where there is none or it is not published.</summary>
    public async Task<(PublicDocument Document, Stream Content)?> OpenAsync(Guid id, CancellationToken ct)
    {
        var found = await db.Set<TenderDocument>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.PublishedAtUtc != null, ct);
        return found is null
            ? null
            : (new PublicDocument(found.Id, found.FileName, found.Length, found.ContentType, found.Sha256, found.PublishedAtUtc!.Value),
                blobs.OpenRead(BlobId.Parse(found.BlobId)));
    }
}

using Trading.Domain.Shared;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tendering;

/// <summary>
/// Proves once a minute that a bid could be taken now: a file goes onto the blob store's disk and comes back the same, and a row is committed to the
/// database. Only then does the minute have its beat; a full disk, a lost mount or a database that takes no writes leaves it without.
/// </summary>
public sealed class HeartbeatProbe(TimeProvider clock, BlobStore blobs, Heartbeats heartbeats)
{
    private const int ProbeBytes = 4096;

    public async Task RunAsync(CancellationToken ct)
    {
        if (await heartbeats.HasBeatenAsync(clock.NowUtc(), ct))
        {
            return;
        }

        await ProbeFilesAsync(ct);

        // The beat's own commit is the database's half of the proof.
        await heartbeats.BeatAsync(clock.NowUtc(), ct);
    }

    private async Task ProbeFilesAsync(CancellationToken ct)
    {
        var content = new byte[ProbeBytes];
        Random.Shared.NextBytes(content);
        var stored = await blobs.StoreAsync(new MemoryStream(content, writable: false), ProbeBytes, ct);
        try
        {
            await using var file = blobs.OpenRead(stored.Id);
            var read = new byte[ProbeBytes];
            await file.ReadExactlyAsync(read, ct);
            if (!read.AsSpan().SequenceEqual(content))
            {
                throw new IOException("The blob store gave back other bytes than it was given.");
            }
        }
        finally
        {
            blobs.Delete(stored.Id);
        }
    }
}

using Trading.Domain.Shared;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tendering;

/// <summary>The way by which bidders come in: the node's own address, asked from outside its process's own calls.</summary>
public interface IFrontDoor
{
    /// <summary>True where the node answers a request now.</summary>
    Task<bool> AnswersAsync(CancellationToken ct);
}

/// <summary>
/// Proves every few seconds that a bid could be taken by this node now: it answers at its own address, a file goes onto the blob store's disk and comes
/// back the same, and a row is committed to the database. Only then there is a beat; a server that hangs, a full disk, a lost mount or a database
/// that takes no writes leaves a gap.
/// </summary>
public sealed class HeartbeatProbe(
    TimeProvider clock, BlobStore blobs, Heartbeats heartbeats, TradingOptions options, RulebookLibrary rules, IEnumerable<IFrontDoor> doors)
{
    private const int ProbeBytes = 4096;

    /// <summary>The time from one beat to the next; the same for the whole site, whose centres share its nodes.</summary>
    public TimeSpan Period => TimeSpan.FromSeconds(Rule("common.heartbeat-seconds"));

    private TimeSpan Kept => TimeSpan.FromHours(Rule("common.heartbeat-keep-hours"));

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var door in doors)
        {
            if (!await door.AnswersAsync(ct))
            {
                return;
            }
        }

        await ProbeFilesAsync(ct);

        // The beat's own commit is the database's half of the proof.
        await heartbeats.BeatAsync(options.Node, clock.NowUtc(), ct);
    }

    /// <summary>Forgets the beats that no lot needs any more.</summary>
    public Task PruneAsync(CancellationToken ct) => heartbeats.PruneAsync(clock.NowUtc(), Kept, ct);

    private long Rule(string key) =>
        (rules.Find(key, Instants.BeijingDay(clock.NowUtc())) ?? throw new InvalidOperationException($"The national rulebook has no {key}.")).Number;

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

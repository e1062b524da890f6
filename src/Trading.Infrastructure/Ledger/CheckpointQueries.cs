using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Ledger;

/// <summary>What is told of a digest: whether it belongs to a checkpoint here, of which chain and Beijing day, and whether the chain still agrees. Never a count.</summary>
public sealed record KnownCheckpoint(string Chain, DateOnly MadeOn, bool Holds);

/// <summary>Looks for the checkpoint of a digest that somebody was told.</summary>
public sealed class CheckpointQueries(TradingDbContext db, CheckpointFiles files, CheckpointKey key)
{
    /// <summary>A digest as somebody types it, blanks around it and capital letters allowed; null where it is not 64 hexadecimal digits.</summary>
    public static byte[]? ReadDigest(string? text) =>
        text?.Trim() is { Length: 2 * SHA256.HashSizeInBytes } digits && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;

    /// <summary>
    /// The checkpoint with that digest; null where neither file nor database knows one. It holds where its line is in the file, is signed by our key, is
    /// remembered by the database, and the chain has its hash at its place.
    /// </summary>
    public async Task<KnownCheckpoint?> FindAsync(byte[] digest, CancellationToken ct)
    {
        var row = await db.Set<CheckpointRow>().AsNoTracking().Where(c => c.Digest == digest).FirstOrDefaultAsync(ct);
        if (Find(digest) is { Content: { } content } found)
        {
            var holds = row is not null && key.IsOurs(content.ToText(), found.Signature)
                && (await db.HashAtAsync(content.Chain, content.Seq, ct)).AsSpan().SequenceEqual(content.Hash);
            return new KnownCheckpoint(Checkpoint.NameOf(content.Chain), Instants.BeijingDay(content.MadeAtUtc), holds);
        }

        return row is null ? null : new KnownCheckpoint(Checkpoint.NameOf(row.Chain), Instants.BeijingDay(row.MadeAtUtc), Holds: false);
    }

    /// <summary>The digest of the newest checkpoint of a chain, in 64 hexadecimal digits; null where there is none.</summary>
    public async Task<string?> NewestDigestAsync(Chain chain, CancellationToken ct) =>
        await db.Set<CheckpointRow>().AsNoTracking().Where(c => c.Chain == chain).OrderByDescending(c => c.Number).Select(c => c.Digest).FirstOrDefaultAsync(ct) is { } digest
            ? Convert.ToHexStringLower(digest)
            : null;

    /// <summary>Since when no chain is without a checkpoint: the older of the two newest, in the system's time; null where a chain has none.</summary>
    public async Task<DateTime?> CoveredSinceUtcAsync(CancellationToken ct)
    {
        var latest = await db.Set<CheckpointRow>().GroupBy(c => c.Chain).Select(g => g.Max(c => c.MadeAtUtc)).ToListAsync(ct);
        return latest.Count < Enum.GetValues<Chain>().Length ? null : latest.Min();
    }

    private SignedCheckpoint? Find(byte[] digest) => Enum.GetValues<Chain>().SelectMany(files.Lines)
        .Select(line => SignedCheckpoint.TryRead(line, out var read) ? read : null)
        .FirstOrDefault(read => read is not null && read.Digest.AsSpan().SequenceEqual(digest));
}

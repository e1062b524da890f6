using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// Holds both chains against the checkpoints outside the database, in one pass from the first to the newest: each line is signed by our key, numbered
/// without a gap, follows the line before it and is the one that the database remembers, and the chain has its hash at its place and its count and debits
/// up to it. Names the first that does not hold. A site that has never made one, and has no file, passes with 0 rows.
/// </summary>
public sealed class CheckpointVerifier(TradingDbContext db, CheckpointFiles files, CheckpointKey key) : IVerifier
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) =>
    [
        await CheckAsync("journal-checkpoints", Chain.Journal, ct),
        await CheckAsync("event-checkpoints", Chain.Events, ct),
    ];

    private async Task<Finding> CheckAsync(string check, Chain chain, CancellationToken ct)
    {
        // Rows first: a checkpoint that is made meanwhile may have its line and not yet its row, never the other way round.
        var remembered = await db.Set<CheckpointRow>().AsNoTracking().Where(c => c.Chain == chain).OrderBy(c => c.Number).Select(c => c.Digest).ToListAsync(ct);
        var lines = files.Lines(chain);
        if (remembered.Count == 0 && lines.Count == 0)
        {
            return new Finding(check, true, 0, null);
        }

        var walk = new Walk(db, key, chain, remembered);
        for (var index = 0; index < lines.Count; index++)
        {
            if (await walk.StepAsync(index, lines[index], ct) is { } fault)
            {
                return Broken(check, chain, index + 1, fault);
            }
        }

        return lines.Count < remembered.Count
            ? Broken(check, chain, lines.Count + 1, "is not in the file")
            : new Finding(check, true, null, null);
    }

    private static Finding Broken(string check, Chain chain, long number, string fault) => new(check, false, null, $"{Checkpoint.NameOf(chain)} checkpoint {number} {fault}");

    /// <summary>Where the pass has come to: the line before, and the chain's totals up to its place.</summary>
    private sealed class Walk(TradingDbContext db, CheckpointKey key, Chain chain, List<byte[]> remembered)
    {
        private byte[] _previous = Checkpoint.Root;
        private ChainTotals _totals = ChainTotals.Nothing;
        private long _seq;

        /// <summary>What is wrong with a line; null where it holds.</summary>
        public async Task<string?> StepAsync(int index, string line, CancellationToken ct)
        {
            if (!SignedCheckpoint.TryRead(line, out var read))
            {
                return "cannot be read";
            }

            var content = read.Content;
            if (!key.IsOurs(content.ToText(), read.Signature))
            {
                return "is not signed by this installation's key";
            }

            if (content.Chain != chain || content.Number != index + 1 || !content.Previous.AsSpan().SequenceEqual(_previous) || content.Seq < _seq)
            {
                return "does not follow the one before it";
            }

            if (index < remembered.Count && !read.Digest.AsSpan().SequenceEqual(remembered[index]))
            {
                return "is not the one that the database remembers";
            }

            // One line may be ahead: its process died, or has not committed its row yet.
            if (index > remembered.Count)
            {
                return "is unknown to the database";
            }

            (_previous, var fault) = (read.Digest, await AgainstChainAsync(content, ct));
            return fault;
        }

        private async Task<string?> AgainstChainAsync(Checkpoint content, CancellationToken ct)
        {
            var hash = await db.HashAtAsync(chain, content.Seq, ct);
            if (hash is null)
            {
                return "lies behind the end of the chain: the chain has become shorter";
            }

            if (!hash.AsSpan().SequenceEqual(content.Hash))
            {
                return "has another hash than the chain";
            }

            _totals = _totals.And(await db.TotalsAsync(chain, _seq, content.Seq, ct));
            _seq = content.Seq;
            if (_totals.Count != content.Count)
            {
                return "has counted other links than the chain has";
            }

            return _totals.Debits.OrderBy(d => d.Key, StringComparer.Ordinal).SequenceEqual(content.Debits.OrderBy(d => d.Key, StringComparer.Ordinal))
                ? null
                : "has added up other debits than the chain has";
        }
    }
}

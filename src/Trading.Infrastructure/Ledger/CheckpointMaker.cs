using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// Makes checkpoints of both chains: each hour and each thousand links (<see cref="CheckpointOptions"/>). The line is on the disk before the row that
/// remembers it is committed; a process that dies between the two leaves a line without a row, which the next run takes over. Only links that are
/// committed are counted, and those never change. May run at any time, twice, or on two nodes: a lock lets one work, and the number is unique.
/// </summary>
public sealed class CheckpointMaker(TradingDbContext db, CheckpointFiles files, CheckpointKey key, SystemTime time, CheckpointOptions options)
{
    private const long Turn = 7_042_002;

    /// <summary>Makes those that are due; returns how many were made or taken over.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var nowUtc = time.NowUtc();
        var made = 0;
        foreach (var chain in Enum.GetValues<Chain>())
        {
            // Read before write: an idle maker must not take SQLite's writer lock every second.
            if (await IsDueAsync(chain, nowUtc, ct))
            {
                made += await MakeAsync(chain, nowUtc, evenIfNotDue: false, ct);
            }
        }

        return made;
    }

    /// <summary>Makes one of each chain now, whether or not it is due.</summary>
    public async Task MakeAsync(CancellationToken ct)
    {
        var nowUtc = time.NowUtc();
        foreach (var chain in Enum.GetValues<Chain>())
        {
            await MakeAsync(chain, nowUtc, evenIfNotDue: true, ct);
        }
    }

    private Task<int> MakeAsync(Chain chain, DateTime nowUtc, bool evenIfNotDue, CancellationToken ct) => db.InTransactionAsync(
        async () =>
        {
            if (!db.Database.IsSqlite())
            {
                await db.ExecuteAsync("SELECT pg_advisory_xact_lock({0})", [Turn], ct);
            }

            // Another node may have been first.
            if (!evenIfNotDue && !await IsDueAsync(chain, nowUtc, ct))
            {
                return 0;
            }

            var newest = await NewestAsync(chain, ct);
            var last = Read(files.LastLine(chain));
            var made = await IsLeftBehindAsync(last, newest, chain, ct) ? last! : await WriteAsync(chain, newest, last, nowUtc, ct);
            var row = new CheckpointRow { Chain = chain, Number = made.Content.Number, Seq = made.Content.Seq, Digest = made.Digest, MadeAtUtc = made.Content.MadeAtUtc };
            db.Add(row);
            await db.SaveChangesAsync(ct);
            db.Entry(row).State = EntityState.Detached;
            return 1;
        },
        ct);

    private async Task<bool> IsDueAsync(Chain chain, DateTime nowUtc, CancellationToken ct)
    {
        if (await NewestAsync(chain, ct) is not { } newest || (nowUtc - newest.MadeAtUtc).Duration() >= options.Period)
        {
            return true;
        }

        return (await db.NewestLinkAsync(chain, ct))?.Seq - newest.Seq >= options.Links;
    }

    private Task<CheckpointRow?> NewestAsync(Chain chain, CancellationToken ct) =>
        db.Set<CheckpointRow>().AsNoTracking().Where(c => c.Chain == chain).OrderByDescending(c => c.Number).FirstOrDefaultAsync(ct);

    private static SignedCheckpoint? Read(string? line) => line is not null && SignedCheckpoint.TryRead(line, out var read) ? read : null;

    /// <summary>The line of a process that died before it could commit the row: ours, the very next, and of this chain as it stands.</summary>
    private async Task<bool> IsLeftBehindAsync(SignedCheckpoint? last, CheckpointRow? newest, Chain chain, CancellationToken ct) =>
        last is { Content: { } content } && content.Chain == chain && content.Number == (newest?.Number ?? 0) + 1
        && content.Previous.AsSpan().SequenceEqual(newest?.Digest ?? Checkpoint.Root) && key.IsOurs(content.ToText(), last.Signature)
        && (await db.HashAtAsync(chain, content.Seq, ct)).AsSpan().SequenceEqual(content.Hash);

    private async Task<SignedCheckpoint> WriteAsync(Chain chain, CheckpointRow? newest, SignedCheckpoint? last, DateTime nowUtc, CancellationToken ct)
    {
        var link = await db.NewestLinkAsync(chain, ct);
        var (seq, hash) = (link?.Seq ?? 0, link?.Hash ?? HashChain.Root);
        var totals = await TotalsAsync(chain, newest, last, seq, ct);
        var content = new Checkpoint
        {
            Chain = chain,
            Number = (newest?.Number ?? 0) + 1,
            Seq = seq,
            Hash = hash,
            Count = totals.Count,
            Debits = totals.Debits,
            MadeAtUtc = nowUtc,
            Previous = newest?.Digest ?? Checkpoint.Root,
        };
        var signed = SignedCheckpoint.Of(content, key.Sign(content.ToText()));
        files.Append(chain, signed.LineText);
        return signed;
    }

    /// <summary>Adds what came since to what the last line says; counts from the beginning where that line is not the one that the database remembers.</summary>
    private async Task<ChainTotals> TotalsAsync(Chain chain, CheckpointRow? newest, SignedCheckpoint? last, long seq, CancellationToken ct) =>
        newest is not null && last is { Content: { } content } && last.Digest.AsSpan().SequenceEqual(newest.Digest) && content.Seq <= seq
            ? new ChainTotals(content.Count, content.Debits).And(await db.TotalsAsync(chain, content.Seq, seq, ct))
            : await db.TotalsAsync(chain, 0, seq, ct);
}

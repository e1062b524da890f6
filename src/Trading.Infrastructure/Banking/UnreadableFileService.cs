using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Banking;

/// <summary>Keeps statement files that could not be read, sealed and once each, and ends them when finance has done something about it.</summary>
public sealed class UnreadableFileService(TradingDbContext db, TimeProvider clock, BankSeal seal, StatementSteps steps, ProcedureLog log)
{
    /// <summary>Keeps a file with the reason for which it could not be read. The same file of the account again changes nothing.</summary>
    public async Task KeepAsync(long bankAccountId, string name, byte[] file, RuleBrokenException refusal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var account = await db.LockBankAccountAsync(bankAccountId, ct);
                var tag = seal.FileTag(file);
                if (await db.Set<UnreadableFile>().AnyAsync(f => f.BankAccountId == bankAccountId && f.FileTag == tag, ct))
                {
                    return;
                }

                var kept = RowOf(account, name, file, tag, refusal, nowUtc);
                db.Add(kept);
                Record(kept, Acting.Clock, "statement-unreadable", nowUtc);
                await steps.UnreadableAsync(kept, nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    /// <summary>Somebody of finance has looked into it: nothing of it is booked, and it stays sealed.</summary>
    /// <exception cref="RuleBrokenException"><c>banking.file-ended</c></exception>
    public async Task EndAsync(Guid id, string because, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(because);
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var file = await db.Set<UnreadableFile>().SingleAsync(f => f.Id == id, ct);
                file.End(acting.UserId, because.Trim(), nowUtc);
                Record(file, acting with { Reason = file.EndedBecause }, "statement-unreadable-ended", nowUtc);
                await steps.EndedAsync(file, acting, "ended", nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    /// <summary>The file could be read after all, as when the account's form was put right; in the transaction of its import.</summary>
    internal async Task ReadAfterAllAsync(long bankAccountId, string tag, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var open = await db.Set<UnreadableFile>().SingleOrDefaultAsync(f => f.BankAccountId == bankAccountId && f.FileTag == tag && f.EndedAtUtc == null, ct);
        if (open is not null)
        {
            open.End(acting.UserId, null, nowUtc);
            await steps.EndedAsync(open, acting, "imported", nowUtc, ct);
        }
    }

    private UnreadableFile RowOf(BankAccount account, string name, byte[] file, string tag, RuleBrokenException refusal, DateTime nowUtc)
    {
        var id = Guid.NewGuid();
        var (reason, values) = UnreadableReasons.Of(refusal);
        return new UnreadableFile
        {
            Id = id,
            CentreId = account.CentreId,
            BankAccountId = account.Id,
            Profile = account.Profile,
            SealedFile = seal.SealFile(id, file),
            SealedName = seal.SealName(id, name),
            FileTag = tag,
            Reason = reason,
            ReasonValues = string.Join('\n', values),
            ReceivedAtUtc = nowUtc,
        };
    }

    private void Record(UnreadableFile file, Acting acting, string kind, DateTime nowUtc) => log.Record(
        file.CentreId, null, null, acting, new EventFacts(kind, file.Id.ToString("N"), ContentHash: Convert.FromHexString(file.FileTag)), nowUtc);
}

using System.Globalization;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Supervision;

/// <summary>
/// Takes the checkpoints out of the reach of whoever holds the server: once a Beijing day, from a fixed time on, every supervisor is mailed the digest of
/// each chain's newest checkpoint, which stands for all before it. The mail says nothing else, and comes whether or not anything happened: neither
/// counts and sums nor the times of what was done leave the server.
/// </summary>
public sealed class CheckpointMails(
    TradingDbContext db, TimeProvider clock, DueActions due, CheckpointMaker maker, CheckpointQueries checkpoints, Outbox outbox, CheckpointOptions options)
{
    private const string DayForm = "yyyy-MM-dd";
    private const long NoCentre = 0;

    /// <summary>Plans the mail of today, once its time of day has come.</summary>
    public async Task PlanAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var beijing = Instants.ToBeijing(nowUtc);
        if (TimeOnly.FromDateTime(beijing) < options.MailAt)
        {
            return;
        }

        await due.PlanOnceAsync(DueKinds.MailCheckpoints, beijing.ToString(DayForm, CultureInfo.InvariantCulture), NoCentre, nowUtc, ct);
        await due.SavePlansAsync(ct);
    }

    /// <summary>Makes a checkpoint of each chain and mails their digests; the day's is another than yesterday's even where nothing was chained between.</summary>
    /// <param name="day">The Beijing day, as planned.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task SendAsync(string day, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await maker.MakeAsync(ct);
        var journal = await checkpoints.NewestDigestAsync(Chain.Journal, ct);
        var events = await checkpoints.NewestDigestAsync(Chain.Events, ct);
        await db.InTransactionAsync(
            async () =>
            {
                await outbox.ToAllWithRoleAsync(Roles.Supervisor, new MailText(MailKinds.Checkpoints, "supervisor/verify", day, journal!, events!), nowUtc, ct);
                await due.EndAsync(DueKinds.MailCheckpoints, day, nowUtc, ct);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }
}

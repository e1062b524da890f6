using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>A file of evidence as it is handed in.</summary>
public sealed record EvidenceFile(string Name, Stream Content, long MaxBytes);

/// <summary>
/// Forfeits a deposit: one person proposes it on a ground of the line's rules, with evidence and a note of the hearing; two others approve; then, and not before,
/// the money is booked to whose it is by the line's rule, and owed to it. Never by itself. As long as it waits for one of them, finance has a step about it.
/// </summary>
public sealed class ForfeitureService(
    TradingDbContext db, TimeProvider clock, DepositService deposits, HoldKeeper holds, LedgerPoster poster, BlobStore blobs, ProcedureLog log, ForfeitureSteps steps, Payouts payouts,
    DepositPools pools, UncoveredBids uncovered, OpenFees fees)
{
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.lot-not-opened</c>, <c>deposits.wrong-state</c>, <c>deposits.no-such-ground</c>, <c>deposits.exempt</c>, <c>deposits.ground-needs-clause</c>,
    /// <c>deposits.hearing-missing</c>, <c>deposits.fee-not-deducted</c>; <c>sealing.file-too-large</c>
    /// </exception>
    public async Task<Guid> ProposeAsync(Guid participationId, ForfeitureCase facts, EvidenceFile evidence, Acting maker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var stored = await blobs.StoreAsync(evidence.Content, evidence.MaxBytes, ct);
        try
        {
            return await ProposeAsync(
                participationId, facts, new ForfeitureEvidence(Path.GetFileName(evidence.Name), stored.Id.ToString(), stored.Sha256, stored.Length), maker, clock.NowUtc(), ct);
        }
        catch (RuleBrokenException)
        {
            // Nothing points to it.
            blobs.Delete(stored.Id);
            throw;
        }
    }

    /// <summary>Another person approves. The second approval books it.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.forfeiture-decided</c>, <c>shared.maker-is-checker</c>; <c>deposits.forfeiture-changed</c>: another sum is held, or less is owed in fees, than was proposed
    /// </exception>
    public Task ApproveAsync(Guid forfeitureId, Acting checker, CancellationToken ct) => DecideAsync(
        forfeitureId,
        async (forfeiture, found, nowUtc) =>
        {
            if (found.Policy.Pooling is not null)
            {
                // Whatever opens the last lot at this moment finds the deposit forfeited, or has let its bids stand on it.
                await pools.LockAsync(found.Project.Id, ct);
            }

            if (forfeiture.Amount != found.Deposit.Refundable)
            {
                throw new RuleBrokenException(DepositRules.ForfeitureChanged);
            }

            var isSecond = forfeiture.Approve(checker.RequirePerson(), nowUtc);
            Record(found, checker, isSecond ? "deposit-forfeited" : "forfeiture-seconded", forfeiture, nowUtc);
            if (!isSecond)
            {
                return;
            }

            await steps.EndedAsync(forfeiture, checker, "approved", nowUtc, ct);
            found.Deposit.Forfeit();
            var ended = (await pools.StandingAsync(forfeiture.ParticipationId, ct)).FindAll(c => c.EndWith(forfeiture));
            foreach (var cover in ended)
            {
                log.Record(found.Lot.CentreId, found.Lot.ProjectId, cover.LotId, checker, FactsOf(cover.ParticipationId, "pooled-deposit-forfeited", forfeiture), nowUtc);
            }

            await uncovered.ForfeitedAsync(found with { ByLot = forfeiture.LotId }, ended, checker, nowUtc, ct);

            if (found.Deposit.HoldId is { } hold)
            {
                await holds.ReleaseAsync(hold, nowUtc, ct);
            }

            var today = Instants.BeijingDay(nowUtc);
            if (Payout.Of(Guid.NewGuid(), found.Deposit, forfeiture, today) is { } payout)
            {
                await payouts.OweAsync(payout, found.Lot, nowUtc, ct);
            }

            await db.SaveOrChangedMeanwhileAsync(ct);
            await poster.PostAsync(forfeiture.CentreId, DepositEndEntries.Forfeited(forfeiture, today), nowUtc, ct);
            await fees.SettleAsync(forfeiture, found.Deposit.BankAccountId, nowUtc, ct);
            await deposits.SettleStepAsync(found.Lot, checker, "forfeited", nowUtc, ct);
        },
        ct);

    /// <summary>Another person says no: the deposit is what it was, or what the procedure has made of that meanwhile.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.forfeiture-decided</c>, <c>shared.maker-is-checker</c>, <c>deposits.order-incomplete</c></exception>
    public Task DeclineAsync(Guid forfeitureId, string because, Acting checker, CancellationToken ct) => DecideAsync(
        forfeitureId,
        async (forfeiture, found, nowUtc) =>
        {
            forfeiture.Decline(because, checker.RequirePerson(), nowUtc);
            await steps.EndedAsync(forfeiture, checker, "declined", nowUtc, ct);
            found.Deposit.DeclineForfeiture();
            Record(found, checker with { Reason = forfeiture.DeclinedBecause }, "forfeiture-declined", forfeiture, nowUtc);
            await deposits.ResumeAsync(found.Deposit, found.Lot, checker, nowUtc, ct);
        },
        ct);

    private Task<Guid> ProposeAsync(Guid participationId, ForfeitureCase facts, ForfeitureEvidence evidence, Acting maker, DateTime nowUtc, CancellationToken ct) =>
        db.InTransactionAsync(
            async () =>
            {
                var found = await db.OpenedDepositAsync(participationId, ct);
                var forfeiture = Forfeiture.Propose(
                    Guid.NewGuid(), found.Deposit, found.Policy, found.Project.IsStateFunded, await fees.OwedAsync(found.ByLot, ct), facts, evidence, maker.RequirePerson(), nowUtc,
                    found.ByLot);
                found.Deposit.ProposeForfeiture();

                // Of two who propose at once the later is told so, before the database finds a second paper.
                await db.SaveOrChangedMeanwhileAsync(ct);
                db.Add(forfeiture);
                await steps.ProposedAsync(forfeiture, found.Lot, nowUtc, ct);
                Record(found, maker with { Reason = forfeiture.HearingNote }, "forfeiture-proposed", forfeiture, nowUtc);
                await db.SaveOrChangedMeanwhileAsync(ct);
                await deposits.SettleStepAsync(found.Lot, maker, "forfeiture-proposed", nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return forfeiture.Id;
            },
            ct);

    private async Task DecideAsync(Guid forfeitureId, Func<Forfeiture, OpenedDeposit, DateTime, Task> decide, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var forfeiture = await db.Set<Forfeiture>().SingleAsync(f => f.Id == forfeitureId, ct);
                await decide(forfeiture, await db.OpenedDepositAsync(forfeiture.ParticipationId, ct), nowUtc);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    private void Record(OpenedDeposit found, Acting acting, string kind, Forfeiture forfeiture, DateTime nowUtc) =>
        log.RecordOf(found, acting, participation => FactsOf(participation, kind, forfeiture), nowUtc);

    private static EventFacts FactsOf(Guid participation, string kind, Forfeiture forfeiture) =>
        new(kind, participation.ToString("N"), forfeiture.GroundRule, forfeiture.Citation, forfeiture.EvidenceSha256);
}

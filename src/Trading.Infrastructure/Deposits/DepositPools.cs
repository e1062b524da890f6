using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Deposits;

/// <summary>A lot whose bid stands on a deposit, or on whose deposit a bid stands.</summary>
public sealed record PoolLot(Guid ParticipationId, long LotId, string Code, string Name, CoverState? Cover);

/// <summary>
/// What the lots of a project have to do with each other where one deposit stands for all of them (docs/adr/0014). Every question is answered under the project's
/// lock, until the caller's transaction ends: two lots that let the same deposit go at once would each leave it to the other.
/// </summary>
public sealed class DepositPools(TradingDbContext db)
{
    /// <summary>The others wait. Taken after the row of a tender, never before; bids and participations do not wait for it.</summary>
    internal async Task LockAsync(long projectId, CancellationToken ct)
    {
        db.RequireTransaction();
        if (!db.Database.IsSqlite())
        {
            await db.Database.SqlQuery<long>($"SELECT id AS \"Value\" FROM project WHERE id = {projectId} FOR NO KEY UPDATE").ToListAsync(ct);
        }
    }

    /// <summary>True while another lot of the project takes bids or waits for its opening: what stands on which deposit is sealed.</summary>
    internal Task<bool> IsSealedAsync(long projectId, long exceptLot, CancellationToken ct) => db.Set<Tender>().AnyAsync(
        t => t.ProjectId == projectId && t.LotId != exceptLot
            && (t.State == TenderState.Bidding || t.State == TenderState.Closed || t.State == TenderState.OpeningHeld),
        ct);

    /// <summary>Which deposits of a lot other lots hold, or may hold: all of them as long as one lot is sealed, so that what waits tells nothing.</summary>
    internal async Task<IReadOnlySet<Guid>> HeldAsync(Lot lot, IReadOnlyCollection<Deposit> deposits, CancellationToken ct)
    {
        await LockAsync(lot.ProjectId, ct);
        return await IsSealedAsync(lot.ProjectId, lot.Id, ct)
            ? deposits.Select(d => d.ParticipationId).ToHashSet()
            : await NamedAsync([.. deposits.Select(d => d.ParticipationId)], ct);
    }

    /// <summary>Those of the deposits on which bids of other lots stand.</summary>
    internal async Task<HashSet<Guid>> NamedAsync(Guid[] deposits, CancellationToken ct) => await db.Set<DepositCover>()
        .Where(c => c.PooledWith != null && deposits.Contains(c.PooledWith.Value) && c.State == CoverState.Verified).Select(c => c.PooledWith!.Value).ToHashSetAsync(ct);

    /// <summary>
    /// The cover by which one lot alone still stands on a deposit; null where that is the deposit's own lot, or none does. What takes the deposit from under bids of
    /// several lots is refused.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.other-lots-sealed</c>, <c>deposits.other-lots-stand</c></exception>
    internal async Task<DepositCover?> SoleAsync(OpenedDeposit found, CancellationToken ct)
    {
        if (found.Policy.Pooling is not { } rule)
        {
            return null;
        }

        await db.InTransactionAsync(() => LockAsync(found.Project.Id, ct), ct);
        if (await IsSealedAsync(found.Project.Id, found.Lot.Id, ct))
        {
            throw RuleBrokenException.Cited(CoverRules.OtherLotsSealed, rule.Citation);
        }

        var standing = await StandingAsync(found.Deposit.ParticipationId, ct);
        if (standing.Count + (found.Deposit.LetGoBy is null ? 1 : 0) > 1)
        {
            var lots = standing.Select(c => c.LotId).ToArray();
            var codes = await db.Set<Lot>().Where(l => lots.Contains(l.Id) || (l.Id == found.Lot.Id && found.Deposit.LetGoBy == null)).Select(l => l.Code!).Order().ToListAsync(ct);
            throw RuleBrokenException.Cited(CoverRules.OtherLotsStand, rule.Citation, string.Join("、", codes));
        }

        return standing.SingleOrDefault();
    }

    /// <summary>The covers of other lots that stand on a deposit, for a change.</summary>
    internal Task<List<DepositCover>> StandingAsync(Guid participation, CancellationToken ct) =>
        db.Set<DepositCover>().Where(c => c.PooledWith == participation && c.State == CoverState.Verified).ToListAsync(ct);

    /// <summary>The other lots whose bids stand, or stood, on a deposit; none before all lots of the project are opened.</summary>
    public async Task<IReadOnlyList<PoolLot>> OnAsync(Guid participation, CancellationToken ct) => await (
        from cover in db.Set<DepositCover>().AsNoTracking()
        join lot in db.Set<Lot>() on cover.LotId equals lot.Id
        where cover.PooledWith == participation
        orderby lot.Code
        select new PoolLot(cover.ParticipationId, lot.Id, lot.Code!, lot.Name, cover.State)).ToListAsync(ct);

    /// <summary>The deposit of another lot on which a participation's bid stands; null where it stands on its own, or nobody may know yet.</summary>
    public Task<PoolLot?> UnderAsync(Guid participation, CancellationToken ct) => (
        from cover in db.Set<DepositCover>().AsNoTracking()
        join deposit in db.Set<Deposit>() on cover.PooledWith equals deposit.ParticipationId
        join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
        where cover.ParticipationId == participation
        select new PoolLot(deposit.ParticipationId, lot.Id, lot.Code!, lot.Name, cover.State)).SingleOrDefaultAsync(ct);
}

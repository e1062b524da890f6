using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Proceeds;

/// <summary>
/// Reads what was planned, received, passed on and held of prices. A price is agreed after the opening, and its money is shown by the journal's own rule: nothing of a lot
/// that is not opened is in it.
/// </summary>
public sealed class PriceReportQueries(TradingDbContext db, AccountQueries accounts)
{
    private const int Chunk = 500;

    private static readonly AccountClass[] Held = [AccountClass.EarnestMoney, AccountClass.SalePrice, AccountClass.LatePenalty, AccountClass.DeferredInterest];
    private static readonly string[] PassedOn = [EntryKinds.ProceedsSent, EntryKinds.ProceedsRejected];
    private static readonly string[] GivenBack = [EntryKinds.PayoutSent, EntryKinds.PayoutRejected];

    /// <summary>The report of a period of value days, both included.</summary>
    public async Task<PriceReport> ReadAsync(long centreId, PriceGrouping by, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var moves = await MovesAsync(centreId, from, to, ct);
        var receipts = await ReceiptsAsync(centreId, from, to, ct);
        var plans = await db.Set<PricePlan>().AsNoTracking()
            .Where(PricePlan.IsInForce).Where(p => p.CentreId == centreId).ToDictionaryAsync(p => p.ParticipationId, ct);
        var places = await PlacesAsync([.. plans.Keys.Union(moves.Select(m => m.Participation))], ct);
        var (moved, paid) = (moves.ToLookup(m => m.Participation), receipts.ToLookup(r => r.PlanId));
        var rows = places.Select(p => RowOf(p, plans.GetValueOrDefault(p.Participation), [.. moved[p.Participation]], paid, (from, to)))
            .Where(r => !r.IsEmpty).OrderBy(r => r.Place.Line, StringComparer.Ordinal).ThenBy(r => r.Place.ProjectCode, StringComparer.Ordinal)
            .ThenBy(r => r.Place.LotCode, StringComparer.Ordinal).ThenBy(r => r.Place.Buyer, StringComparer.Ordinal);
        return new PriceReport(from, to, by, [.. Grouped(rows, by)], await LedgerAsync(centreId, to, ct));
    }

    private static PriceRow RowOf(Place place, PricePlan? plan, Move[] moves, ILookup<Guid, Receipt> paid, (DateOnly From, DateOnly To) period)
    {
        var receipts = plan is null ? [] : paid[plan.Id].ToArray();
        var conversions = Sum(moves.Where(m => m is { IsPassedOn: false, IsGivenBack: false, IsBefore: false }).Select(m => -m.Fen));
        var opening = Sum(moves.Where(m => m.IsBefore).Select(m => -m.Fen)) + Sum(receipts.Where(r => r is { IsBefore: true, IsFromDeposit: false }).Select(r => r.Price + r.Penalty + r.Interest));
        var within = receipts.Where(r => r is { IsBefore: false, IsFromDeposit: false }).ToArray();
        return new PriceRow(
            place.Where, Sum(plan?.Instalments.Where(i => i.DueOn >= period.From && i.DueOn <= period.To).Select(i => i.Amount.Fen) ?? []),
            conversions + Sum(within.Select(r => r.Price)),
            plan is null ? Money.Zero : LateOf(plan, receipts.Sum(r => r.Price), period.To),
            Sum(within.Select(r => r.Penalty)), Sum(within.Select(r => r.Interest)), Sum(moves.Where(m => m is { IsPassedOn: true, IsBefore: false }).Select(m => m.Fen)), opening)
        {
            GivenBack = Sum(moves.Where(m => m is { IsGivenBack: true, IsBefore: false }).Select(m => m.Fen)),
            LotId = place.LotId,
            PlanId = plan?.Id,
            Account = plan is null && moves.All(m => m.IsEarnest) ? AccountClass.EarnestMoney : AccountClass.SalePrice,
        };
    }

    /// <summary>What was past its day and not there by another: instalments are paid one after another, so that what arrived by then tells which.</summary>
    private static Money LateOf(PricePlan plan, long arrived, DateOnly by)
    {
        var late = 0L;
        foreach (var instalment in plan.Instalments)
        {
            var paid = Math.Min(arrived, instalment.Amount.Fen);
            arrived -= paid;
            late += instalment.DueOn < by ? instalment.Amount.Fen - paid : 0;
        }

        return new Money(late);
    }

    private static IEnumerable<PriceRow> Grouped(IEnumerable<PriceRow> rows, PriceGrouping by) => by switch
    {
        PriceGrouping.Lot => rows,
        PriceGrouping.Project => rows.GroupBy(r => r.Place with { LotCode = "", LotName = "", Buyer = "" }).Select(g => PriceRow.Sum(g.Key, g)),
        PriceGrouping.Line => rows.GroupBy(r => r.Place.Line).Select(g => PriceRow.Sum(new PricePlace(g.Key, "", "", "", "", ""), g)),
    };

    /// <summary>
    /// What moved prices besides the buyers' payments, of which the receipts tell: conversions and what was passed on. Earnest money that becomes price moves between two
    /// of the accounts, and adds up to nothing.
    /// </summary>
    private async Task<IReadOnlyList<Move>> MovesAsync(long centreId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var filter = new JournalFilter(JournalDay.Value, null, to, null, null);
        var moves = await JournalRows.Until(await JournalRows.VisibleAsync(db, centreId, filter, ct), filter)
            .Where(r => Held.Contains(r.Class) && r.Kind != EntryKinds.PriceReceived)
            .GroupBy(r => new { r.Subject, r.Kind, r.Class, IsBefore = r.ValueOn < from })
            .Select(g => new { g.Key, Fen = g.Sum(r => (long)(object)r.Amount) }).ToListAsync(ct);
        return [.. moves.Select(m => new Move(
            Guid.Parse(m.Key.Subject), PassedOn.Contains(m.Key.Kind), GivenBack.Contains(m.Key.Kind), m.Key.IsBefore, m.Key.Class == AccountClass.EarnestMoney, m.Fen))];
    }

    private async Task<IReadOnlyList<Receipt>> ReceiptsAsync(long centreId, DateOnly from, DateOnly to, CancellationToken ct) => await db.Set<PriceReceipt>()
        .Where(r => r.CentreId == centreId && r.ValueOn <= to)
        .GroupBy(r => new { r.PlanId, IsBefore = r.ValueOn < from, IsFromDeposit = r.Id == r.PlanId })
        .Select(g => new Receipt(g.Key.PlanId, g.Key.IsBefore, g.Key.IsFromDeposit, g.Sum(r => (long)(object)r.Price), g.Sum(r => (long)(object)r.Penalty), g.Sum(r => (long)(object)r.Interest))).ToListAsync(ct);

    private async Task<IReadOnlyList<Place>> PlacesAsync(Guid[] participations, CancellationToken ct)
    {
        var places = new List<Place>();
        foreach (var part in participations.Chunk(Chunk))
        {
            places.AddRange(await (
                from deposit in db.Set<Deposit>()
                join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
                join project in db.Set<Project>() on lot.ProjectId equals project.Id
                where part.Contains(deposit.ParticipationId)
                select new Place(
                    deposit.ParticipationId, lot.Id, new PricePlace(project.Line, project.Code ?? "", project.Name, lot.Code ?? "", lot.Name, deposit.PayerName ?? ""))).ToListAsync(ct));
        }

        return places;
    }

    private async Task<Money> LedgerAsync(long centreId, DateOnly day, CancellationToken ct)
    {
        var sum = Money.Zero;
        foreach (var held in Held)
        {
            sum -= await accounts.BalanceAsync(centreId, held, JournalDay.Value, day, ct);
        }

        return sum;
    }

    private static Money Sum(IEnumerable<long> fen) => new(fen.Sum());

    private sealed record Move(Guid Participation, bool IsPassedOn, bool IsGivenBack, bool IsBefore, bool IsEarnest, long Fen);

    private sealed record Receipt(Guid PlanId, bool IsBefore, bool IsFromDeposit, long Price, long Penalty, long Interest);

    private sealed record Place(Guid Participation, long LotId, PricePlace Where);
}

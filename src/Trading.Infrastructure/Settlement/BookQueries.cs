using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Settlement;

/// <summary>How long money has lain, in days, by which it is sorted; the last is for whatever is older.</summary>
public static class Ages
{
    /// <summary>The last day of each part but the last.</summary>
    public static IReadOnlyList<int> Ends { get; } = [30, 60, 90];

    /// <summary>Which part an age belongs to, from 0.</summary>
    public static int PartOf(long days) => Ends.Count(end => days > end);
}

/// <summary>Deposits of one lot that are held, by age; without a lot, those that were withdrawn before its opening.</summary>
/// <param name="LotId">Null where they stand under none.</param>
/// <param name="LotCode">Its code.</param>
/// <param name="LotName">Its name.</param>
/// <param name="Count">How many.</param>
/// <param name="Parts">The amounts of each part of <see cref="Ages"/>.</param>
public sealed record AgedDeposits(long? LotId, string LotCode, string LotName, long Count, IReadOnlyList<Money> Parts)
{
    public Money Total => Money.Sum(Parts);
}

/// <summary>Money in suspense with its age and who answers for it; nobody where the step has ended.</summary>
public sealed record AgedSuspense(Guid LineId, DateOnly ValueOn, string Payer, string Reason, string? Owner, DateTime? DueAtUtc, long Days, Money Amount);

/// <summary>Lists with the total that the journal has of the same.</summary>
public sealed record AgedList<TRow>(DateOnly Day, IReadOnlyList<TRow> Rows, Money Ledger);

/// <summary>
/// What finance reads of the books besides the journal: how old the money is that is held. Deposits of lots that are not opened are
/// in none of it, neither in a row nor in a total.
/// </summary>
public sealed class BookQueries(TradingDbContext db, AccountQueries accounts, SupervisionQueries steps)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>Deposits held at the end of a day.</summary>
    public async Task<AgedList<AgedDeposits>> DepositsAsync(long centreId, JournalDay by, DateOnly day, CancellationToken ct)
    {
        var lots = await LotsAsync(centreId, ct);
        var rows = (await accounts.BalancesAsync(centreId, AccountClass.DepositHeld, by, day, ct))
            .GroupBy(b => lots.GetValueOrDefault(b.Subject)).OrderBy(g => g.Key?.Code ?? "", StringComparer.Ordinal)
            .Select(g => new AgedDeposits(g.Key?.Id, g.Key?.Code ?? "", g.Key?.Name ?? "", g.LongCount(), Parts(g, day)));
        return new AgedList<AgedDeposits>(day, [.. rows], -await accounts.BalanceAsync(centreId, AccountClass.DepositHeld, by, day, ct));
    }

    /// <summary>Money in suspense at the end of a day, the oldest first.</summary>
    public async Task<AgedList<AgedSuspense>> SuspenseAsync(long centreId, JournalDay by, DateOnly day, CancellationToken ct)
    {
        var balances = await accounts.BalancesAsync(centreId, AccountClass.Suspense, by, day, ct);
        var lines = await LinesAsync([.. balances.Select(b => Guid.Parse(b.Subject))], ct);
        var owners = await steps.LatestAsync(StepSubjectKind.BankLine, Stages.SuspenseReturn, [.. balances.Select(b => b.Subject)], ct);
        var rows = balances.Select(b => (Balance: b, Line: lines[b.Subject], Step: owners.GetValueOrDefault(b.Subject))).Select(r => new AgedSuspense(
            r.Line.Id, r.Line.ValueOn, r.Line.PayerName ?? "", r.Line.Reason ?? "", r.Step is { DoneAtUtc: null } open ? open.Person : null, r.Step?.DueAtUtc,
            day.DayNumber - r.Line.ValueOn.DayNumber, -r.Balance.Balance));
        // The oldest first, and in no order of random numbers: that would be another each time.
        rows = rows.OrderBy(r => r.ValueOn).ThenBy(r => r.Payer, StringComparer.Ordinal).ThenBy(r => r.Amount.Fen);
        return new AgedList<AgedSuspense>(day, [.. rows], -await accounts.BalanceAsync(centreId, AccountClass.Suspense, by, day, ct));
    }

    private static Money[] Parts(IEnumerable<SubjectBalance> balances, DateOnly day)
    {
        var parts = new Money[Ages.Ends.Count + 1];
        foreach (var balance in balances)
        {
            parts[Ages.PartOf(day.DayNumber - balance.Since.DayNumber)] -= balance.Balance;
        }

        return parts;
    }

    private async Task<Dictionary<string, LotName>> LotsAsync(long centreId, CancellationToken ct)
    {
        var rows = await (
            from deposit in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on deposit.LotId equals tender.LotId
            join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
            where deposit.CentreId == centreId && !deposit.RefundsApart
            select new { deposit.ParticipationId, lot.Id, lot.Code, lot.Name }).ToListAsync(ct);
        return rows.ToDictionary(r => r.ParticipationId.ToString("N"), r => new LotName(r.Id, r.Code!, r.Name));
    }

    private async Task<Dictionary<string, BankLine>> LinesAsync(Guid[] ids, CancellationToken ct)
    {
        var lines = new List<BankLine>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            lines.AddRange(await db.Set<BankLine>().AsNoTracking().Where(l => chunk.Contains(l.Id)).ToListAsync(ct));
        }

        return lines.ToDictionary(l => l.Id.ToString("N"));
    }

    private sealed record LotName(long Id, string Code, string Name);
}

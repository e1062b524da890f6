using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Demo;

/// <summary>What ends at a published instant.</summary>
public enum DeadlineKind
{
    Documents,
    Bids,
    Publicity,
}

public sealed record PublicDeadline(DateTime AtUtc, DeadlineKind Kind, string LotCode, string LotName);

/// <summary>The instants to which a demonstration is worth moving: those that stand in published notices.</summary>
public sealed class PublicDeadlines(TradingDbContext db)
{
    /// <summary>The next ones after an instant, the nearest first.</summary>
    public async Task<IReadOnlyList<PublicDeadline>> NextAsync(DateTime afterUtc, int most, CancellationToken ct)
    {
        var lots = await (
            from tender in db.Set<Tender>().AsNoTracking()
            join lot in db.Set<Lot>() on tender.LotId equals lot.Id
            where tender.NoticeAtUtc != null && (tender.DocumentsUntilUtc > afterUtc || tender.DeadlineUtc > afterUtc || tender.PublicityUntilUtc > afterUtc)
            orderby tender.LotId descending
            select new { tender.DocumentsUntilUtc, tender.DeadlineUtc, tender.PublicityUntilUtc, lot.Code, lot.Name }).Take(200).ToListAsync(ct);
        return [.. lots
            .SelectMany(l => new (DateTime? At, DeadlineKind Kind)[]
            {
                (l.DocumentsUntilUtc, DeadlineKind.Documents), (l.DeadlineUtc, DeadlineKind.Bids), (l.PublicityUntilUtc, DeadlineKind.Publicity),
            }.Where(d => d.At > afterUtc).Select(d => new PublicDeadline(d.At!.Value, d.Kind, l.Code!, l.Name)))
            .OrderBy(d => d.AtUtc).ThenBy(d => d.LotCode, StringComparer.Ordinal).Take(most)];
    }
}

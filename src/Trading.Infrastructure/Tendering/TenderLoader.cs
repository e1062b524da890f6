using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Tendering;

/// <summary>A tender with the lot and project it belongs to, and the rules that were pinned on the project.</summary>
public sealed record LoadedTender(Tender Tender, Lot Lot, Project Project, TenderRulebook Rules);

/// <summary>Loads a tender for a change. Parsed rulebooks are kept: they are immutable and named by their hash.</summary>
public sealed class TenderLoader(TradingDbContext db)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Rulebook> Parsed = new();

    /// <exception cref="InvalidOperationException">there is no such tender</exception>
    public async Task<LoadedTender> LoadAsync(long lotId, CancellationToken ct)
    {
        // On PostgreSQL the row is locked against bids and other changes until the transaction ends; SQLite's writer is alone anyway.
        var tender = db.Database.IsSqlite()
            ? await db.Set<Tender>().SingleAsync(t => t.LotId == lotId, ct)
            : await db.Set<Tender>().FromSql($"SELECT * FROM tender WHERE lot_id = {lotId} FOR UPDATE").SingleAsync(ct);
        var (lot, project) = await LotAsync(lotId, ct);
        return new LoadedTender(tender, lot, project, RulesOf(project));
    }

    /// <summary>
    /// The tender as it stays until the transaction ends, for something that is added to it: others may add beside, whoever changes the tender waits.
    /// </summary>
    public async Task<Tender> ShareAsync(long lotId, CancellationToken ct)
    {
        db.RequireTransaction();
        var tenders = db.Database.IsSqlite()
            ? db.Set<Tender>().Where(t => t.LotId == lotId)
            : db.Set<Tender>().FromSql($"SELECT * FROM tender WHERE lot_id = {lotId} FOR SHARE");
        return await tenders.AsNoTracking().SingleAsync(ct);
    }

    public static TenderRulebook RulesOf(Project project) =>
        new(Parsed.GetOrAdd(project.RulebookHash!, _ => Rulebook.FromJson(project.RulebookJson!)), project.Line, project.IsLegallyRequired);

    private async Task<(Lot, Project)> LotAsync(long lotId, CancellationToken ct)
    {
        var found = await (
            from lot in db.Set<Lot>()
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where lot.Id == lotId
            select new { lot, project }).SingleAsync(ct);
        return (found.lot, found.project);
    }
}

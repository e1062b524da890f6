using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Parties;
using Trading.Domain.Participation;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Awards;

/// <summary>Lays open which ties of a lot were told apart by the draw of its opening, and everything with which that can be repeated.</summary>
public sealed class DrawnTies(TradingDbContext db)
{
    /// <summary>Null where no tie was drawn.</summary>
    public async Task<DrawFacts?> OfAsync(LoadedTender t, CancellationToken ct)
    {
        if (!t.Tender.TieChain.Contains(TieStep.Draw))
        {
            return null;
        }

        var bids = await OpenedAsync(t.Lot.Id, ct);
        var drawn = DrawnOrder.Of(t.Tender.DrawSecret!, bids.Select(b => b.ContentHash));
        var ties = Ranking.LeftToTheDraw(await RankedAsync(t.Lot.Id, bids, ct), t.Tender.TieChain, drawn);
        if (ties.Count == 0)
        {
            return null;
        }

        var names = await NamesAsync(t.Lot.Id, ct);
        return new DrawFacts(
            Hex(t.Tender.DrawCommitment), Hex(t.Tender.DrawSecret!), DrawnOrderFacts.Of(drawn),
            [.. ties.Select(tie => (IReadOnlyList<DrawnBid>)[.. tie.Select(b => new DrawnBid(names[b.Participation], Hex(b.ContentHash), drawn.PlaceOf(b.ContentHash)))])]);
    }

    private Task<List<Bid>> OpenedAsync(long lotId, CancellationToken ct) => db.Set<Bid>().AsNoTracking()
        .Where(b => b.LotId == lotId && Bid.AtTheOpening.Contains(b.State)).ToListAsync(ct);

    private async Task<List<RankedBid>> RankedAsync(long lotId, List<Bid> bids, CancellationToken ct)
    {
        var lines = await db.Set<EvaluationLine>().AsNoTracking().Where(l => l.LotId == lotId && l.Judgement == Judgement.Ranked).ToListAsync(ct);
        var opened = bids.ToDictionary(b => b.ParticipationId);
        return
        [
            .. lines.Select(l => (Line: l, Bid: opened[l.ParticipationId]))
                .Select(r => new RankedBid(r.Line.ParticipationId, r.Bid.Price!.Value, r.Line.EvaluatedPrice!.Value, r.Bid.ContentHash)),
        ];
    }

    private Task<Dictionary<Guid, string>> NamesAsync(long lotId, CancellationToken ct) => (
        from participant in db.Set<Participant>().AsNoTracking()
        join organisation in db.Set<Organisation>() on participant.OrganisationId equals organisation.Id
        where participant.LotId == lotId
        select new { participant.Id, organisation.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

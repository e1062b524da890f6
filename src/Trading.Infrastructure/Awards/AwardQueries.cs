using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Notices;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Awards;

/// <summary>What has been decided on a lot so far.</summary>
public sealed record AwardView(CandidateFacts? Candidates, Award? Award, AwardNotice? Notice, ContractRecord? Contract);

/// <summary>Reads what was published and decided after the evaluation.</summary>
public sealed class AwardQueries(TradingDbContext db)
{
    public async Task<AwardView> FindAsync(long lotId, CancellationToken ct)
    {
        var candidates = await db.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(n => n.LotId == lotId && n.Kind == NoticeKind.CandidatePublicity, ct);
        return new AwardView(
            candidates is null ? null : NoticeBoard.FactsOf<CandidateFacts>(candidates),
            await db.Set<Award>().AsNoTracking().SingleOrDefaultAsync(a => a.LotId == lotId, ct),
            await db.Set<AwardNotice>().AsNoTracking().SingleOrDefaultAsync(n => n.LotId == lotId, ct),
            await db.Set<ContractRecord>().AsNoTracking().SingleOrDefaultAsync(c => c.LotId == lotId, ct));
    }
}

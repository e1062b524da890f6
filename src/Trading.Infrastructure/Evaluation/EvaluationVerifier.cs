using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Evaluation;

/// <summary>Proves from the rows alone that every report is the one that its members confirmed. Reads only; safe on a live database.</summary>
public sealed class EvaluationVerifier(TradingDbContext db, ConfirmedReports reports)
{
    private const int LotsAtOnce = 500;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        var lots = await db.Set<Confirmation>().Select(c => c.LotId)
            .Union(db.Set<Tender>().Where(t => t.EvaluatedAtUtc != null).Select(t => t.LotId)).Order().ToListAsync(ct);
        foreach (var some in lots.Chunk(LotsAtOnce))
        {
            if (await reports.FirstChangedAsync(some, ct) is { } changed)
            {
                return [new Finding("evaluation-reports-match", false, lots.Count, $"evaluation_report {changed}")];
            }
        }

        return [new Finding("evaluation-reports-match", true, lots.Count, null)];
    }
}

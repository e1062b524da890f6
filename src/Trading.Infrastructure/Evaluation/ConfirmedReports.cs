using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Evaluation;

/// <summary>
/// Compares reports with what their members confirmed, from the rows alone: the hash is reckoned anew from the lines, and every confirmation must
/// agree with it, as must the event of the confirmation, which is chained. Reads only.
/// </summary>
public sealed class ConfirmedReports(TradingDbContext db)
{
    /// <summary>The first of the lots whose report, lines or panel are not what was confirmed; null where all agree. A lot that nobody confirmed agrees.</summary>
    public async Task<long?> FirstChangedAsync(IReadOnlyCollection<long> lots, CancellationToken ct)
    {
        var reports = await db.Set<EvaluationReport>().AsNoTracking().Where(r => lots.Contains(r.LotId)).ToDictionaryAsync(r => r.LotId, ct);
        var lines = (await db.Set<EvaluationLine>().AsNoTracking().Where(l => lots.Contains(l.LotId)).ToListAsync(ct)).ToLookup(l => l.LotId);
        var members = (await db.Set<PanelMember>().AsNoTracking().Where(m => lots.Contains(m.LotId)).ToListAsync(ct)).ToLookup(m => m.LotId);
        var confirmations = (await db.Set<Confirmation>().AsNoTracking().Where(c => lots.Contains(c.LotId)).ToListAsync(ct)).ToLookup(c => c.LotId);
        var events = (await db.Set<ProcedureEvent>().AsNoTracking()
            .Where(e => e.Kind == EventKind && e.LotId != null && lots.Contains(e.LotId.Value)).ToListAsync(ct)).ToLookup(e => e.LotId!.Value);
        var evaluated = await db.Set<Domain.Tendering.Tender>().AsNoTracking()
            .Where(t => lots.Contains(t.LotId) && t.EvaluatedAtUtc != null).Select(t => t.LotId).ToListAsync(ct);
        return lots.Order().Select(lot => (long?)lot).FirstOrDefault(lot => !Agrees(
            reports.GetValueOrDefault(lot!.Value), [.. lines[lot.Value]], [.. confirmations[lot.Value]],
            [.. events[lot.Value].Select(e => (e.Subject, Hex(e.ContentHash)))],
            evaluated.Contains(lot.Value) ? [.. members[lot.Value].Select(m => m.Id)] : null));
    }

    /// <summary>What the event of a confirmation is called.</summary>
    internal const string EventKind = "report-confirmed";

    private static bool Agrees(
        EvaluationReport? report, EvaluationLine[] lines, Confirmation[] confirmations, (string Member, string Hash)[] events, Guid[]? allOf)
    {
        if (confirmations.Length == 0 && events.Length == 0 && allOf is null)
        {
            return true;
        }

        if (report is null)
        {
            return false;
        }

        var hash = EvaluationReport.HashOf(lines, report.TieReason);
        var confirmed = confirmations.Select(c => (c.MemberId.ToString("N"), Hex(c.ContentHash))).ToHashSet();
        return report.ContentHash.AsSpan().SequenceEqual(hash)
            && confirmations.All(c => c.ContentHash.AsSpan().SequenceEqual(hash))
            && confirmed.SetEquals(events)
            && (allOf is null || (allOf.Length > 0 && confirmations.Select(c => c.MemberId).ToHashSet().SetEquals(allOf)));
    }

    private static string Hex(byte[]? hash) => hash is null ? "" : Convert.ToHexStringLower(hash);
}

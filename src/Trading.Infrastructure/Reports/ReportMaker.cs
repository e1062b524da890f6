using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Reports;

/// <summary>
/// Makes what was ordered, one after another, and says how far it is. A maker that dies leaves its order to the next after a while; one that was given up
/// for dead cannot finish it any more.
/// </summary>
public sealed partial class ReportMaker(TradingDbContext db, TimeProvider clock, ReportTables tables, PdfGenerator pdf, ReportFiles files, SystemTime system, ILogger<ReportMaker> log)
{
    // Shares of the whole: the books are read, the file is written.
    private const int Read = 60;
    private const int Written = 95;

    /// <summary>Makes every order that waits.</summary>
    public async Task MakeAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } order)
        {
            await MakeAsync(order, ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Takes away the files whose time is over, and those that nobody names.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        foreach (var order in await db.Set<ReportOrder>().Where(o => o.State == ReportState.Ready && o.ExpiresAtUtc <= nowUtc).ToListAsync(ct))
        {
            order.Expire();
            await db.SaveChangesAsync(ct);
            files.Remove(order);
        }

        var kept = await db.Set<ReportOrder>().AsNoTracking().Where(o => o.State == ReportState.Ready || o.State == ReportState.Making).ToListAsync(ct);
        // By the file system's time, not the business clock's, which may be ahead of it.
        files.Sweep(kept, system.NowUtc() - ReportOrder.Patience);
    }

    private async Task<ReportOrder?> NextAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var silent = nowUtc - ReportOrder.Patience;
        var order = await db.Set<ReportOrder>().Where(o => o.State == ReportState.Waiting || (o.State == ReportState.Making && o.StartedAtUtc <= silent))
            .OrderBy(o => o.OrderedAtUtc).ThenBy(o => o.Id).FirstOrDefaultAsync(ct);
        if (order is null)
        {
            return null;
        }

        order.Begin(nowUtc);
        try
        {
            await db.SaveChangesAsync(ct);
            return order;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another maker was faster, and makes the rest.
            db.ChangeTracker.Clear();
            return null;
        }
    }

    private async Task MakeAsync(ReportOrder order, CancellationToken ct)
    {
        try
        {
            var table = await tables.OfAsync(order, clock.NowUtc(), ct);
            await SayAsync(order, Read, ct);
            var content = order.Format switch
            {
                ReportFormat.Xlsx => ReportXlsx.Write(table),
                ReportFormat.Csv => ReportCsv.Write(table),
                ReportFormat.Pdf => pdf.Generate(new ReportTableDocument(table)),
            };
            await SayAsync(order, Written, ct);
            order.Finish(content.Length, files.Keep(order, content), clock.NowUtc());
        }
        catch (RuleBrokenException broken)
        {
            order.GiveUp($"rule.{broken.Rule}", clock.NowUtc());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotMade(log, order.Id, e);
            order.GiveUp("reports.failed", clock.NowUtc());
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Given up for dead meanwhile: whoever took over finishes it, and this file is swept.
            db.ChangeTracker.Clear();
        }
    }

    private Task<int> SayAsync(ReportOrder order, int percent, CancellationToken ct) => db.Set<ReportOrder>()
        .Where(o => o.Id == order.Id && o.StartedAtUtc == order.StartedAtUtc).ExecuteUpdateAsync(s => s.SetProperty(o => o.Percent, percent), ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "Report {Id} could not be made")]
    private static partial void NotMade(ILogger logger, Guid id, Exception exception);
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Tendering;

/// <summary>What a tender notice says beyond the lot's own figures.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="Title">The title of the notice.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Timetable">Documents and deadline.</param>
/// <param name="DocumentsWithNotice">The documents are offered from the instant of the notice, whatever the timetable says of their beginning.</param>
public sealed record PublishTender(long LotId, string Title, string Body, Timetable Timetable, bool DocumentsWithNotice = false)
{
    internal Timetable TimetableAt(DateTime nowUtc) => DocumentsWithNotice ? Timetable with { DocumentsFromUtc = nowUtc } : Timetable;
}

/// <summary>A clarification (澄清) or amendment (修改), with a later deadline where the law or the owner wants one.</summary>
public sealed record AmendTender(long LotId, NoticeKind Kind, string Title, string Body, bool AffectsBids, DateTime? NewDeadlineUtc)
{
    /// <summary>The questions that it answers; they become public with it.</summary>
    public IReadOnlyCollection<Guid> Answers { get; init; } = [];
}

/// <summary>
/// The figures of a tender notice, shown in the reader's language. <c>DeadlineBeforeUtc</c> is the deadline that a clarification, amendment or deferral
/// moved; null where it moved none.
/// </summary>
public sealed record TenderNoticeFacts(
    string LotCode, string LotName, long EstimateFen, long CeilingFen, long? FloorFen, long DepositFen, int ContractDays,
    DateTime DocumentsFromUtc, DateTime DocumentsUntilUtc, DateTime DeadlineUtc, string DrawCommitment, IReadOnlyList<string> TieChain,
    DateTime? DeadlineBeforeUtc = null);

/// <summary>Publishes a lot's tender and what changes it until the window closes.</summary>
public sealed class TenderService(
    TradingDbContext db, TimeProvider clock, WorkCalendar calendar, TenderLoader loader, NoticeBoard notices, DueActions due, ProcedureLog log, BlobStore blobs,
    QuestionService questions, TradingOptions options)
{
    /// <summary>
    /// Adds a file to the tender document before the notice, or to a clarification. The same file under the same name is there once, however often it
    /// is sent.
    /// </summary>
    public async Task<Guid> AddDocumentAsync(long lotId, string fileName, string contentType, Stream content, long maxBytes, CancellationToken ct)
    {
        var stored = await blobs.StoreAsync(content, maxBytes, ct);
        var known = await db.Set<TenderDocument>().AsNoTracking()
            .FirstOrDefaultAsync(d => d.LotId == lotId && d.PublishedAtUtc == null && d.FileName == fileName && d.Sha256 == stored.Sha256, ct);
        if (known is not null)
        {
            blobs.Delete(stored.Id);
            return known.Id;
        }

        var document = new TenderDocument
        {
            Id = Guid.NewGuid(),
            LotId = lotId,
            FileName = fileName,
            ContentType = contentType,
            BlobId = stored.Id.Value,
            Length = stored.Length,
            Sha256 = stored.Sha256,
        };
        db.Add(document);
        await db.SaveChangesAsync(ct);
        return document.Id;
    }

    /// <summary>Takes back a file that nobody has seen yet; its content goes with it.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.document-published</c></exception>
    public async Task RemoveDocumentAsync(long lotId, Guid documentId, CancellationToken ct)
    {
        var document = await db.Set<TenderDocument>().SingleAsync(d => d.Id == documentId && d.LotId == lotId, ct);
        if (document.PublishedAtUtc is not null)
        {
            throw new RuleBrokenException(TenderingRules.DocumentPublished, document.FileName);
        }

        db.Remove(document);
        await db.SaveChangesAsync(ct);
        blobs.Delete(BlobId.Parse(document.BlobId));
    }

    /// <summary>Everything that stands in the way of the notice, with its limit and article; empty where it may go out.</summary>
    /// <exception cref="RuleBrokenException"><c>rulebooks.unconfirmed</c>: in production the centre confirms its rules before anything is published</exception>
    public async Task<IReadOnlyList<RuleBrokenException>> BreachesAsync(PublishTender publication, CancellationToken ct)
    {
        var loaded = await loader.LoadAsync(publication.LotId, ct);
        return await BreachesAsync(loaded, publication, clock.NowUtc(), ct);
    }

    /// <exception cref="RuleBrokenException">the first breach of <see cref="BreachesAsync(PublishTender, CancellationToken)"/>; <c>tendering.wrong-state</c></exception>
    public Task PublishAsync(PublishTender publication, Acting acting, CancellationToken ct) => ChangeAsync(
        publication.LotId,
        async (t, nowUtc) =>
        {
            if (t.Tender.State == TenderState.Preparing && await BreachesAsync(t, publication, nowUtc, ct) is [var first, ..])
            {
                throw first;
            }

            t.Tender.Publish(t.Lot, publication.TimetableAt(nowUtc), t.Rules, calendar, nowUtc);
            await PublishDocumentsAsync(t.Lot.Id, nowUtc, ct);
            await notices.PublishAsync(
                t.Lot, NoticeKind.Tender, publication.Title, publication.Body, FactsOf(t), t.Tender.DeadlineUtc, acting, nowUtc, ct);
            await log.FinishAsync(t.Project.Id, t.Lot.Id, Stages.Notice, acting, "published", nowUtc, ct);
            await log.BeginAsync(
                t.Lot.CentreId, t.Project.Id, t.Lot.Id, Stages.Opening, Posts.Owner, nowUtc, t.Tender.DeadlineUtc, t.Rules.BidPreparation.Key, t.Rules.BidPreparation.Citation, ct);
            await PlanDeadlineAsync(t.Tender, ct);
        },
        ct);

    /// <exception cref="RuleBrokenException"><c>tendering.amendment-too-late</c>, <c>tendering.deadline-moves-later</c>, <c>tendering.window-closed</c></exception>
    public Task AmendAsync(AmendTender amendment, Acting acting, CancellationToken ct) => ChangeAsync(
        amendment.LotId,
        async (t, nowUtc) =>
        {
            var beforeUtc = t.Tender.DeadlineUtc;
            t.Tender.Amend(amendment.NewDeadlineUtc, amendment.AffectsBids, t.Rules, calendar, nowUtc);
            await PublishDocumentsAsync(t.Lot.Id, nowUtc, ct);
            var notice = await notices.PublishAsync(t.Lot, amendment.Kind, amendment.Title, amendment.Body, FactsOf(t, beforeUtc), t.Tender.DeadlineUtc, acting, nowUtc, ct);
            await log.MoveDueAsync(t.Project.Id, t.Lot.Id, Stages.Opening, t.Tender.DeadlineUtc!.Value, amendment.AffectsBids ? t.Rules.Clarification : t.Rules.BidPreparation, ct);
            await PlanDeadlineAsync(t.Tender, ct);
            await db.SaveChangesAsync(ct);
            await questions.AnswerAsync(t.Lot.Id, notice.Id, amendment.Answers, ct);
            if (t.Tender.DeadlineUtc != beforeUtc)
            {
                foreach (var other in await PooledAsync(t, TenderState.Bidding, ct))
                {
                    other.Tender.Amend(t.Tender.DeadlineUtc, amendment.AffectsBids, t.Rules, calendar, nowUtc);
                    await AnnounceMovedAsync(other, amendment.Kind, amendment.Title, amendment.Body, beforeUtc, amendment.AffectsBids ? t.Rules.Clarification : t.Rules.BidPreparation, acting, nowUtc, ct);
                }
            }
        },
        ct);

    /// <summary>After an outage held the opening: the owner gives a later deadline, announced to everybody.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.wrong-state</c>, <c>tendering.deadline-moves-later</c>, <c>tendering.deferred-into-outage</c></exception>
    public Task ReopenAsync(long lotId, DateTime newDeadlineUtc, string title, string body, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            var beforeUtc = t.Tender.DeadlineUtc;
            t.Tender.Reopen(newDeadlineUtc, t.Rules, nowUtc);
            await notices.PublishAsync(t.Lot, NoticeKind.OpeningDeferred, title, body, FactsOf(t, beforeUtc), newDeadlineUtc, acting, nowUtc, ct);
            await log.MoveDueAsync(t.Project.Id, t.Lot.Id, Stages.Opening, newDeadlineUtc, t.Rules.OutageWindow, ct);
            await PlanDeadlineAsync(t.Tender, ct);
            foreach (var other in await PooledAsync(t, TenderState.OpeningHeld, ct))
            {
                other.Tender.Reopen(newDeadlineUtc, t.Rules, nowUtc);
                await AnnounceMovedAsync(other, NoticeKind.OpeningDeferred, title, body, beforeUtc, t.Rules.OutageWindow, acting, nowUtc, ct);
            }
        },
        ct);

    /// <summary>The other lots of a project whose deposits are pooled, in a state, locked for a change: what moves one deadline moves all.</summary>
    private async Task<IReadOnlyList<LoadedTender>> PooledAsync(LoadedTender t, TenderState state, CancellationToken ct)
    {
        if (t.Rules.Deposits.Pooling is null)
        {
            return [];
        }

        var lots = await db.Set<Tender>().Where(o => o.ProjectId == t.Project.Id && o.LotId != t.Lot.Id && o.State == state).OrderBy(o => o.LotId).Select(o => o.LotId).ToListAsync(ct);
        var others = new List<LoadedTender>();
        foreach (var lot in lots)
        {
            others.Add(await loader.LoadAsync(lot, ct));
        }

        return others;
    }

    private async Task AnnounceMovedAsync(
        LoadedTender other, NoticeKind kind, string title, string body, DateTime? beforeUtc, Rule rule, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        await notices.PublishAsync(other.Lot, kind, title, body, FactsOf(other, beforeUtc), other.Tender.DeadlineUtc, acting, nowUtc, ct);
        await log.MoveDueAsync(other.Project.Id, other.Lot.Id, Stages.Opening, other.Tender.DeadlineUtc!.Value, rule, ct);
        await PlanDeadlineAsync(other.Tender, ct);
    }

    private async Task<DateTime?> PoolDeadlineAsync(LoadedTender t, CancellationToken ct) => await db.Set<Tender>()
        .Where(o => o.ProjectId == t.Project.Id && o.LotId != t.Lot.Id && o.State != TenderState.Preparing).OrderBy(o => o.LotId).Select(o => o.DeadlineUtc).FirstOrDefaultAsync(ct);

    private async Task ChangeAsync(long lotId, Func<LoadedTender, DateTime, Task> change, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                await change(await loader.LoadAsync(lotId, ct), nowUtc);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    /// <summary>A production site also asks that the centre has confirmed every row it publishes under.</summary>
    private async Task<IReadOnlyList<RuleBrokenException>> BreachesAsync(LoadedTender t, PublishTender publication, DateTime nowUtc, CancellationToken ct)
    {
        var breaches = Tender.PublicationBreaches(t.Lot, publication.TimetableAt(nowUtc), t.Rules, calendar, nowUtc).ToList();
        if (!await db.Set<TenderDocument>().AnyAsync(d => d.LotId == t.Lot.Id, ct))
        {
            breaches.Add(new RuleBrokenException(TenderingRules.DocumentMissing));
        }

        if (t.Rules.Deposits.Pooling is { } pooling && await PoolDeadlineAsync(t, ct) is { } deadline && deadline != publication.Timetable.DeadlineUtc)
        {
            breaches.Add(RuleBrokenException.Cited(CoverRules.PoolDeadlinesDiffer, pooling.Citation, deadline, publication.Timetable.DeadlineUtc));
        }

        if (options.Production)
        {
            t.Rules.Rulebook.RequireConfirmed();
        }

        return breaches;
    }

    private async Task PublishDocumentsAsync(long lotId, DateTime nowUtc, CancellationToken ct)
    {
        var waiting = await db.Set<TenderDocument>().Where(d => d.LotId == lotId && d.PublishedAtUtc == null).ToListAsync(ct);
        waiting.ForEach(d => d.PublishedAtUtc = nowUtc);
    }

    private async Task PlanDeadlineAsync(Tender tender, CancellationToken ct)
    {
        var subject = tender.LotId.ToString(CultureInfo.InvariantCulture);
        await due.PlanAsync(DueKinds.CloseWindow, subject, tender.CentreId, tender.DeadlineUtc!.Value, ct);
        await due.PlanAsync(DueKinds.OpenLot, subject, tender.CentreId, tender.DeadlineUtc.Value, ct);
    }

    private static TenderNoticeFacts FactsOf(LoadedTender t, DateTime? deadlineBeforeUtc = null) => new(
        t.Lot.Code!, t.Lot.Name, t.Lot.Estimate.Fen, t.Lot.Ceiling.Fen, t.Lot.Floor?.Fen, t.Lot.Deposit.Fen, t.Lot.ContractDays,
        t.Tender.DocumentsFromUtc!.Value, t.Tender.DocumentsUntilUtc!.Value, t.Tender.DeadlineUtc!.Value,
        Convert.ToHexStringLower(t.Tender.DrawCommitment), [.. t.Tender.TieChain.Select(s => s.ToString())],
        deadlineBeforeUtc == t.Tender.DeadlineUtc ? null : deadlineBeforeUtc);
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Parties;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>A cover of an opened lot, with whose it is and what is wrong with it by the lot's terms of today.</summary>
public sealed record OpenedCover(DepositCover Cover, string Bidder, IReadOnlyList<RuleBrokenException> Faults);

/// <summary>
/// Covers from the opening on: unsealed with the lot, checked by a person, claimed by two, released by the same events as money falls due, and expired by
/// the calendar. The steps of the lot say who has to do something about them, and until when.
/// </summary>
public sealed class OpenedCovers(TradingDbContext db, TimeProvider clock, BlobStore blobs, CoverService covers, UncoveredBids uncovered, ProcedureLog log)
{
    /// <summary>
    /// The covers of an opened lot with what the terms find wrong; none before, whoever asks. Where one deposit may stand for several lots, none before the last of the project's lots
    /// is opened.
    /// </summary>
    public async Task<IReadOnlyList<OpenedCover>> ListAsync(long lotId, CancellationToken ct)
    {
        var found = await (
            from cover in db.Set<DepositCover>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on cover.LotId equals tender.LotId
            join participant in db.Set<Participant>() on cover.ParticipationId equals participant.Id
            join organisation in db.Set<Organisation>() on participant.OrganisationId equals organisation.Id into organisations
            from organisation in organisations.DefaultIfEmpty()
            where cover.LotId == lotId && cover.State != CoverState.Replaced && cover.State != CoverState.Withdrawn && (cover.Kind != null || cover.State == CoverState.Unreadable)
            select new { cover, Bidder = organisation == null ? "" : organisation.Name }).ToListAsync(ct);
        if (found.Count == 0)
        {
            return [];
        }

        var terms = await covers.TermsAsync(lotId, ct);
        return [.. found.OrderBy(f => f.Bidder, StringComparer.Ordinal).Select(f => new OpenedCover(f.cover, f.Bidder, FactsOf(f.cover) is { } facts ? terms.FaultsOf(facts) : []))];
    }

    /// <summary>Says what was checked of a cover and what came of it.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.cover-missing</c>; <c>deposits.cover-wrong-state</c>; <c>deposits.cover-reason-missing</c>; a fault of <see cref="CoverTerms.FaultsOf"/>
    /// where it is to be found good
    /// </exception>
    public Task CheckAsync(long lotId, Guid coverId, bool isGood, string? how, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId, coverId,
        async (cover, tender, nowUtc) =>
        {
            if (isGood && FactsOf(cover) is { } facts && (await covers.TermsAsync(lotId, ct)).FaultsOf(facts) is [var first, ..])
            {
                throw first;
            }

            cover.Check(isGood, how, acting.UserId!.Value, nowUtc);
            Record(cover, tender.ProjectId, isGood ? "cover-verified" : "cover-refused", acting with { Reason = cover.CheckedHow }, null, null, nowUtc);
        },
        acting, ct);

    /// <summary>Proposes to have the issuer pay, for a ground that the line's rules have.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.no-such-ground</c>, and as for <see cref="DepositCover.ProposeClaim"/></exception>
    public Task ProposeClaimAsync(long lotId, Guid coverId, ForfeitGround ground, string? evidence, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId, coverId,
        async (cover, tender, nowUtc) =>
        {
            var rule = (await covers.TermsAsync(lotId, ct)).Policy.Ground(ground);
            cover.ProposeClaim(ground, rule.Citation, evidence, acting.UserId!.Value, Instants.BeijingDay(nowUtc));
            Record(cover, tender.ProjectId, "cover-claim-proposed", acting with { Reason = cover.ClaimEvidence }, rule.Key, rule.Citation, nowUtc);
        },
        acting, ct);

    /// <summary>Another person approves the claim, or declines it.</summary>
    /// <exception cref="RuleBrokenException">As for <see cref="DepositCover.ApproveClaim"/> and <see cref="DepositCover.DeclineClaim"/>.</exception>
    public Task DecideClaimAsync(long lotId, Guid coverId, bool approve, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId, coverId,
        (cover, tender, nowUtc) =>
        {
            var citation = cover.ClaimCitation;
            if (approve)
            {
                cover.ApproveClaim(acting.UserId!.Value, Instants.BeijingDay(nowUtc));
            }
            else
            {
                cover.DeclineClaim();
            }

            Record(cover, tender.ProjectId, approve ? "cover-claimed" : "cover-claim-declined", acting, null, citation, nowUtc);
            return Task.CompletedTask;
        },
        acting, ct);

    /// <summary>The file of a cover, in clear by the key that the opening released, and the record of who read it. Null where there is none.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.cover-file-unreadable</c></exception>
    internal async Task<string?> ReadFileAsync(long lotId, Guid coverId, OpenedLotKey key, Stream output, Acting acting, CancellationToken ct)
    {
        var over = await db.Set<Tender>().AsNoTracking().Where(TenderSecrecy.IsOver).SingleOrDefaultAsync(t => t.LotId == lotId, ct);
        var cover = over is null ? null : await db.Set<DepositCover>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == coverId && c.LotId == lotId && c.FileName != null, ct);
        if (cover is null)
        {
            return null;
        }

        try
        {
            var record = await RecordAsync(cover, key, ct);
            await using var envelope = blobs.OpenRead(BlobId.Parse(record.BlobId));
            await SealedEnvelope.OpenAsync(envelope, output, key, CoverService.FileData(lotId, cover.ParticipationId, cover.Id), ct);
        }
        catch (Exception broken) when (broken is SealBrokenException or FileNotFoundException)
        {
            throw new RuleBrokenException(CoverRules.FileUnreadable, cover.FileName!);
        }

        Record(cover, over!.ProjectId, "cover-file-read", acting, null, null, clock.NowUtc());
        await db.SaveChangesAsync(ct);
        return cover.FileName;
    }

    /// <summary>
    /// The opening: what the covers that stand say becomes readable, and somebody has to check the papers among them; whether a pooled one names a deposit on which the bid may stand is found
    /// here. Joins its transaction, saved.
    /// </summary>
    internal async Task RevealAsync(LoadedTender t, OpenedLotKey key, DateTime nowUtc, CancellationToken ct)
    {
        var standing = await db.Set<DepositCover>().Where(c => c.LotId == t.Lot.Id && c.State == CoverState.Issued).ToListAsync(ct);
        foreach (var cover in standing)
        {
            try
            {
                var record = await RecordAsync(cover, key, ct);
                if (!record.ContentHash().AsSpan().SequenceEqual(cover.ContentHash))
                {
                    throw new SealBrokenException(SealFault.Altered);
                }

                cover.Reveal(record.Facts, record.FileName, record.FileSha256);
                if (cover.Kind == CoverKind.Pooled)
                {
                    await PlaceAsync(cover, record.PooledWith, t, nowUtc, ct);
                }
            }
            catch (Exception broken) when (broken is SealBrokenException or JsonException or FormatException)
            {
                cover.MarkUnreadable();
                Record(cover, t.Project.Id, "cover-unreadable", Acting.Clock, null, null, nowUtc);
            }
        }

        if (standing.Exists(c => c.State == CoverState.Issued))
        {
            await log.BeginAsync(t.Lot.CentreId, t.Project.Id, t.Lot.Id, Stages.CoverCheck, Posts.CentreOperator, nowUtc, null, null, null, ct);
        }

        if (standing.Count > 0)
        {
            // What falls due in the same transaction looks for it.
            await db.SaveChangesAsync(ct);
        }
    }

    // Whose a deposit is stands in clear when the lots of both are opened; a record is unsealed when all are.
    private async Task PlaceAsync(DepositCover cover, Guid? named, LoadedTender t, DateTime nowUtc, CancellationToken ct)
    {
        var bidder = await db.Set<Participant>().SingleAsync(p => p.Id == cover.ParticipationId, ct);
        var paid = t.Rules.Deposits.Pooling is null || named is null || named == cover.ParticipationId
            ? null
            : await db.Set<Deposit>().SingleOrDefaultAsync(d => d.ParticipationId == named, ct);
        var isOwn = paid is not null && bidder.OrganisationId is { } own
            && (await db.Set<Participant>().SingleAsync(p => p.Id == named, ct)).OrganisationId == own
            && await db.Set<Domain.Projects.Lot>().AnyAsync(l => l.Id == paid.LotId && l.ProjectId == t.Project.Id, ct);
        if (isOwn && paid!.Carries(t.Lot.Deposit))
        {
            cover.StandOn(paid.ParticipationId);
            if (paid.State == DepositState.Confirmed)
            {
                paid.Lock();
            }
        }
        else
        {
            cover.StandOnNothing();
        }

        if (isOwn && paid!.State == DepositState.Forfeited)
        {
            await uncovered.TellAsync(t.Lot.Id, cover.ParticipationId, Acting.Clock, nowUtc, ct);
        }

        Record(cover, t.Project.Id, cover.State == CoverState.Verified ? "cover-pooled" : "cover-pooled-refused", Acting.Clock, null, t.Rules.Deposits.Pooling?.Citation, nowUtc);
    }

    /// <summary>
    /// The same event that lets deposits fall due lets covers go. They are released at once: there is nothing to pay. Joins the event's transaction.
    /// </summary>
    /// <returns>The participations on whose deposits those stood that are pooled.</returns>
    internal async Task<IReadOnlyList<Guid>> ReleaseAsync(long lotId, CitedPeriod due, IReadOnlyCollection<Guid>? onlyParticipations, DateTime nowUtc, CancellationToken ct)
    {
        // Those that the opening has just revealed are not saved yet.
        var found = await db.Set<DepositCover>().Where(c => c.LotId == lotId).ToListAsync(ct);
        var released = found.Where(c => onlyParticipations?.Contains(c.ParticipationId) ?? true).Where(c => c.Release(Instants.BeijingDay(nowUtc), due.Key, due.Citation)).ToList();
        if (released.Count == 0)
        {
            return [];
        }

        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        released.ForEach(c => Record(c, tender.ProjectId, "cover-released", Acting.Clock, due.Key, due.Citation, nowUtc));
        await KeepStepsAsync(tender, found, Acting.Clock, nowUtc, ct);
        return [.. released.Select(c => c.PooledWith).OfType<Guid>()];
    }

    /// <summary>Covers whose last day has passed are expired. Told twice it changes nothing.</summary>
    public async Task ExpireAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var today = Instants.BeijingDay(nowUtc);
        var lots = await db.Set<DepositCover>()
            .Where(c => (c.State == CoverState.Issued || c.State == CoverState.Verified) && c.ValidThrough < today && c.Kind != CoverKind.SmallEnterprise && c.Kind != CoverKind.GoodCredit && c.Kind != CoverKind.Pooled).Select(c => c.LotId).Distinct().ToListAsync(ct);
        foreach (var lot in lots)
        {
            await db.InTransactionAsync(
                async () =>
                {
                    var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lot, ct);
                    var found = await db.Set<DepositCover>().Where(c => c.LotId == lot).ToListAsync(ct);
                    found.Where(c => c.Expire(today)).ToList().ForEach(c => Record(c, tender.ProjectId, "cover-expired", Acting.Clock, null, null, nowUtc));
                    await KeepStepsAsync(tender, found, Acting.Clock, nowUtc, ct);
                    await db.SaveOrChangedMeanwhileAsync(ct);
                    return true;
                },
                ct);
        }
    }

    private Task ChangeAsync(long lotId, Guid coverId, Func<DepositCover, Tender, DateTime, Task> change, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return db.InTransactionAsync(
            async () =>
            {
                var tender = await db.Set<Tender>().AsNoTracking().Where(TenderSecrecy.IsOver).SingleOrDefaultAsync(t => t.LotId == lotId, ct);
                var found = tender is null ? [] : await db.Set<DepositCover>().Where(c => c.LotId == lotId).ToListAsync(ct);
                var cover = found.Find(c => c.Id == coverId && c.Kind is not null) ?? throw new RuleBrokenException(CoverRules.Missing);
                await change(cover, tender!, nowUtc);
                await KeepStepsAsync(tender!, found, acting, nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    /// <summary>
    /// While one is unchecked the centre has a step; while one is good for something the owner has one, due with the earliest last day, and is warned before
    /// it; while a claim waits the centre's manager has one.
    /// </summary>
    private async Task KeepStepsAsync(Tender tender, List<DepositCover> all, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var last = all.Where(c => c.State == CoverState.Verified).Min(c => c.BindsThrough);
        await KeepAsync(Stages.CoverCheck, Posts.CentreOperator, all.Exists(c => c.State == CoverState.Issued && c.Kind is not null), null);
        await KeepAsync(Stages.CoverExpiry, Posts.Owner, last is not null, last);
        await KeepAsync(Stages.CoverClaim, Posts.CentreManager, all.Exists(c => c.HasOpenClaim), all.Where(c => c.HasOpenClaim).Min(c => c.ValidThrough));

        async Task KeepAsync(string stage, string post, bool isOpen, DateOnly? lastDay)
        {
            var step = await db.Set<ProcedureStep>().SingleOrDefaultAsync(s => s.LotId == tender.LotId && s.Stage == stage && s.DoneAtUtc == null, ct);
            if (step is not null && (!isOpen || (lastDay is { } day && step.DueAtUtc != Instants.EndOfBeijingDay(day))))
            {
                await log.FinishAsync(tender.ProjectId, tender.LotId, stage, acting, isOpen ? "moved" : "done", nowUtc, ct);
                await db.SaveChangesAsync(ct);
                step = null;
            }

            if (step is null && isOpen)
            {
                await log.BeginAsync(
                    tender.CentreId, tender.ProjectId, tender.LotId, stage, post, nowUtc, lastDay is { } due ? Instants.EndOfBeijingDay(due) : null, null, null, ct);
            }
        }
    }

    private static CoverFacts? FactsOf(DepositCover c) => c.Kind is { } kind
        ? new CoverFacts(kind, c.Issuer!, c.Number!, c.Amount!.Value, c.ValidThrough!.Value, c.Beneficiary!)
        : null;

    private static async Task<CoverRecord> RecordAsync(DepositCover cover, OpenedLotKey key, CancellationToken ct) => CoverRecord.FromBytes(
        await SealedEnvelope.OpenRecordAsync(cover.SealedRecord, key, CoverService.RecordData(cover.LotId, cover.ParticipationId, cover.Id), ct));

    private void Record(DepositCover cover, long projectId, string kind, Acting acting, string? rule, string? citation, DateTime nowUtc) => log.Record(
        cover.CentreId, projectId, cover.LotId, acting, new EventFacts(kind, cover.ParticipationId.ToString("N"), rule, citation, cover.ContentHash), nowUtc);
}

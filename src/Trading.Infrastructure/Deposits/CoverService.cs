using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>A cover as its bidder hands it in.</summary>
public sealed record HandInCover(long LotId, long OrganisationId, CoverFacts Facts, OfferedFile File);

/// <summary>One of the bidder's own covers, from the copy sealed for the bidder.</summary>
public sealed record OwnCover(CoverState State, DateTime HandedInAtUtc, byte[] ContentHash, CoverRecord Record, DateOnly? ReleasedOn, string? ReleaseCitation);

/// <summary>One of the bidder's own lots.</summary>
public sealed record PoolChoice(long LotId, string Code, string Name);

/// <summary>One of the bidder's own lots among those for which one deposit may stand.</summary>
/// <param name="Citation">Of the rule that lets it.</param>
/// <param name="Offers">The lots on whose paid deposits this one may stand now.</param>
/// <param name="On">The lot on whose deposit it stands.</param>
/// <param name="Here">The lots that stand on the deposit of this one.</param>
public sealed record OwnPool(string Citation, IReadOnlyList<PoolChoice> Offers, PoolChoice? On, IReadOnlyList<PoolChoice> Here);

/// <summary>
/// What bidders hand in instead of money, before the deadline: sealed for the lot as bids are, so that nobody knows who has a guarantee and who paid. It
/// is judged when it comes, since the bidder must know at once whether it counts; what was found is kept nowhere in clear.
/// </summary>
public sealed class CoverService(
    TradingDbContext db, TimeProvider clock, WorkCalendar calendar, TenderLoader loader, LotKeys lotKeys, BidderSeal bidderSeal, BlobStore blobs, ProcedureLog log,
    UploadRules uploads)
{
    private const string FilePart = "cover-file";
    private const string FileFormat = "cover-file/1";
    private const string RecordPart = "cover";
    private const string RecordFormat = "cover-record/1";

    /// <summary>What the lot asks of a cover now; the deadline, from which its validity is reckoned, may still move.</summary>
    public async Task<CoverTerms> TermsAsync(long lotId, CancellationToken ct)
    {
        var found = await (
            from tender in db.Set<Tender>().AsNoTracking()
            join lot in db.Set<Lot>() on tender.LotId equals lot.Id
            join project in db.Set<Project>() on tender.ProjectId equals project.Id
            join owner in db.Set<Organisation>() on project.OwnerId equals owner.Id into owners
            from owner in owners.DefaultIfEmpty()
            where tender.LotId == lotId
            select new { tender.DeadlineUtc, lot.Deposit, project, Owner = owner == null ? "" : owner.Name }).SingleAsync(ct);
        var (rules, deadline) = (TenderLoader.RulesOf(found.project), Instants.BeijingDay(found.DeadlineUtc ?? clock.NowUtc()));
        return new CoverTerms(
            rules.Deposits, found.project.IsLegallyRequired, found.Deposit, found.Owner,
            rules.BidValidity is { } validity ? rules.Rulebook.Period(validity.Key, calendar, deadline) : new CitedPeriod(new PeriodResult(deadline, null, false), rules.Deposits.FormsRule));
    }

    /// <summary>
    /// Lets the bid of a lot stand on the deposit that the bidder has paid for another lot of the project: a cover like the others, sealed at the same length, which names the
    /// participation that paid. Nothing in clear tells that the two belong together before both are opened.
    /// </summary>
    /// <returns>The hash that the opening can be held to.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.window-closed</c>, <c>tendering.not-taking-part</c>, <c>deposits.not-pooled</c>, <c>deposits.nothing-to-stand-on</c>, <c>deposits.cover-not-needed</c>
    /// </exception>
    public async Task<byte[]> StandOnAsync(long lotId, long payingLotId, long organisationId, CancellationToken ct)
    {
        var participation = await ParticipationAsync(lotId, organisationId, ct);
        var terms = await TermsAsync(lotId, ct);
        if (terms.Policy.Pooling is null)
        {
            throw new RuleBrokenException(CoverRules.NotPooled);
        }

        var paying = lotId == payingLotId ? throw new RuleBrokenException(CoverRules.NothingToStandOn) : await ParticipationAsync(payingLotId, organisationId, ct);
        var record = CoverRecord.Pooled(paying.Id, terms.Due, terms.Validity.Date, terms.Beneficiary, NewSalt());
        var cover = await SealAsync(Guid.NewGuid(), lotId, organisationId, participation, record, await KeyAsync(lotId, ct), ct);
        await db.InTransactionAsync(
            async () =>
            {
                // Locked against its withdrawal, which looks for what stands on it.
                var tender = await loader.ShareAsync(payingLotId, ct);
                var deposit = await db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == paying.Id, ct);
                var isOfProject = await db.Set<Lot>().AnyAsync(l => l.Id == lotId && l.ProjectId == tender.ProjectId, ct);
                if (!isOfProject || !tender.TakesBids(cover.HandedInAtUtc) || deposit.State != DepositState.Confirmed || !deposit.Carries(terms.Due))
                {
                    throw new RuleBrokenException(CoverRules.NothingToStandOn);
                }

                return await WriteAsync(cover, cover.HandedInAtUtc, ct);
            },
            ct);
        return cover.ContentHash;
    }

    /// <summary>What the organisation's own lots of a project have to do with each other, for one of them; null where no deposit stands for several.</summary>
    /// <param name="lotId">The lot.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="terms">What the lot asks.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<OwnPool?> PoolAsync(long lotId, long organisationId, CoverTerms terms, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Policy.Pooling is not { } rule)
        {
            return null;
        }

        var projectId = await db.Set<Lot>().Where(l => l.Id == lotId).Select(l => l.ProjectId).SingleAsync(ct);
        var lots = await db.Set<Lot>().AsNoTracking().Where(l => l.ProjectId == projectId).OrderBy(l => l.Number).ToListAsync(ct);
        var tags = lots.ConvertAll(l => bidderSeal.UniqueTag(l.Id, organisationId));
        var own = await (
            from participant in db.Set<Participant>().AsNoTracking()
            join deposit in db.Set<Deposit>().AsNoTracking() on participant.Id equals deposit.ParticipationId
            where tags.Contains(participant.UniqueTag)
            select deposit).ToListAsync(ct);
        var here = own.Single(d => d.LotId == lotId);
        var on = (await OwnAsync(here.ParticipationId, organisationId, ct)).FirstOrDefault(c => c.State is not (CoverState.Replaced or CoverState.Withdrawn));
        var standing = await StandingOnAsync(here.ParticipationId, lots.Where(l => l.Id != lotId).Select(l => l.Id), organisationId, ct);
        var mayStand = here.State is DepositState.Awaited or DepositState.Short && on?.State != CoverState.Issued;
        IReadOnlyList<PoolChoice> Named(Func<Lot, bool> which) => [.. lots.Where(which).Select(l => new PoolChoice(l.Id, l.Code!, l.Name))];
        return new OwnPool(
            rule.Citation,
            Named(l => mayStand && own.Exists(d => d.LotId == l.Id && l.Id != lotId && d.State == DepositState.Confirmed && d.Carries(terms.Due))),
            Named(l => on?.Record.PooledWith is { } paid && own.Exists(d => d.LotId == l.Id && d.ParticipationId == paid)).SingleOrDefault(),
            Named(l => standing.Contains(l.Id)));
    }

    /// <summary>The organisation's own lots whose bids stand on what it paid for a participation, before the opening and after it.</summary>
    public async Task<IReadOnlyList<long>> StandingOnAsync(Guid participationId, long organisationId, CancellationToken ct)
    {
        var own = await db.Set<Deposit>().AsNoTracking().Where(d => d.ParticipationId == participationId)
            .Join(db.Set<Lot>(), d => d.LotId, l => l.Id, (_, l) => new { l.Id, l.ProjectId }).SingleAsync(ct);
        var others = await db.Set<Lot>().Where(l => l.ProjectId == own.ProjectId && l.Id != own.Id).Select(l => l.Id).ToListAsync(ct);
        return await StandingOnAsync(participationId, others, organisationId, ct);
    }

    private async Task<IReadOnlyList<long>> StandingOnAsync(Guid participationId, IEnumerable<long> others, long organisationId, CancellationToken ct)
    {
        var tags = others.Select(lot => bidderSeal.UniqueTag(lot, organisationId)).ToList();
        var covers = await (
            from participant in db.Set<Participant>().AsNoTracking()
            join cover in db.Set<DepositCover>() on participant.Id equals cover.ParticipationId
            where tags.Contains(participant.UniqueTag) && (cover.State == CoverState.Issued || cover.State == CoverState.Verified)
            orderby cover.LotId
            select cover).ToListAsync(ct);
        return [.. covers.Where(c => Own(c, organisationId).PooledWith == participationId).Select(c => c.LotId)];
    }

    /// <summary>Hands one in, or replaces the one before.</summary>
    /// <returns>The hash that the opening can be held to.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.window-closed</c>, <c>tendering.not-taking-part</c>, <c>deposits.cover-not-needed</c>, <c>tendering.hash-differs</c>, the first fault of
    /// <see cref="CoverTerms.FaultsOf"/>, and what uploads refuse: nothing is kept
    /// </exception>
    public async Task<byte[]> HandInAsync(HandInCover offer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(offer);
        var participation = await ParticipationAsync(offer.LotId, offer.OrganisationId, ct);
        if ((await TermsAsync(offer.LotId, ct)).FaultsOf(offer.Facts) is [var first, ..])
        {
            throw first;
        }

        // No paper says it: StandOnAsync does.
        if (offer.Facts.Kind == CoverKind.Pooled)
        {
            throw new RuleBrokenException(CoverRules.NothingToStandOn);
        }

        var label = FileKinds.Label(offer.File.Name);
        uploads.RequireFits(offer.File.Content.Length);
        await FileKinds.RequireAsync(label, offer.File.Content, uploads.Kinds, ct);
        var id = Guid.NewGuid();
        var key = await KeyAsync(offer.LotId, ct);
        var record = await StoreAsync(offer, participation, id, label, key, ct);
        try
        {
            if (offer.File.AnnouncedSha256 is { } told && !told.Equals(record.FileSha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new RuleBrokenException(TenderingRules.HashDiffers);
            }

            var cover = await SealAsync(id, offer.LotId, offer.OrganisationId, participation, record, key, ct);
            await db.InTransactionAsync(() => WriteAsync(cover, cover.HandedInAtUtc, ct), ct);
            return cover.ContentHash;
        }
        catch
        {
            // What was not taken is not kept. After a lost answer to the commit the row may stand: then its file has to.
            if (!await MayStandAsync(id))
            {
                blobs.Delete(BlobId.Parse(record.BlobId));
            }

            throw;
        }
    }

    /// <summary>Takes it back before the deadline; not while a bid stands on it.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.window-closed</c>, <c>tendering.not-taking-part</c>, <c>deposits.bid-stands</c>, <c>deposits.cover-missing</c>
    /// </exception>
    public async Task WithdrawAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var participation = await ParticipationAsync(lotId, organisationId, ct);
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                // Locked against bids: one that is being written now stands on the cover.
                RequireOpen((await loader.LoadAsync(lotId, ct)).Tender, nowUtc);
                var cover = await StandingAsync(participation.Id, ct) ?? throw new RuleBrokenException(CoverRules.Missing);
                var isPaid = await db.Set<Deposit>().AnyAsync(d => d.ParticipationId == participation.Id && d.State == DepositState.Confirmed, ct);
                if (!isPaid && await db.Set<Bid>().AnyAsync(b => b.ParticipationId == participation.Id && b.State == BidState.Submitted, ct))
                {
                    throw new RuleBrokenException(DepositRules.BidStands);
                }

                cover.Withdraw();
                Record(cover, "cover-withdrawn", nowUtc);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return true;
            },
            ct);
    }

    /// <summary>The bidder's own covers for a participation, the latest first.</summary>
    public async Task<IReadOnlyList<OwnCover>> OwnAsync(Guid participationId, long organisationId, CancellationToken ct)
    {
        var covers = await db.Set<DepositCover>().AsNoTracking().Where(c => c.ParticipationId == participationId).ToListAsync(ct);
        return [.. covers.OrderByDescending(c => c.HandedInAtUtc).ThenBy(c => c.State).Select(c => new OwnCover(
            c.State, c.HandedInAtUtc, c.ContentHash, Own(c, organisationId), c.ReleasedOn, c.ReleaseCitation))];
    }

    private CoverRecord Own(DepositCover cover, long organisationId) => CoverRecord.FromBytes(bidderSeal.Open(organisationId, cover.ParticipationId, cover.BidderCopy));

    internal static AssociatedData FileData(long lotId, Guid participation, Guid cover) => new(lotId, participation, 0, $"{FilePart}-{cover:N}", FileFormat);

    internal static AssociatedData RecordData(long lotId, Guid participation, Guid cover) => new(lotId, participation, 0, $"{RecordPart}-{cover:N}", RecordFormat);

    private async Task<CoverRecord> StoreAsync(HandInCover offer, Participant participation, Guid id, string label, LotPublicKey key, CancellationToken ct)
    {
        SealedContent? content = null;
        var stored = await blobs.StoreAsync(
            async (output, token) => content = await SealedEnvelope.SealAsync(offer.File.Content, output, key, FileData(offer.LotId, participation.Id, id), token),
            SealedEnvelope.SealedLength(uploads.LargestFile),
            ct);
        var facts = offer.Facts;
        return new CoverRecord(
            facts.Kind, facts.Issuer, facts.Number, facts.Amount.Fen, facts.ValidThrough, facts.Beneficiary, label, content!.PlainLength,
            Convert.ToHexStringLower(content.PlainSha256), stored.Id.Value, NewSalt());
    }

    private async Task<DepositCover> SealAsync(
        Guid id, long lotId, long organisationId, Participant participation, CoverRecord record, LotPublicKey key, CancellationToken ct)
    {
        var sealedRecord = await SealedEnvelope.SealRecordAsync(record.ToBytes(), RecordLength.Bid, key, RecordData(lotId, participation.Id, id), ct);
        return DepositCover.HandIn(
            id, participation.Id, lotId, participation.CentreId, clock.NowUtc(), record.ContentHash(), sealedRecord,
            bidderSeal.Seal(organisationId, participation.Id, record.ToBytes()));
    }

    private async Task<LotPublicKey> KeyAsync(long lotId, CancellationToken ct) => lotKeys.PublicKeyOf(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == lotId, ct));

    private static string NewSalt() => RandomNumberGenerator.GetHexString(2 * BidRecord.SaltLength, lowercase: true);

    // The tender's row is shared, as for a bid: the opening reveals what there is, and nothing is added behind its back.
    private async Task<bool> WriteAsync(DepositCover cover, DateTime nowUtc, CancellationToken ct)
    {
        RequireOpen(await loader.ShareAsync(cover.LotId, ct), nowUtc);
        var deposit = await db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == cover.ParticipationId, ct);
        if (deposit.State is not (DepositState.Awaited or DepositState.Short))
        {
            throw new RuleBrokenException(CoverRules.NotNeeded);
        }

        if (await StandingAsync(cover.ParticipationId, ct) is { } before)
        {
            before.Replace();
            await db.SaveOrChangedMeanwhileAsync(ct);
        }

        db.Add(cover);
        Record(cover, "cover-handed-in", nowUtc);
        await db.SaveChangesAsync(ct);
        return true;
    }

    private Task<DepositCover?> StandingAsync(Guid participationId, CancellationToken ct) =>
        db.Set<DepositCover>().SingleOrDefaultAsync(c => c.ParticipationId == participationId && c.State == CoverState.Issued, ct);

    private void Record(DepositCover cover, string kind, DateTime nowUtc) => log.Record(
        cover.CentreId, null, cover.LotId, Acting.Clock, new EventFacts(kind, cover.ParticipationId.ToString("N"), ContentHash: cover.ContentHash, IsSealed: true), nowUtc);

    private static void RequireOpen(Tender tender, DateTime nowUtc)
    {
        if (!tender.TakesBids(nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WindowClosed, tender.DeadlineUtc ?? nowUtc, nowUtc);
        }
    }

    private async Task<Participant> ParticipationAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var tag = bidderSeal.UniqueTag(lotId, organisationId);
        return await db.Set<Participant>().AsNoTracking().SingleOrDefaultAsync(p => p.UniqueTag == tag, ct)
            ?? throw new RuleBrokenException(TenderingRules.NotTakingPart);
    }

    private async Task<bool> MayStandAsync(Guid id)
    {
        try
        {
            db.ChangeTracker.Clear();
            return await db.Set<DepositCover>().AnyAsync(c => c.Id == id, CancellationToken.None);
        }
        catch (Exception)
        {
            // Nobody can say: a sealed file too many harms nobody.
            return true;
        }
    }
}

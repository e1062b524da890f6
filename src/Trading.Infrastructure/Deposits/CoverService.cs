using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
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
        var rules = TenderLoader.RulesOf(found.project);
        return new CoverTerms(
            rules.Deposits, found.project.IsLegallyRequired, found.Deposit, found.Owner,
            rules.Rulebook.Period(rules.BidValidity.Key, calendar, Instants.BeijingDay(found.DeadlineUtc ?? clock.NowUtc())));
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

        var label = FileKinds.Label(offer.File.Name);
        uploads.RequireFits(offer.File.Content.Length);
        await FileKinds.RequireAsync(label, offer.File.Content, uploads.Kinds, ct);
        var id = Guid.NewGuid();
        var key = lotKeys.PublicKeyOf(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == offer.LotId, ct));
        var record = await StoreAsync(offer, participation, id, label, key, ct);
        try
        {
            if (offer.File.AnnouncedSha256 is { } told && !told.Equals(record.FileSha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new RuleBrokenException(TenderingRules.HashDiffers);
            }

            var sealedRecord = await SealedEnvelope.SealRecordAsync(record.ToBytes(), RecordLength.Bid, key, RecordData(offer.LotId, participation.Id, id), ct);
            var nowUtc = clock.NowUtc();
            var cover = DepositCover.HandIn(
                id, participation.Id, offer.LotId, participation.CentreId, nowUtc, record.ContentHash(), sealedRecord,
                bidderSeal.Seal(offer.OrganisationId, participation.Id, record.ToBytes()));
            await db.InTransactionAsync(() => WriteAsync(cover, nowUtc, ct), ct);
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
            c.State, c.HandedInAtUtc, c.ContentHash, CoverRecord.FromBytes(bidderSeal.Open(organisationId, participationId, c.BidderCopy)), c.ReleasedOn, c.ReleaseCitation))];
    }

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
            Convert.ToHexStringLower(content.PlainSha256), stored.Id.Value, RandomNumberGenerator.GetHexString(2 * BidRecord.SaltLength, lowercase: true));
    }

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

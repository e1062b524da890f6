using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Tendering;

/// <summary>A file as the bidder hands it in, with the hash that the bidder's side computed; null where it could not (no script).</summary>
public sealed record OfferedFile(string Name, Stream Content, string? AnnouncedSha256)
{
    /// <summary>Whether another hash was announced than that of what was stored.</summary>
    internal bool Contradicts(BidFile stored) => AnnouncedSha256 is { } told && !told.Equals(stored.Sha256, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a bidder hands in for a lot.</summary>
public sealed record SubmitBid(long LotId, long OrganisationId, Money? Price, int? ContractDays, IReadOnlyList<OfferedFile> Files);

/// <summary>The receipt of a bid: random number, server time, and the hash of what was received.</summary>
public sealed record BidReceipt(string Number, int BidVersion, DateTime ReceivedAtUtc, byte[] ContentHash);

/// <summary>A bid or withdrawal was refused: the rule that refused it and the number under which the refusal is on record.</summary>
public sealed class BidRefusedException(RuleBrokenException cause, string number, DateTime receivedAtUtc) : Exception(cause.Message, cause)
{
    public RuleBrokenException Cause { get; } = cause;
    public string Number { get; } = number;
    public DateTime ReceivedAtUtc { get; } = receivedAtUtc;
}

/// <summary>
/// Takes sealed bids. A bid counts at the instant when its last byte is on the disk and its hash agrees; that instant is compared with the closing
/// time while the tender's row is held, so no job, queue or slow page can let a late bid in, keep a timely one out, or add one to an opened lot.
/// </summary>
public sealed class BidService(
    TradingDbContext db, TimeProvider clock, TenderLoader loader, LotKeys lotKeys, BidderSeal bidderSeal, BlobStore blobs, ProcedureLog log, Outbox outbox,
    UploadRules uploads)
{
    /// <summary>The sealed event of a withdrawal; its subject is the participation.</summary>
    internal const string Withdrawn = "bid-withdrawn";

    /// <summary>Hands in a bid, or replaces the one before.</summary>
    /// <exception cref="BidRefusedException">
    /// <c>tendering.window-closed</c> (deadline, received), <c>tendering.opened-meanwhile</c> (deadline, received), <c>tendering.deposit-missing</c>,
    /// <c>tendering.hash-differs</c>, <c>tendering.not-taking-part</c>, <c>tendering.bid-meanwhile</c>
    /// </exception>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.price-not-positive</c>, <c>tendering.too-many-files</c>, <c>sealing.file-too-large</c>: nothing was received yet
    /// </exception>
    public async Task<BidReceipt> SubmitAsync(SubmitBid offer, CancellationToken ct)
    {
        RequireWellFormed(offer);
        var participation = await ParticipationAsync(offer.LotId, offer.OrganisationId, ct);
        var version = await NextVersionAsync(participation.Id, ct);
        var files = new List<BidFile>();

        // What was not taken is not kept: nobody may find it later.
        return await RecordOrUndoAsync(
            () => ReceiveAsync(offer, participation, version, files, ct), participation, offer.OrganisationId,
            () => files.ForEach(f => blobs.Delete(BlobId.Parse(f.BlobId))), ct);
    }

    /// <summary>
    /// Hands in what was put together before: its files are on the disk, sealed for the lot and proved, so that the instant of receipt is that of this
    /// call, however large they are. Where it does not become a bid, the files are where they were.
    /// </summary>
    internal Task<BidReceipt> HandInAsync(BidDraft draft, BlobStore waiting, Participant participation, long organisationId, CancellationToken ct)
    {
        var files = draft.Files.Select(f => new BidFile(f.Name, f.Length, f.Sha256, f.Id, f.Place)).ToList();
        var ids = draft.Files.Select(f => BlobId.Parse(f.Id)).ToList();
        var offer = new SubmitBid(draft.LotId, organisationId, draft.Price is { } yuan ? Money.Yuan(yuan) : null, draft.ContractDays, []);
        return RecordOrUndoAsync(
            async () =>
            {
                ids.ForEach(id => blobs.TakeFrom(waiting, id));
                return await SealAsync(offer, participation, draft.BidVersion, files, await LotKeyAsync(draft.LotId, ct), ct);
            },
            participation, organisationId, () => ids.FindAll(blobs.Has).ForEach(id => waiting.TakeFrom(blobs, id)), ct);
    }

    /// <summary>The participation of an organisation that may hand in a bid now: the window is open and its deposit is there.</summary>
    /// <exception cref="BidRefusedException">
    /// <c>tendering.window-closed</c>, <c>tendering.opened-meanwhile</c>, <c>tendering.deposit-missing</c>, <c>tendering.not-taking-part</c>
    /// </exception>
    internal async Task<Participant> RequireOpenAsync(long lotId, long organisationId, CancellationToken ct)
    {
        await RequireInTimeAsync(lotId, ct);
        var participation = await ParticipationAsync(lotId, organisationId, ct);
        return await HasPaidAsync(participation.Id, ct) ? participation : throw await RefusalAsync(lotId, TenderingRules.DepositMissing, clock.NowUtc(), ct);
    }

    internal async Task<int> NextVersionAsync(Guid participationId, CancellationToken ct) =>
        1 + await db.Set<Bid>().CountAsync(b => b.ParticipationId == participationId, ct);

    internal async Task<LotPublicKey> LotKeyAsync(long lotId, CancellationToken ct) =>
        lotKeys.PublicKeyOf(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == lotId, ct));

    /// <summary>The money is there, or what stands in for it; who has left has neither.</summary>
    private Task<bool> HasPaidAsync(Guid participationId, CancellationToken ct) => db.Set<Deposit>().AnyAsync(
        d => d.ParticipationId == participationId
            && (d.State == DepositState.Confirmed
                || ((d.State == DepositState.Awaited || d.State == DepositState.Short)
                    && db.Set<DepositCover>().Any(c => c.ParticipationId == participationId && c.State == CoverState.Issued))),
        ct);

    private async Task<BidReceipt> RecordOrUndoAsync(Func<Task<Bid>> receive, Participant participation, long organisationId, Action undo, CancellationToken ct)
    {
        Bid? bid = null;
        try
        {
            bid = await receive();
            await RecordAsync(bid, participation, organisationId, ct);
            return new BidReceipt(bid.ReceiptNumber, bid.BidVersion, bid.ReceivedAtUtc, bid.ContentHash);
        }
        catch (Exception e)
        {
            if (bid is null || e is BidRefusedException || !await MayStandAsync(bid))
            {
                undo();
            }

            throw;
        }
    }

    /// <summary>
    /// Refuses, with time and number, what comes after the closing time; to be asked before anything else is found wrong with a bid, so that a late
    /// one is refused for being late.
    /// </summary>
    /// <exception cref="BidRefusedException"><c>tendering.window-closed</c> (deadline, received), <c>tendering.opened-meanwhile</c> (deadline, received)</exception>
    public async Task RequireInTimeAsync(long lotId, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        if (!tender.Counts(nowUtc))
        {
            throw await RefusalAsync(lotId, TenderingRules.WindowClosed, nowUtc, ct);
        }
    }

    /// <summary>Takes the bid back before the deadline (撤回); the deposit goes back by the date that the rule gives.</summary>
    /// <exception cref="BidRefusedException"><c>tendering.window-closed</c>, <c>tendering.opened-meanwhile</c>, <c>tendering.no-bid</c></exception>
    public async Task<DateTime> WithdrawAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var participation = await ParticipationAsync(lotId, organisationId, ct);
        var nowUtc = clock.NowUtc();
        var withdrawn = await db.InTransactionAsync(
            async () =>
            {
                var tender = await loader.ShareAsync(lotId, ct);
                if (!tender.Counts(nowUtc) || await MoveStandingAsync(participation.Id, BidState.Withdrawn, ct) == 0)
                {
                    return false;
                }

                log.Record(participation.CentreId, null, lotId, Acting.Clock, new EventFacts(Withdrawn, participation.Id.ToString("N"), IsSealed: true), nowUtc);
                await outbox.ToBidderAsync(organisationId, await MailAsync(MailKinds.BidWithdrawn, lotId, nowUtc, ct), nowUtc, ct);
                await db.SaveChangesAsync(ct);
                return true;
            },
            ct);
        return withdrawn ? nowUtc : throw await RefusalAsync(lotId, TenderingRules.NoBid, nowUtc, ct);
    }

    /// <summary>The bidder's own bids for a lot, latest first, from the copies sealed for the bidder.</summary>
    public async Task<IReadOnlyList<OwnBid>> OwnAsync(Guid participationId, long organisationId, CancellationToken ct)
    {
        var bids = await db.Set<Bid>().AsNoTracking().Where(b => b.ParticipationId == participationId).OrderByDescending(b => b.BidVersion).ToListAsync(ct);
        return [.. bids.Select(b => new OwnBid(
            b.BidVersion, b.State, b.ReceiptNumber, b.ReceivedAtUtc, b.ContentHash, BidRecord.FromBytes(bidderSeal.Open(organisationId, participationId, b.BidderCopy))))];
    }

    internal async Task<Participant> ParticipationAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var tag = bidderSeal.UniqueTag(lotId, organisationId);
        return await db.Set<Participant>().AsNoTracking().SingleOrDefaultAsync(p => p.UniqueTag == tag, ct)
            ?? throw await RefusalAsync(lotId, TenderingRules.NotTakingPart, clock.NowUtc(), ct);
    }

    private static void RequireWellFormed(SubmitBid offer)
    {
        if (offer.Price is { IsPositive: false } price)
        {
            throw new RuleBrokenException(TenderingRules.PriceNotPositive, price);
        }

        if (offer.Files.Count > UploadRules.MostFilesOfABid)
        {
            throw new RuleBrokenException(TenderingRules.TooManyFiles, UploadRules.MostFilesOfABid, offer.Files.Count);
        }
    }

    /// <summary>Puts the files on the disk and seals the record; the bid that comes back is complete and not recorded yet.</summary>
    private async Task<Bid> ReceiveAsync(SubmitBid offer, Participant participation, int version, List<BidFile> files, CancellationToken ct)
    {
        var key = await LotKeyAsync(offer.LotId, ct);
        foreach (var file in offer.Files)
        {
            files.Add(await StoreAsync(blobs, file, key, BidFormats.FileData(offer.LotId, participation.Id, version, files.Count + 1), ct));
        }

        var bid = await SealAsync(offer, participation, version, files, key, ct);
        if (offer.Files.Zip(files).Any(f => f.First.Contradicts(f.Second)))
        {
            throw await RefusalAsync(offer.LotId, TenderingRules.HashDiffers, bid.ReceivedAtUtc, ct);
        }

        return bid;
    }

    /// <summary>Seals the record of a bid whose files are on the disk, and takes the instant of receipt.</summary>
    private async Task<Bid> SealAsync(SubmitBid offer, Participant participation, int version, IReadOnlyList<BidFile> files, LotPublicKey key, CancellationToken ct)
    {
        var record = new BidRecord(offer.Price?.Fen, offer.ContractDays, files, RandomNumberGenerator.GetHexString(2 * BidRecord.SaltLength, lowercase: true));
        var sealedRecord = await SealedEnvelope.SealRecordAsync(
            record.ToBytes(), RecordLength.Bid, key, BidFormats.RecordData(offer.LotId, participation.Id, version), ct);
        var receivedAtUtc = clock.NowUtc();
        return Bid.Submit(
            Guid.NewGuid(), participation.Id, offer.LotId, version, RandomNumbers.NewReceipt(), receivedAtUtc, record.ContentHash(), sealedRecord,
            bidderSeal.Seal(offer.OrganisationId, participation.Id, record.ToBytes()));
    }

    /// <summary>Puts a file into a store, sealed for its place.</summary>
    internal async Task<BidFile> StoreAsync(BlobStore store, OfferedFile file, LotPublicKey key, AssociatedData belongsTo, CancellationToken ct)
    {
        SealedContent? content = null;
        var stored = await store.StoreAsync(
            async (output, token) => content = await SealedEnvelope.SealAsync(file.Content, output, key, belongsTo, token),
            SealedEnvelope.SealedLength(uploads.LargestFile),
            ct);
        return new BidFile(FileKinds.Label(file.Name), content!.PlainLength, Convert.ToHexStringLower(content.PlainSha256), stored.Id.Value);
    }

    /// <summary>
    /// Writes the bid while the tender's row is shared: the closing, the opening and the withdrawal of a deposit change it and therefore come wholly
    /// before or wholly after.
    /// </summary>
    private async Task RecordAsync(Bid bid, Participant participation, long organisationId, CancellationToken ct)
    {
        string? refused;
        try
        {
            refused = await db.InTransactionAsync(() => WriteAsync(bid, participation, organisationId, ct), ct);
        }
        catch (Exception e) when (e.IsDuplicateKey())
        {
            // The unique version says that another window was first; whose bid counts is for the bidder to see and decide.
            refused = TenderingRules.BidMeanwhile;
        }

        if (refused is not null)
        {
            throw await RefusalAsync(bid.LotId, refused, bid.ReceivedAtUtc, ct);
        }
    }

    private async Task<string?> WriteAsync(Bid bid, Participant participation, long organisationId, CancellationToken ct)
    {
        var tender = await loader.ShareAsync(bid.LotId, ct);
        if (!tender.Counts(bid.ReceivedAtUtc))
        {
            return TenderingRules.WindowClosed;
        }

        if (!await HasPaidAsync(participation.Id, ct))
        {
            return TenderingRules.DepositMissing;
        }

        if (bid.BidVersion > 1)
        {
            await MoveStandingAsync(participation.Id, BidState.Replaced, ct);
        }

        db.Add(bid);
        log.Record(
            participation.CentreId, null, bid.LotId, Acting.Clock,
            new EventFacts("bid-received", participation.Id.ToString("N"), ContentHash: bid.ContentHash, IsSealed: true), bid.ReceivedAtUtc);
        await outbox.ToBidderAsync(
            organisationId,
            await MailAsync(MailKinds.BidReceipt, bid.LotId, bid.ReceivedAtUtc, ct, bid.ReceiptNumber, Convert.ToHexStringLower(bid.ContentHash)),
            bid.ReceivedAtUtc, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private Task<int> MoveStandingAsync(Guid participationId, BidState state, CancellationToken ct) => db.Set<Bid>()
        .Where(b => b.ParticipationId == participationId && b.State == BidState.Submitted)
        .ExecuteUpdateAsync(s => s.SetProperty(b => b.State, state), ct);

    /// <summary>
    /// Whether a bid may be recorded although its writing failed, such as when the answer to the commit was lost. The tender's row is locked for it,
    /// so that a commit that the database is still about is waited for.
    /// </summary>
    private async Task<bool> MayStandAsync(Bid bid)
    {
        try
        {
            db.ChangeTracker.Clear();
            return await db.InTransactionAsync(
                async () =>
                {
                    await loader.LoadAsync(bid.LotId, CancellationToken.None);
                    return await db.Set<Bid>().AnyAsync(b => b.Id == bid.Id, CancellationToken.None);
                },
                CancellationToken.None);
        }
        catch (Exception)
        {
            // Nobody can say: a sealed file too many harms nobody, a bid without its files would.
            return true;
        }
    }

    private async Task<MailText> MailAsync(string kind, long lotId, DateTime atUtc, CancellationToken ct, params object[] more)
    {
        var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == lotId, ct);
        return new MailText(kind, "bidder", [lot.Code!, lot.Name, atUtc, .. more]);
    }

    private async Task<BidRefusedException> RefusalAsync(long lotId, string rule, DateTime nowUtc, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        // The window comes first: after the deadline, and after the opening, nothing else matters.
        var because = tender.Counts(nowUtc) ? rule : nowUtc < tender.DeadlineUtc ? TenderingRules.OpenedMeanwhile : TenderingRules.WindowClosed;
        var number = RandomNumbers.NewRefusal();
        db.Add(new BidRefusal { Number = number, LotId = lotId, Rule = because, ReceivedAtUtc = nowUtc, DeadlineUtc = tender.DeadlineUtc });
        await db.SaveChangesAsync(ct);
        return new BidRefusedException(new RuleBrokenException(because, tender.DeadlineUtc ?? nowUtc, nowUtc), number, nowUtc);
    }
}

/// <summary>One of the bidder's own bids.</summary>
public sealed record OwnBid(int BidVersion, BidState State, string ReceiptNumber, DateTime ReceivedAtUtc, byte[] ContentHash, BidRecord Record);

/// <summary>What the parts of a bid are bound to in their envelopes.</summary>
public static class BidFormats
{
    private const string File = "bid-file/1";
    private const string Record = "bid-record/1";

    public static AssociatedData FileData(long lotId, Guid participationId, int bidVersion, int place) =>
        new(lotId, participationId, bidVersion, $"file-{place}", File);

    public static AssociatedData RecordData(long lotId, Guid participationId, int bidVersion) => new(lotId, participationId, bidVersion, "record", Record);
}

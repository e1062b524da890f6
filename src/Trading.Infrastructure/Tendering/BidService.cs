using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Tendering;

/// <summary>A file as the bidder hands it in, with the hash that the bidder's side computed; null where it could not (no script).</summary>
public sealed record OfferedFile(string Name, Stream Content, string? AnnouncedSha256);

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
/// time inside the statement that writes the bid, so no job, queue or slow page can let a late bid in or keep a timely one out.
/// </summary>
public sealed class BidService(
    TradingDbContext db, TimeProvider clock, LotKeys lotKeys, BidderSeal bidderSeal, BlobStore blobs, ProcedureLog log, Outbox outbox, BidLimits limits)
{
    /// <summary>Hands in a bid, or replaces the one before.</summary>
    /// <exception cref="BidRefusedException">
    /// <c>tendering.window-closed</c> (deadline, received), <c>tendering.deposit-missing</c>, <c>tendering.hash-differs</c>, <c>tendering.not-taking-part</c>,
    /// <c>tendering.bid-meanwhile</c>
    /// </exception>
    /// <exception cref="RuleBrokenException"><c>tendering.price-not-positive</c>, <c>sealing.file-too-large</c>: nothing was received yet</exception>
    public async Task<BidReceipt> SubmitAsync(SubmitBid offer, CancellationToken ct)
    {
        if (offer.Price is { IsPositive: false } price)
        {
            throw new RuleBrokenException(TenderingRules.PriceNotPositive, price);
        }

        var participation = await ParticipationAsync(offer.LotId, offer.OrganisationId, ct);
        var key = lotKeys.PublicKeyOf(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == offer.LotId, ct));
        var version = 1 + await db.Set<Bid>().CountAsync(b => b.ParticipationId == participation.Id, ct);
        var files = new List<BidFile>();
        try
        {
            foreach (var file in offer.Files)
            {
                files.Add(await StoreAsync(file, key, new AssociatedData(offer.LotId, participation.Id, version, $"file-{files.Count + 1}", BidFormats.File), ct));
            }

            var record = new BidRecord(offer.Price?.Fen, offer.ContractDays, files);
            var sealedRecord = await SealedEnvelope.SealRecordAsync(
                record.ToBytes(), RecordLength.Price, key, BidFormats.RecordData(offer.LotId, participation.Id, version), ct);
            var receivedAtUtc = clock.NowUtc();
            var bid = Bid.Submit(
                Guid.NewGuid(), participation.Id, offer.LotId, version, RandomNumbers.NewReceipt(), receivedAtUtc, record.ContentHash(), sealedRecord,
                bidderSeal.Seal(offer.OrganisationId, participation.Id, record.ToBytes()));
            await RequireCompleteAsync(offer, files, participation, receivedAtUtc, ct);
            try
            {
                await RecordAsync(bid, participation, offer.OrganisationId, receivedAtUtc, ct);
            }
            catch (Exception e) when (e.IsDuplicateKey())
            {
                // The unique version says that another window was first; whose bid counts is for the bidder to see and decide.
                throw await RefusalAsync(offer.LotId, TenderingRules.BidMeanwhile, receivedAtUtc, ct);
            }

            return new BidReceipt(bid.ReceiptNumber, version, receivedAtUtc, bid.ContentHash);
        }
        catch (Exception e) when (e is BidRefusedException or RuleBrokenException)
        {
            // What was refused is not kept: nobody may find it later.
            files.ForEach(f => blobs.Delete(BlobId.Parse(f.BlobId)));
            throw;
        }
    }

    /// <summary>Takes the bid back before the deadline (撤回); the deposit goes back by the date that the rule gives.</summary>
    /// <exception cref="BidRefusedException"><c>tendering.window-closed</c>, <c>tendering.no-bid</c></exception>
    public async Task<DateTime> WithdrawAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var participation = await ParticipationAsync(lotId, organisationId, ct);
        var nowUtc = clock.NowUtc();
        var changed = await db.InTransactionAsync(
            async () =>
            {
                var rows = await db.ExecuteAsync(
                    $"UPDATE bid SET state = 'Withdrawn' WHERE participation_id = {{0}} AND state = 'Submitted' AND EXISTS ({OpenWindow(1)})",
                    [participation.Id, lotId, db.Stamp(nowUtc)],
                    ct);
                if (rows > 0)
                {
                    log.Record(participation.CentreId, null, lotId, Acting.Clock, new EventFacts("bid-withdrawn", participation.Id.ToString("N"), IsSealed: true), nowUtc);
                    await outbox.ToBidderAsync(organisationId, await MailAsync(MailKinds.BidWithdrawn, lotId, nowUtc, ct), nowUtc, ct);
                    await db.SaveChangesAsync(ct);
                }

                return rows;
            },
            ct);
        return changed > 0 ? nowUtc : throw await RefusalAsync(lotId, TenderingRules.NoBid, nowUtc, ct);
    }

    /// <summary>The bidder's own bids for a lot, latest first, from the copies sealed for the bidder.</summary>
    public async Task<IReadOnlyList<OwnBid>> OwnAsync(Guid participationId, long organisationId, CancellationToken ct)
    {
        var bids = await db.Set<Bid>().AsNoTracking().Where(b => b.ParticipationId == participationId).OrderByDescending(b => b.BidVersion).ToListAsync(ct);
        return [.. bids.Select(b => new OwnBid(
            b.BidVersion, b.State, b.ReceiptNumber, b.ReceivedAtUtc, b.ContentHash, BidRecord.FromBytes(bidderSeal.Open(organisationId, participationId, b.BidderCopy))))];
    }

    private async Task<Participant> ParticipationAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var tag = bidderSeal.UniqueTag(lotId, organisationId);
        return await db.Set<Participant>().AsNoTracking().SingleOrDefaultAsync(p => p.UniqueTag == tag, ct)
            ?? throw await RefusalAsync(lotId, TenderingRules.NotTakingPart, clock.NowUtc(), ct);
    }

    private async Task<BidFile> StoreAsync(OfferedFile file, LotPublicKey key, AssociatedData belongsTo, CancellationToken ct)
    {
        SealedContent? content = null;
        var stored = await blobs.StoreAsync(
            async (output, token) => content = await SealedEnvelope.SealAsync(file.Content, output, key, belongsTo, token),
            SealedEnvelope.SealedLength(limits.MaxFileBytes),
            ct);
        return new BidFile(file.Name, content!.PlainLength, Convert.ToHexStringLower(content.PlainSha256), stored.Id.Value);
    }

    private async Task RequireCompleteAsync(SubmitBid offer, List<BidFile> files, Participant participation, DateTime nowUtc, CancellationToken ct)
    {
        var differs = offer.Files.Zip(files).Any(f => f.First.AnnouncedSha256 is { } announced && !announced.Equals(f.Second.Sha256, StringComparison.OrdinalIgnoreCase));
        if (differs)
        {
            throw await RefusalAsync(offer.LotId, TenderingRules.HashDiffers, nowUtc, ct);
        }

        var paid = await db.Set<Deposit>().AnyAsync(d => d.ParticipationId == participation.Id && d.State == DepositState.Confirmed, ct);
        if (!paid)
        {
            throw await RefusalAsync(offer.LotId, TenderingRules.DepositMissing, nowUtc, ct);
        }
    }

    private async Task RecordAsync(Bid bid, Participant participation, long organisationId, DateTime nowUtc, CancellationToken ct)
    {
        var written = await db.InTransactionAsync(
            async () =>
            {
                await db.ExecuteAsync(
                    $"UPDATE bid SET state = 'Replaced' WHERE participation_id = {{0}} AND state = 'Submitted' AND EXISTS ({OpenWindow(1)})",
                    [bid.ParticipationId, bid.LotId, db.Stamp(nowUtc)],
                    ct);
                var rows = await db.ExecuteAsync(
                    $"""
                     INSERT INTO bid (id, participation_id, lot_id, bid_version, state, receipt_number, received_at_utc, content_hash, sealed_record, bidder_copy)
                     SELECT {Column("{3}", "uuid")}, {Column("{4}", "uuid")}, lot_id, {Column("{5}", "integer")}, 'Submitted', {Column("{6}", "text")}, {Column("{2}", "timestamptz")},
                            {Column("{7}", "bytea")}, {Column("{8}", "bytea")}, {Column("{9}", "bytea")}
                     FROM tender WHERE {Window(1)}{Locked()}
                     """,
                    [null, bid.LotId, db.Stamp(nowUtc), bid.Id, bid.ParticipationId, bid.BidVersion, bid.ReceiptNumber, bid.ContentHash, bid.SealedRecord, bid.BidderCopy],
                    ct);
                if (rows > 0)
                {
                    log.Record(
                        participation.CentreId, null, bid.LotId, Acting.Clock,
                        new EventFacts("bid-received", participation.Id.ToString("N"), ContentHash: bid.ContentHash, IsSealed: true), nowUtc);
                    await outbox.ToBidderAsync(
                        organisationId, await MailAsync(MailKinds.BidReceipt, bid.LotId, nowUtc, ct, bid.ReceiptNumber, Convert.ToHexStringLower(bid.ContentHash)), nowUtc, ct);
                    await db.SaveChangesAsync(ct);
                }

                return rows;
            },
            ct);
        if (written == 0)
        {
            throw await RefusalAsync(bid.LotId, TenderingRules.WindowClosed, nowUtc, ct);
        }
    }

    private async Task<MailText> MailAsync(string kind, long lotId, DateTime atUtc, CancellationToken ct, params object[] more)
    {
        var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == lotId, ct);
        return new MailText(kind, "bidder", [lot.Code!, lot.Name, atUtc, .. more]);
    }

    // On PostgreSQL the lot's row is locked for sharing: the closer waits for bids stamped before it, bids do not wait for each other.
    private string OpenWindow(int first) => $"SELECT 1 FROM tender WHERE {Window(first)}{Locked()}";

    private static string Window(int first) => $"lot_id = {{{first}}} AND state = 'Bidding' AND deadline_utc > {{{first + 1}}}";

    private string Locked() => db.Database.IsSqlite() ? "" : " FOR SHARE";

    // A bare parameter in a SELECT list has no type on PostgreSQL.
    private string Column(string parameter, string type) => db.Database.IsSqlite() ? parameter : $"CAST({parameter} AS {type})";

    private async Task<BidRefusedException> RefusalAsync(long lotId, string rule, DateTime nowUtc, CancellationToken ct)
    {
        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        // The window comes first: after the deadline nothing else matters.
        var because = tender.TakesBids(nowUtc) ? rule : TenderingRules.WindowClosed;
        var number = RandomNumbers.NewRefusal();
        db.Add(new BidRefusal { Number = number, LotId = lotId, Rule = because, ReceivedAtUtc = nowUtc, DeadlineUtc = tender.DeadlineUtc });
        await db.SaveChangesAsync(ct);
        return new BidRefusedException(new RuleBrokenException(because, tender.DeadlineUtc ?? nowUtc, nowUtc), number, nowUtc);
    }
}

/// <summary>One of the bidder's own bids.</summary>
public sealed record OwnBid(int BidVersion, BidState State, string ReceiptNumber, DateTime ReceivedAtUtc, byte[] ContentHash, BidRecord Record);

/// <summary>How large a file of a bid may be, in bytes; from the rulebook.</summary>
public sealed record BidLimits(long MaxFileBytes);

/// <summary>What the parts of a bid are bound to in their envelopes.</summary>
public static class BidFormats
{
    public const string File = "bid-file/1";
    private const string Record = "bid-record/1";

    public static AssociatedData RecordData(long lotId, Guid participationId, int bidVersion) => new(lotId, participationId, bidVersion, "record", Record);
}

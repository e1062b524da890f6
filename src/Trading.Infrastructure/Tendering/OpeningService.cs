using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Tendering;

public enum OpeningOutcome
{
    /// <summary>Every bid that counts has been opened and read out.</summary>
    Opened,

    /// <summary>Fewer bids than the minimum: nothing was opened, the tender failed, deposits go back.</summary>
    Failed,

    /// <summary>The site could not take bids shortly before the deadline: the owner decides.</summary>
    Held,

    /// <summary>Somebody opened it before, or its time has not come: nothing was changed.</summary>
    Unchanged,
}

/// <summary>
/// One row of the opening record (开标记录). With the salt the bidder can show that the hash is that of the files handed in. The bidder is empty where
/// nobody can say whose bid it is; <c>RejectedUnder</c> is a rule, or the state of a bid that was found broken.
/// </summary>
public sealed record OpeningRow(string Bidder, long? PriceFen, int? ContractDays, string ReceiptNumber, string ContentHash, string? Salt, string? RejectedUnder)
{
    /// <summary>The other members of the consortium that the bidder leads.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The clause that the panel has to look at, where another bid on the lot names the bidder or one of its members; null for others.</summary>
    public string? InSeveralUnder { get; init; }
}

/// <summary>The draw of the opening, by which ties are told apart later: fixed before anybody has judged a bid, and published with what was read out.</summary>
/// <param name="Question">What was asked of the seed.</param>
/// <param name="Seed">SHA-256 of the secret followed by the sorted receipt hashes.</param>
/// <param name="ReceiptHashes">Of all opened bids, ascending: number 0, 1, …</param>
/// <param name="Order">The numbers in drawn order.</param>
public sealed record DrawnOrderFacts(string Question, string Seed, IReadOnlyList<string> ReceiptHashes, IReadOnlyList<int> Order)
{
    public static DrawnOrderFacts Of(DrawnOrder drawn) => new(
        DrawnOrder.Question, Convert.ToHexStringLower(drawn.Seed), [.. drawn.Numbered.Select(Convert.ToHexStringLower)], drawn.Numbers);
}

/// <summary>The opening record as it is published: what was read out, the secret of the draw and the order that was drawn.</summary>
public sealed record OpeningRecordFacts(
    DateTime DeadlineUtc, DateTime OpenedAtUtc, string DrawSecret, string DrawCommitment, DrawnOrderFacts Drawn, IReadOnlyList<OpeningRow> Rows);

/// <summary>A bid that stood at the deadline, and its files.</summary>
public sealed record OpenedBid(Guid Id, string Bidder, IReadOnlyList<BidFile> Files);

/// <summary>
/// Closes windows and opens bids. This is the one place that releases a lot's key, after it has checked the time, the state and the number of
/// bids, and in the transaction that records who opened.
/// </summary>
public sealed class OpeningService(
    TradingDbContext db, TimeProvider clock, WorkCalendar calendar, TenderLoader loader, LotKeys lotKeys, DrawSecrets drawSecrets, Heartbeats heartbeats,
    BlobStore blobs, PayerCheck payerCheck, PayerCopies payerCopies, DepositService deposits, OpenedCovers covers, DepositPools pools, NoticeBoard notices, DueActions due, ProcedureLog log, Outbox outbox)
{
    /// <summary>Moves the state along after the closing time; early, late or twice, nothing else changes: the window closed by the clock.</summary>
    public async Task<bool> CloseAsync(long lotId, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var t = await loader.LoadAsync(lotId, ct);
                var closed = t.Tender.Close(nowUtc);
                if (closed)
                {
                    log.Record(t.Lot.CentreId, t.Project.Id, lotId, Acting.Clock, new EventFacts("window-closed", t.Lot.Code!), nowUtc);
                    await due.EndAsync(DueKinds.CloseWindow, Subject(lotId), nowUtc, ct);
                    await db.SaveChangesAsync(ct);
                }

                return closed;
            },
            ct);
    }

    /// <summary>Opens the lot by itself where nothing stands against it; after an outage it waits for the owner's word.</summary>
    public Task<OpeningOutcome> OpenAsync(long lotId, Acting acting, CancellationToken ct) => OpenAsync(lotId, despiteOutage: false, acting, ct);

    /// <summary>The owner, told of the outage, decides to open all the same.</summary>
    public Task<OpeningOutcome> OpenDespiteOutageAsync(long lotId, Acting acting, CancellationToken ct) => OpenAsync(lotId, despiteOutage: true, acting, ct);

    /// <summary>The bids that stood at the deadline with the list of their files, for the panel and the owner's side.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.too-early-to-open</c>: the lot is not opened</exception>
    public async Task<IReadOnlyList<OpenedBid>> FilesAsync(long lotId, CancellationToken ct)
    {
        await RequireOpenedAsync(lotId, ct);
        var bids = await (
            from bid in Standing()
            join participant in db.Set<Participant>() on bid.ParticipationId equals participant.Id
            join organisation in db.Set<Domain.Parties.Organisation>() on participant.OrganisationId equals organisation.Id
            where bid.LotId == lotId
            select new { bid, organisation.Name }).ToListAsync(ct);
        using var key = lotKeys.Release(await KeyAsync(lotId, ct));
        var opened = new List<OpenedBid>();
        foreach (var found in bids.OrderBy(b => b.Name, StringComparer.Ordinal))
        {
            opened.Add(new OpenedBid(found.bid.Id, found.Name, (await ReadRecordAsync(found.bid, key, ct)).Files));
        }

        return opened;
    }

    /// <summary>One file of a bid that stands in the lot, in clear, and the record of who read it. Null where there is no such bid or file.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.too-early-to-open</c>; <c>tendering.file-unreadable</c></exception>
    public async Task<BidFile?> ReadFileAsync(long lotId, Guid bidId, int fileNumber, Stream output, Acting acting, CancellationToken ct)
    {
        await RequireOpenedAsync(lotId, ct);
        if (await Standing().SingleOrDefaultAsync(b => b.Id == bidId && b.LotId == lotId, ct) is not { } bid
            || await CopyFileAsync(bidId, fileNumber, output, ct) is not { } file)
        {
            return null;
        }

        var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == lotId, ct);
        log.Record(
            lot.CentreId, lot.ProjectId, lotId, acting,
            new EventFacts("bid-file-read", $"{bid.ReceiptNumber}/{fileNumber}", ContentHash: Convert.FromHexString(file.Sha256)), clock.NowUtc());
        await db.SaveChangesAsync(ct);
        return file;
    }

    /// <summary>The file of a guarantee or insurance of the lot, in clear, and the record of who read it. Null where there is none.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.too-early-to-open</c>; <c>deposits.cover-file-unreadable</c></exception>
    public async Task<string?> ReadCoverFileAsync(long lotId, Guid cover, Stream output, Acting acting, CancellationToken ct)
    {
        await RequireOpenedAsync(lotId, ct);
        using var key = lotKeys.Release(await KeyAsync(lotId, ct));
        return await covers.ReadFileAsync(lotId, cover, key, output, acting, ct);
    }

    /// <summary>One file of a bid that stood at the deadline, in clear; null where there is none of that number.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.too-early-to-open</c>: the lot is not opened; <c>tendering.file-unreadable</c></exception>
    public async Task<BidFile?> CopyFileAsync(Guid bidId, int fileNumber, Stream output, CancellationToken ct)
    {
        var bid = await db.Set<Bid>().AsNoTracking().SingleAsync(b => b.Id == bidId, ct);
        await RequireOpenedAsync(bid.LotId, ct);
        if (bid.State is not (BidState.Opened or BidState.RejectedByRule))
        {
            return null;
        }

        using var key = lotKeys.Release(await KeyAsync(bid.LotId, ct));
        if ((await ReadRecordAsync(bid, key, ct)).Files.ElementAtOrDefault(fileNumber - 1) is not { } file)
        {
            return null;
        }

        try
        {
            await using var envelope = blobs.OpenRead(BlobId.Parse(file.BlobId));
            await SealedEnvelope.OpenAsync(
                envelope, output, key, BidFormats.FileData(bid.LotId, bid.ParticipationId, bid.BidVersion, file.Place ?? fileNumber), ct);
            return file;
        }
        catch (Exception broken) when (broken is SealBrokenException or FileNotFoundException)
        {
            throw new RuleBrokenException(TenderingRules.FileUnreadable, file.Name);
        }
    }

    private IQueryable<Bid> Standing() =>
        db.Set<Bid>().AsNoTracking().Where(b => b.State == BidState.Opened || b.State == BidState.RejectedByRule);

    private async Task RequireOpenedAsync(long lotId, CancellationToken ct)
    {
        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        if (tender.OpenedAtUtc is null)
        {
            throw new RuleBrokenException(TenderingRules.TooEarlyToOpen, tender.DeadlineUtc ?? clock.NowUtc(), clock.NowUtc());
        }
    }

    private async Task<OpeningOutcome> OpenAsync(long lotId, bool despiteOutage, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var t = await loader.LoadAsync(lotId, ct);
                t.Tender.Close(nowUtc);
                if (t.Tender.State is not (TenderState.Closed or TenderState.OpeningHeld))
                {
                    return OpeningOutcome.Unchanged;
                }

                var outcome = despiteOutage || await WasReachableAsync(t, ct)
                    ? await OpenBidsAsync(t, acting, nowUtc, ct)
                    : await HoldAsync(t, nowUtc, ct);
                await due.EndAsync(DueKinds.CloseWindow, Subject(lotId), nowUtc, ct);
                await due.EndAsync(DueKinds.OpenLot, Subject(lotId), nowUtc, ct);
                await db.SaveChangesAsync(ct);
                return outcome;
            },
            ct);
    }

    private async Task<bool> WasReachableAsync(LoadedTender t, CancellationToken ct) =>
        t.Tender.State == TenderState.Closed
        && await MissingAsync(t, ct) == TimeSpan.Zero;

    private Task<TimeSpan> MissingAsync(LoadedTender t, CancellationToken ct) => heartbeats.MissingAsync(
        t.Tender.DeadlineUtc!.Value, TimeSpan.FromMinutes(t.Rules.OutageWindow.Count), TimeSpan.FromSeconds(t.Rules.OutageGap.Count), ct);

    private async Task<OpeningOutcome> HoldAsync(LoadedTender t, DateTime nowUtc, CancellationToken ct)
    {
        if (t.Tender.State == TenderState.OpeningHeld)
        {
            return OpeningOutcome.Held;
        }

        var window = t.Rules.OutageWindow;
        var missing = (int)Math.Ceiling((await MissingAsync(t, ct)).TotalMinutes);
        t.Tender.HoldOpening();
        log.Record(
            t.Lot.CentreId, t.Project.Id, t.Lot.Id, new Acting(null, $"{missing}/{window.Count}"), new EventFacts("opening-held", t.Lot.Code!, window.Key, window.Citation), nowUtc);
        await TellOfHeldAsync(t, nowUtc, ct);
        return OpeningOutcome.Held;
    }

    /// <summary>Whoever decides and whoever hosts hear of it at once. The lot is not opened: the mails are sealed, and say nothing of who takes part or how many.</summary>
    private async Task TellOfHeldAsync(LoadedTender t, DateTime nowUtc, CancellationToken ct)
    {
        MailText Text(string page) => new(MailKinds.OpeningHeld, page, t.Lot.Code!, t.Lot.Name);
        foreach (var side in new[] { t.Project.OwnerId, t.Project.AgencyId }.OfType<long>())
        {
            await outbox.SealedToOrganisationAsync(side, Text("owner"), nowUtc, ct);
        }

        await outbox.SealedToPostAsync(t.Lot.CentreId, Posts.CentreOperator, Text("centre"), nowUtc, ct);
    }

    private async Task<OpeningOutcome> OpenBidsAsync(LoadedTender t, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var bids = await db.Set<Bid>().Where(b => b.LotId == t.Lot.Id && b.State == BidState.Submitted).ToListAsync(ct);
        var secret = drawSecrets.Reveal(t.Lot.Id, new CommittedDraw(t.Tender.DrawCommitment, t.Tender.SealedDrawSecret));
        var opened = t.Tender.Open(bids.Count, secret, t.Rules, nowUtc);
        using var key = lotKeys.Release(await KeyAsync(t.Lot.Id, ct));
        var links = await RevealBiddersAsync(t, key, nowUtc, ct);
        var isLast = await RevealCoversAsync(t, key, nowUtc, ct);
        await log.FinishAsync(t.Project.Id, t.Lot.Id, Stages.Opening, acting, opened ? "opened" : "failed", nowUtc, ct);
        if (!opened)
        {
            await ReleaseWithdrawnAsync(t, await WithoutBidAsync(t.Lot.Id, bids, ct), nowUtc, ct);
            await FailAsync(t, acting, nowUtc, ct);
            await SettlePoolAsync(t, isLast, nowUtc, ct);
            await TellParticipantsAsync(t.Lot, MailKinds.TenderFailed, nowUtc, ct);
            return OpeningOutcome.Failed;
        }

        var several = SeveralOf(t, bids, links);
        var rows = new List<OpeningRow>();
        foreach (var bid in bids.OrderBy(b => Convert.ToHexString(b.ContentHash), StringComparer.Ordinal))
        {
            var row = await ReadOutAsync(t, bid, links.GetValueOrDefault(bid.ParticipationId), key, ct);
            rows.Add(several.Contains(bid.ParticipationId) ? Flag(t, bid, row, nowUtc) : row);
        }

        var facts = new OpeningRecordFacts(
            t.Tender.DeadlineUtc!.Value, nowUtc, Convert.ToHexStringLower(secret), Convert.ToHexStringLower(t.Tender.DrawCommitment),
            DrawnOrderFacts.Of(DrawnOrder.Of(secret, bids.Select(b => b.ContentHash))), rows);
        await notices.PublishAsync(t.Lot, NoticeKind.OpeningRecord, t.Lot.Name, "", facts, null, acting, nowUtc, ct);
        var evaluation = t.Rules.Rulebook.Period(t.Rules.Evaluation.Key, calendar, Instants.BeijingDay(nowUtc));
        await log.BeginAsync(
            t.Lot.CentreId, t.Project.Id, t.Lot.Id, Stages.Evaluation, Posts.Panel, nowUtc, Instants.EndOfBeijingDay(evaluation.Date), evaluation.Key, evaluation.Citation, ct);
        await ReleaseWithoutBidAsync(t, bids, nowUtc, ct);
        await deposits.RaiseAsync(t.Lot.Id, DepositEvent.CutOffPassed, nowUtc, [.. bids.Select(b => b.ParticipationId)], ct);
        await SettlePoolAsync(t, isLast, nowUtc, ct);
        await TellParticipantsAsync(t.Lot, MailKinds.Opened, nowUtc, ct);
        return OpeningOutcome.Opened;
    }

    /// <summary>
    /// The bids that name one organisation together. Who is in which consortium is sealed until now: to refuse the second before the opening would tell whoever names a member whether it bids.
    /// They are marked, and not rejected: a name is no consent, and whoever could spoil a rival's bid by naming it would. The panel reads the agreements of the consortia and rejects.
    /// </summary>
    private static IReadOnlySet<Guid> SeveralOf(LoadedTender t, List<Bid> bids, Dictionary<Guid, BidderLink> links) => t.Rules.ConsortiumOneBid is null
        ? new HashSet<Guid>()
        : Consortium.InSeveral(bids.Where(b => links.ContainsKey(b.ParticipationId)).Select(b => (b.ParticipationId, links[b.ParticipationId].Members.Prepend(links[b.ParticipationId].Name))));

    private OpeningRow Flag(LoadedTender t, Bid bid, OpeningRow row, DateTime nowUtc)
    {
        var rule = t.Rules.ConsortiumOneBid!;
        log.Record(t.Lot.CentreId, t.Project.Id, t.Lot.Id, Acting.Clock, new EventFacts("bid-one-of-several", bid.ParticipationId.ToString("N"), rule.Key, rule.Citation), nowUtc);
        return row with { InSeveralUnder = rule.Citation };
    }

    /// <summary>
    /// Covers are unsealed with their lot; where one deposit may stand for several lots, those of all of them with the last: a record that names the participation in another lot would tell
    /// who takes part there.
    /// </summary>
    /// <returns>True where this is the last lot of a project whose deposits are pooled.</returns>
    private async Task<bool> RevealCoversAsync(LoadedTender t, OpenedLotKey key, DateTime nowUtc, CancellationToken ct)
    {
        if (t.Rules.Deposits.Pooling is null)
        {
            await covers.RevealAsync(t, key, nowUtc, ct);
            return false;
        }

        await pools.LockAsync(t.Project.Id, ct);
        if (await pools.IsSealedAsync(t.Project.Id, t.Lot.Id, ct))
        {
            return false;
        }

        await db.SaveChangesAsync(ct);
        await covers.RevealAsync(t, key, nowUtc, ct);
        var others = await db.Set<Tender>().AsNoTracking().Where(o => o.ProjectId == t.Project.Id && o.LotId != t.Lot.Id && o.OpenedAtUtc != null).OrderBy(o => o.LotId).ToListAsync(ct);
        foreach (var other in others)
        {
            using var released = lotKeys.Release(await KeyAsync(other.LotId, ct));
            await covers.RevealAsync(t with { Tender = other, Lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == other.LotId, ct) }, released, nowUtc, ct);
        }

        return true;
    }

    private Task SettlePoolAsync(LoadedTender t, bool isLast, DateTime nowUtc, CancellationToken ct) =>
        isLast ? deposits.SettlePoolAsync(t.Project, nowUtc, ct) : Task.CompletedTask;

    // Who withdrew its bid, or never handed one in, binds nobody: the deposit need not wait for the contract.
    private async Task ReleaseWithoutBidAsync(LoadedTender t, List<Bid> bids, DateTime nowUtc, CancellationToken ct)
    {
        var withoutBid = await WithoutBidAsync(t.Lot.Id, bids, ct);
        var neverBid = withoutBid.Except(await ReleaseWithdrawnAsync(t, withoutBid, nowUtc, ct)).ToArray();
        if (neverBid.Length > 0)
        {
            await deposits.RaiseAsync(t.Lot.Id, DepositEvent.NeverBid, nowUtc, neverBid, ct);
        }
    }

    /// <summary>
    /// Who withdrew before the deadline has the deposit back within days of the withdrawal (招标投标法实施条例 第三十五条), whatever the opening comes to.
    /// When it withdrew last stands in the sealed events of its participation.
    /// </summary>
    private async Task<IReadOnlyCollection<Guid>> ReleaseWithdrawnAsync(LoadedTender t, Guid[] withoutBid, DateTime nowUtc, CancellationToken ct)
    {
        if (withoutBid.Length == 0)
        {
            return [];
        }

        var withdrawals = await db.Set<ProcedureEvent>().AsNoTracking().Where(e => e.LotId == t.Lot.Id && e.Kind == BidService.Withdrawn)
            .Select(e => new { e.Subject, e.AtUtc }).ToListAsync(ct);
        var last = withdrawals.GroupBy(w => Guid.ParseExact(w.Subject, "N")).Where(g => withoutBid.Contains(g.Key)).ToDictionary(g => g.Key, g => g.Max(w => w.AtUtc));
        await deposits.RaiseWithdrawalsAsync(t.Lot.Id, last, nowUtc, ct);
        return last.Keys;
    }

    private async Task<Guid[]> WithoutBidAsync(long lotId, List<Bid> bids, CancellationToken ct)
    {
        var all = await db.Set<Participant>().Where(p => p.LotId == lotId).Select(p => p.Id).ToListAsync(ct);
        return [.. all.Except(bids.Select(b => b.ParticipationId))];
    }

    /// <summary>
    /// From here on the lot is no secret: names stand beside the random numbers, and payers beside the deposits that go back to them. What cannot be
    /// unsealed stops nobody else: it is recorded, the bid without a name counts as unreadable, and a deposit without a payer waits to be paid back.
    /// </summary>
    private async Task<Dictionary<Guid, BidderLink>> RevealBiddersAsync(LoadedTender t, OpenedLotKey key, DateTime nowUtc, CancellationToken ct)
    {
        var links = new Dictionary<Guid, BidderLink>();
        foreach (var participant in await db.Set<Participant>().Where(p => p.LotId == t.Lot.Id).ToListAsync(ct))
        {
            if (await UnsealAsync(participant.SealedLink, key, ParticipationService.LinkData(t.Lot.Id, participant.Id), bytes => BidderLink.FromBytes(bytes), ct) is { } link)
            {
                participant.Reveal(link.OrganisationId);
                links[participant.Id] = link;
            }
            else
            {
                RecordBroken(t, "link-unreadable", participant.Id, nowUtc);
            }
        }

        foreach (var deposit in await db.Set<Deposit>().Where(d => d.LotId == t.Lot.Id && d.SealedPayer != null).ToListAsync(ct))
        {
            if (await PayerAsync(deposit, links.GetValueOrDefault(deposit.ParticipationId), key, ct) is { } payer)
            {
                deposit.Reveal(payer.Name, payer.AccountNumber, payer.BankName);
            }
            else
            {
                RecordBroken(t, "payer-unreadable", deposit.ParticipationId, nowUtc);
            }
        }

        return links;
    }

    /// <summary>The account that paid. Where its record is broken, the bidder's own account or the vault's copy, whichever the keyed hash proves to be the one.</summary>
    private async Task<(string Name, string AccountNumber, string BankName)?> PayerAsync(
        Deposit deposit, BidderLink? link, OpenedLotKey key, CancellationToken ct)
    {
        var bound = ParticipationService.PayerData(deposit.LotId, deposit.ParticipationId);
        if (await UnsealAsync(deposit.SealedPayer!, key, bound, bytes => PayerRecord.FromBytes(bytes), ct) is { } payer)
        {
            return (payer.Name, payer.AccountNumber, payer.BankName);
        }

        if (link is not null && payerCheck.Matches(deposit.PayerCheck, deposit.ParticipationId, link.Name, link.AccountNumber))
        {
            return (link.Name, link.AccountNumber, link.BankName);
        }

        return CopyOf(deposit) is { } copy && payerCheck.Matches(deposit.PayerCheck, deposit.ParticipationId, copy.Name, copy.AccountNumber)
            ? (copy.Name, copy.AccountNumber, copy.BankName)
            : null;
    }

    private PayerRecord? CopyOf(Deposit deposit)
    {
        try
        {
            return deposit.PayerCopy is { } copy ? payerCopies.Open(deposit.ParticipationId, copy) : null;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private void RecordBroken(LoadedTender t, string kind, Guid participation, DateTime nowUtc) =>
        log.Record(t.Lot.CentreId, t.Project.Id, t.Lot.Id, Acting.Clock, new EventFacts(kind, participation.ToString("N")), nowUtc);

    /// <summary>A sealed record in clear; null where it was altered or is not of its kind.</summary>
    private static async Task<T?> UnsealAsync<T>(byte[] envelope, OpenedLotKey key, AssociatedData belongsTo, Func<byte[], T> read, CancellationToken ct)
        where T : class
    {
        try
        {
            return read(await SealedEnvelope.OpenRecordAsync(envelope, key, belongsTo, ct));
        }
        catch (Exception broken) when (broken is SealBrokenException or JsonException)
        {
            return null;
        }
    }

    // They were revealed a moment ago and are not saved yet.
    private async Task TellParticipantsAsync(Lot lot, string kind, DateTime nowUtc, CancellationToken ct)
    {
        foreach (var participant in db.Set<Participant>().Local.Where(p => p.LotId == lot.Id && p.OrganisationId is not null).ToList())
        {
            await outbox.ToOrganisationAsync(participant.OrganisationId!.Value, new MailText(kind, "notices", lot.Code!, lot.Name), nowUtc, ct);
        }
    }

    // One broken bid must not stop the opening of the others (电子招标投标办法 第三十一条); the record shows what is wrong with it.
    private static async Task<OpeningRow> ReadOutAsync(LoadedTender t, Bid bid, BidderLink? bidder, OpenedLotKey key, CancellationToken ct)
    {
        var record = bidder is null ? null : await UnsealAsync(bid.SealedRecord, key, RecordData(bid), bytes => BidRecord.FromBytes(bytes), ct);
        if (record is null || bidder is null)
        {
            bid.MarkUnreadable();
        }
        else if (!Attests(bid.ContentHash, record))
        {
            bid.MarkDiffering();
        }
        else
        {
            bid.Open(record.Price, record.ContractDays, t.Lot.Ceiling, t.Lot.Floor);
            return new OpeningRow(bidder.Name, record.PriceFen, record.ContractDays, bid.ReceiptNumber, Hex(bid.ContentHash), record.Salt, bid.RejectedUnder) { Members = bidder.Members };
        }

        return new OpeningRow(bidder?.Name ?? "", null, null, bid.ReceiptNumber, Hex(bid.ContentHash), null, bid.State.ToString()) { Members = bidder?.Members ?? [] };
    }

    /// <summary>Whether the receipt's hash is that of the record; one that cannot even be reckoned (its salt is none) differs too.</summary>
    private static bool Attests(byte[] receiptHash, BidRecord record)
    {
        try
        {
            return record.ContentHash().AsSpan().SequenceEqual(receiptHash);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static AssociatedData RecordData(Bid bid) => BidFormats.RecordData(bid.LotId, bid.ParticipationId, bid.BidVersion);

    private static async Task<BidRecord> ReadRecordAsync(Bid bid, OpenedLotKey key, CancellationToken ct) => BidRecord.FromBytes(
        await SealedEnvelope.OpenRecordAsync(bid.SealedRecord, key, RecordData(bid), ct));

    private async Task FailAsync(LoadedTender t, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var rule = t.Rules.MinimumBidders;
        log.Record(t.Lot.CentreId, t.Project.Id, t.Lot.Id, acting, new EventFacts("tender-failed", t.Lot.Code!, rule.Key, rule.Citation), nowUtc);
        await notices.PublishAsync(t.Lot, NoticeKind.TenderFailure, t.Lot.Name, "", new { rule.Citation, Minimum = rule.Count }, null, acting, nowUtc, ct);
        await deposits.RaiseAsync(t.Lot.Id, DepositEvent.Terminated, nowUtc, null, ct);
    }

    private Task<LotKey> KeyAsync(long lotId, CancellationToken ct) => db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == lotId, ct);

    private static string Subject(long lotId) => lotId.ToString(CultureInfo.InvariantCulture);
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Deposits;
using Trading.Domain.Evaluation;
using Trading.Domain.Ledger;
using Trading.Domain.Notices;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Participation;

/// <summary>
/// What a bidder's own pages read. Which lots are the organisation's is asked of the sealed copies alone; for a lot that it does not take part in
/// the answer is null, whoever else does.
/// </summary>
public sealed class OwnLotQueries(TradingDbContext db, ParticipationService participations, DepositQueries deposits, CoverService covers, BidService bids,
    SuggestedReceipts suggested, OwnFees fees)
{
    private static readonly string[] Back = [EntryKinds.DepositRepaymentSent, EntryKinds.InterestRepaymentSent, EntryKinds.RepaymentRejected];
    private static readonly string[] Ended = [EntryKinds.DepositConverted, EntryKinds.DepositForfeited];

    private readonly OwnResults _results = new(db, fees);

    /// <summary>A published lot as everybody may see it; null where there is none.</summary>
    public Task<LotFace?> FaceAsync(long lotId, CancellationToken ct) => Faces(db.Set<Lot>().Where(l => l.Id == lotId)).SingleOrDefaultAsync(ct);

    /// <summary>In what the lot takes its deposit and from where, with the citations.</summary>
    public Task<CoverTerms> TermsAsync(long lotId, CancellationToken ct) => covers.TermsAsync(lotId, ct);

    /// <summary>All lots that the organisation takes part in, the latest first.</summary>
    public async Task<IReadOnlyList<OwnLot>> ListAsync(long organisationId, CancellationToken ct)
    {
        var own = await participations.OwnAsync(organisationId, ct);
        var ids = own.Select(o => o.Link.LotId).ToArray();
        var faces = await Faces(db.Set<Lot>().Where(l => ids.Contains(l.Id))).ToDictionaryAsync(f => f.LotId, ct);
        var lots = new List<OwnLot>();
        foreach (var one in own.Reverse())
        {
            lots.Add(await OwnAsync(one, faces[one.Link.LotId], organisationId, ct));
        }

        return lots;
    }

    /// <summary>One of the organisation's lots; null where it does not take part.</summary>
    public async Task<OwnLot?> FindAsync(long lotId, long organisationId, CancellationToken ct)
    {
        if (await participations.FindAsync(lotId, organisationId, ct) is not { } id || await FaceAsync(lotId, ct) is not { } face)
        {
            return null;
        }

        var own = (await participations.OwnAsync(organisationId, ct)).Single(o => o.Id == id);
        return await OwnAsync(own, face, organisationId, ct);
    }

    /// <summary>The same with what it has to do with the organisation's other lots of the project.</summary>
    public async Task<OwnLot> WithPoolAsync(OwnLot own, long organisationId, CoverTerms terms, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(own);
        return own with { Pool = await covers.PoolAsync(own.Lot.LotId, organisationId, terms, ct) };
    }

    /// <summary>The lot and bid of a receipt, where the receipt is the organisation's.</summary>
    public async Task<(OwnLot Lot, OwnBid Bid)?> ReceiptAsync(string number, long organisationId, CancellationToken ct)
    {
        var participation = await db.Set<Bid>().Where(b => b.ReceiptNumber == number).Select(b => new { b.LotId, b.ParticipationId }).SingleOrDefaultAsync(ct);
        return participation is not null && await FindAsync(participation.LotId, organisationId, ct) is { } lot && lot.Deposit.ParticipationId == participation.ParticipationId
            ? (lot, lot.Bids.Single(b => b.ReceiptNumber == number))
            : null;
    }

    /// <summary>Money in the organisation's name that could not be assigned, the latest first.</summary>
    public async Task<IReadOnlyList<OwnSuspense>> SuspenseAsync(string name, DateTime nowUtc, CancellationToken ct)
    {
        var lines = await db.Set<BankLine>().AsNoTracking()
            .Where(l => l.PayerName == name && (l.State == BankLineState.Suspense || l.State == BankLineState.Returning))
            .OrderByDescending(l => l.ValueOn).ThenBy(l => l.Id).ToListAsync(ct);
        var waiting = await suggested.OfAsync(lines, nowUtc, ct);
        return
        [
            .. lines.Select(l => l.State == BankLineState.Returning
                ? new OwnSuspense(l.ValueOn, l.Amount, "bidder.suspense-returning", null)
                : new OwnSuspense(l.ValueOn, l.Amount, l.Reason!, waiting.ContainsKey(l.Id) ? "bidder.suspense-next.suggested" : SuspenseReasons.NextOf(l.Reason!))),
        ];
    }

    private async Task<OwnLot> OwnAsync(OwnParticipation own, LotFace face, long organisationId, CancellationToken ct)
    {
        var deposit = (await deposits.OwnAsync(face.LotId, organisationId, ct))!;
        var entries = await EntriesAsync(own.Id, ct);
        var ownBids = await bids.OwnAsync(own.Id, organisationId, ct);
        return new OwnLot(
            face, own.Link, deposit,
            [.. entries.Where(e => e.Kind is EntryKinds.DepositReceived or EntryKinds.Reversal).Select(e => new OwnReceipt(e.ValueOn, e.BookedAtUtc, e.Amount))],
            [.. entries.Where(e => Back.Contains(e.Kind)).Select(e => new OwnRefund(e.ValueOn, e.Amount, e.Kind == EntryKinds.InterestRepaymentSent))],
            ownBids,
            face.OpenedAtUtc is null ? null : await _results.OfAsync(face.LotId, own.Id, organisationId, ct))
        {
            Endings = [.. entries.Where(e => Ended.Contains(e.Kind)).Select(e => new OwnEnding(e.ValueOn, e.Amount, e.Kind == EntryKinds.DepositForfeited))],
            Covers = await covers.OwnAsync(own.Id, organisationId, ct),
            Notices = await NoticesAsync(face.LotId, own.Id, ownBids, ct),
        };
    }

    /// <summary>The public notices since the organisation took part. When it did, and when it withdrew, stands in the sealed events of its own participation.</summary>
    private async Task<IReadOnlyList<OwnNotice>> NoticesAsync(long lotId, Guid participation, IReadOnlyList<OwnBid> ownBids, CancellationToken ct)
    {
        var subject = participation.ToString("N");
        var acts = await db.Set<ProcedureEvent>().AsNoTracking()
            .Where(e => e.LotId == lotId && e.Subject == subject && (e.Kind == ParticipationService.TookPart || e.Kind == BidService.Withdrawn))
            .Select(e => e.AtUtc).ToListAsync(ct);
        var (tookPartUtc, lastActUtc) = (acts.Min(), acts.Concat(ownBids.Select(b => b.ReceivedAtUtc)).Max());
        var published = await db.Set<Notice>().AsNoTracking().Where(n => n.LotId == lotId && n.PublishedAtUtc > tookPartUtc)
            .OrderByDescending(n => n.PublishedAtUtc).ThenByDescending(n => n.Number)
            .Select(n => new
            {
                n.Number,
                n.Kind,
                n.Title,
                n.PublishedAtUtc,
                Facts = n.Kind == NoticeKind.Clarification || n.Kind == NoticeKind.Amendment || n.Kind == NoticeKind.OpeningDeferred ? n.Facts : null,
            }).ToListAsync(ct);
        return [.. published.Select(n => new OwnNotice(n.Number, n.Kind, n.Title, n.PublishedAtUtc, MovedDeadline.Of(n.Facts), n.PublishedAtUtc > lastActUtc))];
    }

    private async Task<List<OwnEntry>> EntriesAsync(Guid participation, CancellationToken ct)
    {
        var subject = participation.ToString("N");
        string[] kinds = [EntryKinds.DepositReceived, EntryKinds.Reversal, .. Back, .. Ended];
        var found = await db.Set<JournalEntry>().AsNoTracking().Where(e => e.Subject == subject && kinds.Contains(e.Kind)).OrderBy(e => e.Id)
            .Select(e => new { e.Kind, e.ValueOn, e.BookedAtUtc, Amounts = e.Postings.Select(p => p.Amount).ToList() }).ToListAsync(ct);
        return [.. found.Select(e => new OwnEntry(e.Kind, e.ValueOn, e.BookedAtUtc, Signed(e.Kind, e.Amounts)))];

        // A reversal, and what the bank could not pay, take as much away.
        static Money Signed(string kind, IEnumerable<Money> amounts)
        {
            var sum = Money.Sum(amounts.Where(a => a.IsPositive));
            return kind is EntryKinds.Reversal or EntryKinds.RepaymentRejected ? -sum : sum;
        }
    }

    private IQueryable<LotFace> Faces(IQueryable<Lot> lots) =>
        from lot in lots.AsNoTracking()
        join project in db.Set<Project>() on lot.ProjectId equals project.Id
        join owner in db.Set<Organisation>() on project.OwnerId equals owner.Id
        join tender in db.Set<Tender>() on lot.Id equals tender.LotId
        join notice in db.Set<Notice>() on lot.Id equals notice.LotId
        where notice.Kind == NoticeKind.Tender && tender.DeadlineUtc != null
        select new LotFace(
            lot.Id, lot.Code!, lot.Name, project.Name, owner.Name, notice.Number, lot.Ceiling, lot.Deposit, lot.ContractDays, tender.State,
            tender.DeadlineUtc!.Value, tender.OpenedAtUtc, tender.PublicityUntilUtc);

    private sealed record OwnEntry(string Kind, DateOnly ValueOn, DateTime BookedAtUtc, Money Amount);
}

/// <summary>How an opened lot ended for one of its bidders.</summary>
internal sealed class OwnResults(TradingDbContext db, OwnFees fees)
{
    public async Task<OwnResult> OfAsync(long lotId, Guid participation, long organisationId, CancellationToken ct)
    {
        var bid = await db.Set<Bid>().AsNoTracking().Where(b => b.ParticipationId == participation && b.RejectedUnder != null).FirstOrDefaultAsync(ct);
        var confirmed = await db.Set<Tender>().AnyAsync(t => t.LotId == lotId && t.PublicityFromUtc != null, ct);
        // The panel's findings are the bidder's to read from the publicity on.
        var line = confirmed ? await db.Set<EvaluationLine>().AsNoTracking().SingleOrDefaultAsync(l => l.ParticipationId == participation, ct) : null;
        var award = await db.Set<Award>().AsNoTracking().SingleOrDefaultAsync(a => a.LotId == lotId, ct);
        var notice = await db.Set<AwardNotice>().Where(n => n.LotId == lotId).Select(n => n.Number).SingleOrDefaultAsync(ct);
        var won = notice is not null && award?.ParticipationId == participation;
        var signed = await db.Set<ContractRecord>().Where(c => c.LotId == lotId).Select(c => (DateOnly?)c.SignedOn).SingleOrDefaultAsync(ct);
        return new OwnResult(
            bid?.RejectedUnder, line?.Judgement == Judgement.RejectedByPanel, line?.Clause, line?.Reason, line?.EvaluatedPrice, line?.Rank, won, notice, signed,
            await fees.OfAsync(lotId, organisationId, ct))
        {
            HasPrice = await db.Set<PricePlan>().Where(PricePlan.IsInForce).AnyAsync(p => p.LotId == lotId && p.BuyerId == organisationId, ct),
        };
    }
}

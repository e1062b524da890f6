using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Participation;

/// <summary>
/// Lets an organisation take part in a lot: a random participation number, its link sealed twice, and the payment instruction of its deposit with a
/// sub-account that nobody else has. Nobody is asked and nobody is told.
/// </summary>
public sealed class ParticipationService(
    TradingDbContext db, TimeProvider clock, TenderLoader loader, LotKeys lotKeys, BidderSeal bidderSeal, PayerCheck payerCheck, DepositSubAccounts subAccounts,
    AccountChoices accounts, ProcedureLog log)
{
    /// <summary>The sealed event of taking part; its subject is the participation.</summary>
    internal const string TookPart = "participation";

    private const int TagBatch = 16;
    private const int Attempts = 10;
    private const string LinkPart = "link";
    private const string LinkFormat = "bidder-link/1";
    private const string PayerPart = "payer";
    private const string PayerFormat = "payer/1";

    /// <summary>Takes part; asked again, also by two windows at once, answers with the participation that is there already.</summary>
    /// <exception cref="RuleBrokenException"><c>tendering.window-closed</c></exception>
    public async Task<Guid> TakePartAsync(BidderLink bidder, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.InTransactionAsync(() => FindOrAddAsync(bidder, nowUtc, ct), ct);
            }
            catch (Exception e) when (e.IsDuplicateKey() && attempt < Attempts && db.Database.CurrentTransaction is null)
            {
                // Another window of the organisation was first, in this lot or with the same number in another: look again.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The participation numbers of an organisation with what they are about, oldest first; found by tags that only the vault can compute.</summary>
    public async Task<IReadOnlyList<OwnParticipation>> OwnAsync(long organisationId, CancellationToken ct)
    {
        var own = new List<OwnParticipation>();
        for (var index = 0; ; index += TagBatch)
        {
            var tags = bidderSeal.Tags(organisationId, index, TagBatch);
            var found = await db.Set<Participant>().AsNoTracking().Where(p => tags.Contains(p.Tag))
                .Select(p => new { p.Id, p.Tag, p.BidderCopy }).ToDictionaryAsync(p => p.Tag, ct);
            own.AddRange(tags.Where(found.ContainsKey).Select(tag => found[tag])
                .Select(p => new OwnParticipation(p.Id, BidderLink.FromBytes(bidderSeal.Open(organisationId, p.Id, p.BidderCopy)))));
            if (found.Count < TagBatch)
            {
                return own;
            }
        }
    }

    /// <summary>The organisation's participation in a lot; null where it has none.</summary>
    public async Task<Guid?> FindAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var tag = bidderSeal.UniqueTag(lotId, organisationId);
        return await db.Set<Participant>().Where(p => p.UniqueTag == tag).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>What the link of a participation is bound to; the opening unseals under the same.</summary>
    internal static AssociatedData LinkData(long lotId, Guid participation) => new(lotId, participation, 0, LinkPart, LinkFormat);

    /// <summary>What the payer of a deposit is bound to.</summary>
    internal static AssociatedData PayerData(long lotId, Guid participation) => new(lotId, participation, 0, PayerPart, PayerFormat);

    // The tender's row is shared until the commit: the opening reveals whoever takes part, and nobody is added behind its back.
    private async Task<Guid> FindOrAddAsync(BidderLink bidder, DateTime nowUtc, CancellationToken ct)
    {
        var tender = await loader.ShareAsync(bidder.LotId, ct);
        if (!tender.TakesBids(nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WindowClosed, tender.DeadlineUtc ?? nowUtc, nowUtc);
        }

        var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == bidder.LotId, ct);
        var uniqueTag = bidderSeal.UniqueTag(lot.Id, bidder.OrganisationId);
        var existing = await db.Set<Participant>().Where(p => p.UniqueTag == uniqueTag).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct);
        return existing ?? await AddAsync(lot, bidder, uniqueTag, nowUtc, ct);
    }

    private async Task<Guid> AddAsync(Lot lot, BidderLink bidder, string uniqueTag, DateTime nowUtc, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var key = lotKeys.PublicKeyOf(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == lot.Id, ct));
        var link = bidder.ToBytes();
        var sealedLink = await SealedEnvelope.SealRecordAsync(link, RecordLength.Link, key, LinkData(lot.Id, id), ct);
        var count = await OwnTagsInUseAsync(bidder.OrganisationId, ct);
        db.Add(Participant.TakePart(
            id, lot.Id, lot.CentreId, bidderSeal.Tag(bidder.OrganisationId, count), uniqueTag, sealedLink, bidderSeal.Seal(bidder.OrganisationId, id, link)));

        var line = await db.Set<Project>().Where(p => p.Id == lot.ProjectId).Select(p => p.Line).SingleAsync(ct);
        var account = await accounts.OfAsync(lot.CentreId, AccountPurpose.Deposits, line, Instants.BeijingDay(nowUtc), ct);
        db.Add(Deposit.Instruct(
            id, lot.Id, lot.CentreId, account, subAccounts.Tag(subAccounts.Of(id)), lot.Deposit, payerCheck.Compute(id, bidder.Name, bidder.AccountNumber, bidder.IsBasicAccount)));
        log.Record(lot.CentreId, lot.ProjectId, lot.Id, Acting.Clock, new EventFacts(TookPart, id.ToString("N"), IsSealed: true), nowUtc);
        await db.SaveChangesAsync(ct);
        return id;
    }

    private async Task<int> OwnTagsInUseAsync(long organisationId, CancellationToken ct)
    {
        for (var index = 0; ; index += TagBatch)
        {
            var tags = bidderSeal.Tags(organisationId, index, TagBatch);
            var used = await db.Set<Participant>().CountAsync(p => tags.Contains(p.Tag), ct);
            if (used < TagBatch)
            {
                return index + used;
            }
        }
    }
}

/// <summary>One of a bidder's own participations, from the copy sealed for the bidder.</summary>
public sealed record OwnParticipation(Guid Id, BidderLink Link);

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>A bid of an opened lot that stands on no deposit any more.</summary>
public sealed record UncoveredBid(Guid ParticipationId, string Bidder, DateTime SinceUtc);

/// <summary>What becomes of a bid whose deposit was forfeited for another lot; outcome and reason are null until the owner has decided.</summary>
public sealed record UncoveredState(UncoveredOutcome? Outcome, string? Reason);

/// <summary>
/// Bids whose pooled deposit was forfeited for another lot of the project. No law says what becomes of them: the tender document does, or the owner decides by it, and until then nothing
/// of the bid changes. Each lot with such a bid has a step of the owner, which ends with the last decision; owner, centre and bidder are written to at once.
/// </summary>
public sealed class UncoveredBids(TradingDbContext db, TimeProvider clock, DepositPools pools, ProcedureLog log, StepDues dues, Outbox outbox)
{
    private const string DueRule = "common.uncovered-bid-workdays";
    private const string Happened = "bid-uncovered";

    private static readonly string[] Decided = [.. Enum.GetValues<UncoveredOutcome>().Select(EventOf)];

    /// <summary>The bids of a lot about which somebody has to decide, the oldest first.</summary>
    public async Task<IReadOnlyList<UncoveredBid>> OfLotAsync(long lotId, CancellationToken ct)
    {
        var happened = await db.Set<ProcedureEvent>().AsNoTracking().Where(e => e.LotId == lotId && (e.Kind == Happened || Decided.Contains(e.Kind))).OrderBy(e => e.AtUtc)
            .Select(e => new { e.Kind, e.Subject, e.AtUtc }).ToListAsync(ct);
        var decided = happened.Where(e => e.Kind != Happened).Select(e => e.Subject).ToHashSet();
        var open = happened.Where(e => e.Kind == Happened && !decided.Contains(e.Subject)).Select(e => (Id: Guid.ParseExact(e.Subject, "N"), e.AtUtc)).ToList();
        var ids = open.ConvertAll(e => e.Id);
        var bidders = await (
            from participant in db.Set<Domain.Participation.Participant>()
            join organisation in db.Set<Organisation>() on participant.OrganisationId equals (long?)organisation.Id
            where ids.Contains(participant.Id)
            select new { participant.Id, organisation.Name }).ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        return open.ConvertAll(e => new UncoveredBid(e.Id, bidders.GetValueOrDefault(e.Id, ""), e.AtUtc));
    }

    /// <summary>What becomes of a bid; null where its deposit was not forfeited for another lot.</summary>
    public async Task<UncoveredState?> OfBidAsync(long lotId, Guid participationId, CancellationToken ct)
    {
        var subject = participationId.ToString("N");
        var happened = await db.Set<ProcedureEvent>().AsNoTracking()
            .Where(e => e.LotId == lotId && e.Subject == subject && (e.Kind == Happened || Decided.Contains(e.Kind))).Select(e => new { e.Kind, e.Reason }).ToListAsync(ct);
        var decided = happened.Find(e => e.Kind != Happened);
        return happened.Count == 0 ? null : new UncoveredState(decided is null ? null : Enum.GetValues<UncoveredOutcome>().Single(o => EventOf(o) == decided.Kind), decided?.Reason);
    }

    /// <summary>Says what becomes of a bid by the tender document; the bidder is told. What follows of it the panel's report and the award say, as ever.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.bid-not-uncovered</c>: nobody has to decide about it, or somebody has; <c>deposits.uncovered-outcome</c>: the tender document says otherwise;
    /// <c>deposits.cover-reason-missing</c>
    /// </exception>
    public async Task DecideAsync(long lotId, Guid participationId, UncoveredOutcome outcome, string? because, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var (lot, project) = await LotAsync(lotId, ct);

                // Two people who decide the last two bids at once would each leave the step to the other.
                await pools.LockAsync(project.Id, ct);
                var open = await OfLotAsync(lotId, ct);
                if (!open.Any(b => b.ParticipationId == participationId))
                {
                    throw new RuleBrokenException(CoverRules.BidNotUncovered);
                }

                var rule = TenderLoader.RulesOf(project).Deposits.RequireOutcome(outcome);
                var said = because?.Trim() is { Length: > 0 } text ? text : throw new RuleBrokenException(CoverRules.ReasonMissing);
                log.Record(
                    lot.CentreId, project.Id, lotId, acting with { Reason = said }, new EventFacts(EventOf(outcome), participationId.ToString("N"), rule.Key, rule.Citation), nowUtc);
                if (open.Count == 1)
                {
                    await log.FinishAsync(project.Id, lotId, Stages.UncoveredBid, acting, "decided", nowUtc, ct);
                }

                await ToBidderAsync(
                    participationId, new MailText(MailKinds.UncoveredDecided, PathOf(lot), lot.Code!, lot.Name, new Word($"enum.UncoveredOutcome.{outcome}"), said), nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    /// <summary>The deposit is forfeited for a lot: what other lots' bids stand on is gone. In the caller's transaction, under the project's lock.</summary>
    /// <param name="found">The deposit, and the lot for which it is forfeited.</param>
    /// <param name="ended">The covers that stood on it.</param>
    /// <param name="acting">Who approved it.</param>
    /// <param name="nowUtc">When.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task ForfeitedAsync(OpenedDeposit found, IEnumerable<DepositCover> ended, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var left = ended.Select(c => (c.LotId, c.ParticipationId)).ToList();
        if (found.Deposit.LetGoBy is null)
        {
            left.Add((found.Lot.Id, found.Deposit.ParticipationId));
        }

        foreach (var (lot, participation) in left.Where(l => l.LotId != found.ByLot))
        {
            await TellAsync(lot, participation, acting, nowUtc, ct);
        }
    }

    /// <summary>The bid of a participation stands on a deposit that was forfeited, in the caller's transaction.</summary>
    internal async Task TellAsync(long lotId, Guid participationId, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        if (!await db.Set<Bid>().AnyAsync(b => b.ParticipationId == participationId && b.State != BidState.Replaced && b.State != BidState.Withdrawn, ct))
        {
            return;
        }

        var (lot, project) = await LotAsync(lotId, ct);
        var rule = TenderLoader.RulesOf(project).Deposits.Uncovered;
        log.Record(lot.CentreId, project.Id, lotId, acting with { Reason = null }, new EventFacts(Happened, participationId.ToString("N"), rule.Key, rule.Citation), nowUtc);
        if (!await db.Set<ProcedureStep>().AnyAsync(s => s.LotId == lotId && s.Stage == Stages.UncoveredBid && s.DoneAtUtc == null, ct))
        {
            var due = await dues.OfAsync(lot.CentreId, DueRule, Instants.BeijingDay(nowUtc), ct);
            await log.BeginAsync(lot.CentreId, project.Id, lotId, Stages.UncoveredBid, Posts.Owner, nowUtc, Instants.EndOfBeijingDay(due.Day), due.RuleKey, due.Citation, ct);
        }

        var says = new Word($"setting.option.{rule.Text}");
        await outbox.ToOrganisationAsync(project.OwnerId, new MailText(MailKinds.BidUncovered, FormattableString.Invariant($"owner/lots/{lotId}/covers"), lot.Code!, lot.Name, says), nowUtc, ct);
        await outbox.ToOfficersAsync(
            lot.CentreId, Roles.CentreOperator, new MailText(MailKinds.BidUncovered, FormattableString.Invariant($"centre/lots/{lotId}/covers"), lot.Code!, lot.Name, says), nowUtc, ct);
        await ToBidderAsync(participationId, new MailText(MailKinds.OwnBidUncovered, PathOf(lot), lot.Code!, lot.Name, says), nowUtc, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task ToBidderAsync(Guid participationId, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        if (await db.Set<Domain.Participation.Participant>().Where(p => p.Id == participationId).Select(p => p.OrganisationId).SingleAsync(ct) is { } bidder)
        {
            await outbox.ToOrganisationAsync(bidder, text, nowUtc, ct);
        }
    }

    private async Task<(Lot Lot, Project Project)> LotAsync(long lotId, CancellationToken ct)
    {
        var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == lotId, ct);
        return (lot, await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == lot.ProjectId, ct));
    }

    private static string PathOf(Lot lot) => FormattableString.Invariant($"bidder/lots/{lot.Id}/deposit");

    private static string EventOf(UncoveredOutcome outcome) => outcome switch
    {
        UncoveredOutcome.Stands => "uncovered-bid-stands",
        UncoveredOutcome.Secured => "uncovered-bid-secured",
        UncoveredOutcome.Rejected => "uncovered-bid-rejected",
    };
}

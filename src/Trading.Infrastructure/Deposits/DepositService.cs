using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>What a bidder is told of its deposit before it withdraws its bid.</summary>
/// <param name="Days">The period of the rule, from the withdrawal.</param>
/// <param name="OnLeavingBy">By when it is paid back if the bidder ends its participation today.</param>
/// <param name="OtherwiseBy">By when if the bidder keeps the way back open: not before the opening.</param>
/// <param name="Citation">Of the rule.</param>
public sealed record WithdrawalTerms(int Days, DateOnly OnLeavingBy, DateOnly OtherwiseBy, string Citation);

/// <summary>Lets deposits fall due: all of a lot's at the end of the procedure, one of them where its bidder withdraws before the deadline.</summary>
public sealed class DepositService(
    TradingDbContext db, TimeProvider clock, WorkCalendar calendar, TenderLoader loader, HoldKeeper holds, BidderSeal bidderSeal, PayerCheck payerCheck,
    RepaymentSeal seal, ProcedureLog log, RepaymentSteps steps, OpenedCovers covers)
{
    /// <summary>
    /// Deposits of a lot are to go back within the rule's period from the Beijing day of an instant; joins the transaction of the event that lets
    /// them. Told twice it changes nothing. A deposit for which nothing arrived is void.
    /// </summary>
    /// <param name="lotId">The lot.</param>
    /// <param name="rule">The period with its citation, such as <see cref="TenderRulebook.DepositRefund"/>.</param>
    /// <param name="fromUtc">The event: the signing of the contract, the failure, the decision.</param>
    /// <param name="withInterest">Whether the bank's interest goes with it.</param>
    /// <param name="onlyParticipations">Only these; null for all.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many are now to be paid back that were not before.</returns>
    public async Task<int> FallDueAsync(
        long lotId, Rule rule, DateTime fromUtc, bool withInterest, IReadOnlyCollection<Guid>? onlyParticipations, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return await FallDueAsync(lotId, DueFrom(rule, Instants.BeijingDay(fromUtc)), withInterest, onlyParticipations, clock.NowUtc(), ct);
    }

    /// <summary>
    /// Deposits of bidders who withdrew their bids before the deadline and handed in no other are to go back within the rule's period from their last
    /// withdrawal (招标投标法实施条例 第三十五条); joins the transaction of the opening, since until the deadline they could bid again. Where the period
    /// is over by then, the day is that of the opening. Told twice it changes nothing.
    /// </summary>
    /// <returns>How many are now to be paid back that were not before.</returns>
    public async Task<int> FallDueAfterWithdrawalAsync(
        long lotId, Rule rule, IReadOnlyDictionary<Guid, DateTime> lastWithdrawnAtUtc, DateTime openedAtUtc, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var owed = 0;
        // The earliest first: the step that finance sees is due with the first of them.
        foreach (var day in lastWithdrawnAtUtc.GroupBy(w => Instants.BeijingDay(w.Value), w => w.Key).OrderBy(g => g.Key))
        {
            owed += await FallDueAsync(lotId, NotBefore(DueFrom(rule, day.Key), Instants.BeijingDay(openedAtUtc)), withInterest: false, [.. day], openedAtUtc, ct);
        }

        return owed;
    }

    /// <summary>What becomes of a deposit if its bidder withdraws the bid now: by when it is paid back if the bidder also ends its participation, and by when if not.</summary>
    public async Task<WithdrawalTerms> WithdrawalTermsAsync(long lotId, CancellationToken ct)
    {
        var found = await (
            from tender in db.Set<Tender>().AsNoTracking()
            join project in db.Set<Domain.Projects.Project>().AsNoTracking() on tender.ProjectId equals project.Id
            where tender.LotId == lotId
            select new { tender.DeadlineUtc, project }).SingleAsync(ct);
        var due = DueFrom(TenderLoader.RulesOf(found.project).WithdrawalRefund, Instants.BeijingDay(clock.NowUtc()));
        return new WithdrawalTerms(due.Rule.Count, due.Date, found.DeadlineUtc is { } deadline ? NotBefore(due, Instants.BeijingDay(deadline)).Date : due.Date, due.Citation);
    }

    /// <summary>
    /// The bidder, whose bid is withdrawn, ends the participation before the deadline: the deposit is to go back without the lot being named.
    /// Nothing on record tells finance which lot it was, and the lot's lists do not tell that anybody left.
    /// </summary>
    /// <returns>The Beijing day by which it is to be paid back.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.window-closed</c>, <c>tendering.not-taking-part</c>, <c>deposits.bid-stands</c>; <c>deposits.wrong-state</c>: nothing arrived, or
    /// it is on its way back
    /// </exception>
    public async Task<DateOnly> WithdrawDepositAsync(Guid participationId, long organisationId, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var participation = await db.Set<Participant>().AsNoTracking().SingleAsync(p => p.Id == participationId, ct);
                RequireOwn(participation, organisationId);
                var loaded = await loader.LoadAsync(participation.LotId, ct);
                await RequireWithdrawableAsync(loaded.Tender, participationId, nowUtc, ct);
                var deposit = await db.Set<Deposit>().SingleAsync(d => d.ParticipationId == participationId, ct);
                var due = loaded.Rules.Rulebook.Period(loaded.Rules.WithdrawalRefund.Key, calendar, Instants.BeijingDay(nowUtc));
                deposit.Withdraw(due.Date, due.Key, due.Citation);
                await ReleaseAsync([deposit], nowUtc, ct);
                var waiting = Waiting(deposit, BidderLink.FromBytes(bidderSeal.Open(organisationId, participationId, participation.BidderCopy)), due);
                db.Add(waiting);
                await steps.WaitsAsync(waiting, due.Key, nowUtc, ct);
                log.Record(
                    deposit.CentreId, null, deposit.LotId, Acting.Clock,
                    new EventFacts("deposit-withdrawn", participationId.ToString("N"), due.Key, due.Citation, IsSealed: true), nowUtc);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return due.Date;
            },
            ct);
    }

    private CitedPeriod DueFrom(Rule rule, DateOnly day) => new(PeriodCalculator.Calculate(calendar, day, rule.Period), rule);

    private static CitedPeriod NotBefore(CitedPeriod due, DateOnly day) => due.Date < day ? due with { Result = new PeriodResult(day, null, false) } : due;

    private Task<int> FallDueAsync(
        long lotId, CitedPeriod due, bool withInterest, IReadOnlyCollection<Guid>? onlyParticipations, DateTime nowUtc, CancellationToken ct) => db.InTransactionAsync(
        async () =>
        {
            var deposits = await db.Set<Deposit>().Where(d => d.LotId == lotId).OrderBy(d => d.ParticipationId).ToListAsync(ct);
            var fallen = deposits.Where(d => onlyParticipations?.Contains(d.ParticipationId) ?? true)
                .Where(d => d.FallDue(due.Date, due.Key, due.Citation, withInterest)).ToList();
            await ReleaseAsync(fallen, nowUtc, ct);
            await covers.ReleaseAsync(lotId, due, onlyParticipations, nowUtc, ct);
            var owed = fallen.Count(d => d.State == DepositState.RefundDue);
            if (owed > 0)
            {
                await BeginRefundAsync(lotId, due, nowUtc, ct);
            }

            await db.SaveOrChangedMeanwhileAsync(ct);
            return owed;
        },
        ct);

    private void RequireOwn(Participant participation, long organisationId)
    {
        if (participation.UniqueTag != bidderSeal.UniqueTag(participation.LotId, organisationId))
        {
            throw new RuleBrokenException(TenderingRules.NotTakingPart);
        }
    }

    private async Task RequireWithdrawableAsync(Tender tender, Guid participationId, DateTime nowUtc, CancellationToken ct)
    {
        if (!tender.TakesBids(nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WindowClosed, tender.DeadlineUtc ?? nowUtc, nowUtc);
        }

        if (await db.Set<Bid>().AnyAsync(b => b.ParticipationId == participationId && b.State == BidState.Submitted, ct))
        {
            throw new RuleBrokenException(DepositRules.BidStands);
        }
    }

    private WaitingRefund Waiting(Deposit deposit, BidderLink bidder, CitedPeriod due)
    {
        // Money was received from this account alone; the bidder's copy must name the same one.
        if (!payerCheck.Matches(deposit.PayerCheck, deposit.ParticipationId, bidder.Name, bidder.AccountNumber))
        {
            throw new RuleBrokenException(DepositRules.NotThePayersAccount);
        }

        var id = Guid.NewGuid();
        return new WaitingRefund
        {
            Id = id,
            CentreId = deposit.CentreId,
            BankAccountId = deposit.BankAccountId,
            PayeeName = bidder.Name,
            PayeeAccount = bidder.AccountNumber,
            PayeeBank = bidder.BankName,
            Amount = deposit.Received,
            DueOn = due.Date,
            Citation = due.Citation,
            SealedSubject = seal.Seal(id, new RepaymentSubject(RepaymentKind.Deposit, deposit.ParticipationId, id)),
        };
    }

    private async Task ReleaseAsync(IEnumerable<Deposit> deposits, DateTime nowUtc, CancellationToken ct)
    {
        foreach (var hold in deposits.Select(d => d.HoldId).OfType<Guid>())
        {
            await holds.ReleaseAsync(hold, nowUtc, ct);
        }
    }

    private async Task BeginRefundAsync(long lotId, CitedPeriod due, DateTime nowUtc, CancellationToken ct)
    {
        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        var begun = await db.Set<ProcedureStep>().AnyAsync(s => s.LotId == lotId && s.Stage == Stages.DepositRefund && s.DoneAtUtc == null, ct);
        if (!begun)
        {
            await log.BeginAsync(
                tender.CentreId, tender.ProjectId, lotId, Stages.DepositRefund, Posts.FinanceMaker, nowUtc, Instants.EndOfBeijingDay(due.Date), due.Key, due.Citation, ct);
        }

        log.Record(
            tender.CentreId, tender.ProjectId, lotId, Acting.Clock,
            new EventFacts("deposits-due", lotId.ToString(System.Globalization.CultureInfo.InvariantCulture), due.Key, due.Citation), nowUtc);
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
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
    RepaymentSeal seal, ProcedureLog log, RepaymentSteps steps, OpenedCovers covers, CoverService ownCovers, DepositPools pools, PayerCopies payerCopies)
{
    /// <summary>
    /// Tells the deposits of a lot what happened in the procedure; joins the transaction of the event. Where it lets them go, the row of the lot's line says within
    /// which days from the Beijing day of the event, and whether with interest; a line without a row lets none go by it. Told twice it changes nothing. A deposit for
    /// which nothing arrived is void.
    /// </summary>
    /// <param name="lotId">The lot.</param>
    /// <param name="what">One of the events that let deposits go, or <see cref="DepositEvent.CutOffPassed"/>.</param>
    /// <param name="atUtc">The event: the signing of the contract, the failure, the decision.</param>
    /// <param name="onlyParticipations">Only these; null for all.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many are now to be paid back, or held, that were not before.</returns>
    public async Task<int> RaiseAsync(long lotId, DepositEvent what, DateTime atUtc, IReadOnlyCollection<Guid>? onlyParticipations, CancellationToken ct)
    {
        if (what == DepositEvent.CutOffPassed)
        {
            return await LockAsync(lotId, onlyParticipations, ct);
        }

        var lot = await LotAsync(lotId, ct);
        return lot.Policy.TermsOf(what) is { } terms
            ? await FallDueAsync(lot, what, DueFrom(terms.Rule, Instants.BeijingDay(atUtc)), terms.WithInterest, Instants.BeijingDay(atUtc), onlyParticipations, clock.NowUtc(), ct)
            : 0;
    }

    /// <summary>
    /// Deposits of bidders who withdrew their bids before the deadline and handed in no other are to go back within the rule's period from their last
    /// withdrawal (招标投标法实施条例 第三十五条); joins the transaction of the opening, since until the deadline they could bid again. Where the period
    /// is over by then, the day is that of the opening. Told twice it changes nothing.
    /// </summary>
    /// <returns>How many are now to be paid back that were not before.</returns>
    public async Task<int> RaiseWithdrawalsAsync(long lotId, IReadOnlyDictionary<Guid, DateTime> lastWithdrawnAtUtc, DateTime openedAtUtc, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lastWithdrawnAtUtc);
        if (lastWithdrawnAtUtc.Count == 0)
        {
            return 0;
        }

        var lot = await LotAsync(lotId, ct);
        var terms = lot.Withdrawal;
        var owed = 0;
        // The earliest first: the step that finance sees is due with the first of them.
        foreach (var day in lastWithdrawnAtUtc.GroupBy(w => Instants.BeijingDay(w.Value), w => w.Key).OrderBy(g => g.Key))
        {
            var due = NotBefore(DueFrom(terms.Rule, day.Key), Instants.BeijingDay(openedAtUtc));
            owed += await FallDueAsync(lot, DepositEvent.Withdrawn, due, terms.WithInterest, day.Key, [.. day], openedAtUtc, ct);
        }

        return owed;
    }

    /// <summary>
    /// The last lot of a project is opened, and it is known what stands on which deposit: those that their own lots had let go, and on which no other bid stands, fall due by the rows of
    /// those events, on the day of this opening at the earliest. Joins its transaction; told twice it changes nothing.
    /// </summary>
    internal async Task<int> SettlePoolAsync(Project project, DateTime nowUtc, CancellationToken ct)
    {
        var lots = await db.Set<Lot>().AsNoTracking().Where(l => l.ProjectId == project.Id).ToListAsync(ct);
        var policy = TenderLoader.RulesOf(project).Deposits;
        var fallen = (await WaitingInPoolAsync(lots, null, ct)).FindAll(deposit =>
        {
            var terms = policy.TermsOf(deposit.LetGoBy!.Value)!;
            var due = NotBefore(DueFrom(terms.Rule, deposit.LetGoOn!.Value), Instants.BeijingDay(nowUtc));
            return deposit.FallDue(deposit.LetGoBy.Value, due.Date, due.Key, due.Citation, terms.WithInterest);
        });
        return await PayBackAsync(fallen, nowUtc, ct);
    }

    /// <summary>What becomes of a deposit if its bidder withdraws the bid now: by when it is paid back if the bidder also ends its participation, and by when if not.</summary>
    public async Task<WithdrawalTerms> WithdrawalTermsAsync(long lotId, CancellationToken ct)
    {
        var deadlineUtc = await db.Set<Tender>().Where(t => t.LotId == lotId).Select(t => t.DeadlineUtc).SingleAsync(ct);
        var due = DueFrom((await LotAsync(lotId, ct)).Withdrawal.Rule, Instants.BeijingDay(clock.NowUtc()));
        return new WithdrawalTerms(due.Rule.Count, due.Date, deadlineUtc is { } deadline ? NotBefore(due, Instants.BeijingDay(deadline)).Date : due.Date, due.Citation);
    }

    /// <summary>
    /// The bidder, whose bid is withdrawn, ends the participation before the deadline: the deposit is to go back without the lot being named.
    /// Nothing on record tells finance which lot it was, and the lot's lists do not tell that anybody left.
    /// </summary>
    /// <returns>The Beijing day by which it is to be paid back.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.window-closed</c>, <c>tendering.not-taking-part</c>, <c>deposits.bid-stands</c>; <c>deposits.wrong-state</c>: nothing arrived, or
    /// it is on its way back; <c>deposits.other-lots-stand</c>: the bidder's bid or place in another lot stands on it
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
                await RequireNothingStandsAsync(loaded, participationId, organisationId, ct);
                var deposit = await db.Set<Deposit>().SingleAsync(d => d.ParticipationId == participationId, ct);
                var due = DueFrom(new DepositLot(loaded.Lot, loaded.Rules.Deposits).Withdrawal.Rule, Instants.BeijingDay(nowUtc));
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

    /// <summary>By when money goes back under terms, from the Beijing day of an instant.</summary>
    internal CitedPeriod DueOf(RefundTerms terms, DateTime fromUtc) => DueFrom(terms.Rule, Instants.BeijingDay(fromUtc));

    /// <summary>
    /// Nothing holds the deposit up any more, or a part of it became something else: where it is to go back, its hold ends and finance is told; in the caller's
    /// transaction.
    /// </summary>
    internal async Task ResumeAsync(Deposit deposit, Lot lot, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        if (deposit.State == DepositState.RefundDue)
        {
            await ReleaseAsync([deposit], nowUtc, ct);
            await BeginRefundAsync(lot, new StepDue(deposit.RefundDueOn!.Value, deposit.RefundRule, deposit.RefundCitation), nowUtc, ct);
        }

        await db.SaveOrChangedMeanwhileAsync(ct);
        await SettleStepAsync(lot, acting, "refunded", nowUtc, ct);
    }

    /// <summary>The refund step of a lot says what is owed now: the earliest of it, or nothing, and then it ends. Once what changed is saved.</summary>
    internal Task SettleStepAsync(Lot lot, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) => steps.OwedAsync([lot.Id], acting, outcome, nowUtc, ct);

    private CitedPeriod DueFrom(Rule rule, DateOnly day) => new(PeriodCalculator.Calculate(calendar, day, rule.Period), rule);

    private static CitedPeriod NotBefore(CitedPeriod due, DateOnly day) => due.Date < day ? due with { Result = new PeriodResult(day, null, false) } : due;

    private async Task<DepositLot> LotAsync(long lotId, CancellationToken ct)
    {
        var found = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lot.Id == lotId
            select new { lot, project }).SingleAsync(ct);
        return new DepositLot(found.lot, TenderLoader.RulesOf(found.project).Deposits);
    }

    private Task<List<Deposit>> DepositsAsync(long lotId, CancellationToken ct) =>
        db.Set<Deposit>().Where(d => d.LotId == lotId).OrderBy(d => d.ParticipationId).ToListAsync(ct);

    private Task<int> LockAsync(long lotId, IReadOnlyCollection<Guid>? onlyParticipations, CancellationToken ct) => db.InTransactionAsync(
        async () =>
        {
            var deposits = await DepositsAsync(lotId, ct);
            var locked = deposits.Count(d => (onlyParticipations?.Contains(d.ParticipationId) ?? true) && d.State is DepositState.Confirmed && d.Lock());
            await db.SaveOrChangedMeanwhileAsync(ct);
            return locked;
        },
        ct);

    private Task<int> FallDueAsync(
        DepositLot lot, DepositEvent what, CitedPeriod due, bool withInterest, DateOnly on, IReadOnlyCollection<Guid>? onlyParticipations, DateTime nowUtc, CancellationToken ct) => db.InTransactionAsync(
        async () =>
        {
            var deposits = (await DepositsAsync(lot.Lot.Id, ct)).Where(d => onlyParticipations?.Contains(d.ParticipationId) ?? true).ToList();
            var held = lot.Policy.Pooling is null ? new HashSet<Guid>() : await pools.HeldAsync(lot.Lot, deposits, ct);
            // Nothing is held back of what never arrived, and what was held back before stays so.
            var others = deposits.FindAll(d => held.Contains(d.ParticipationId) && d.Received.IsPositive);
            others.ForEach(d => d.HoldBack(what, on));
            var fallen = deposits.Except(others).Where(d => d.FallDue(what, due.Date, due.Key, due.Citation, withInterest)).ToList();
            // What an order or a proposal holds up stays bound to the lot.
            await ReleaseAsync(fallen.Where(d => d.StateUnder is null), nowUtc, ct);
            var freed = await covers.ReleaseAsync(lot.Lot.Id, due, onlyParticipations, nowUtc, ct);
            var owed = fallen.Count(d => d.State == DepositState.RefundDue);
            if (owed > 0)
            {
                await BeginRefundAsync(lot.Lot, StepDue.Of(due), nowUtc, ct);
            }

            await db.SaveOrChangedMeanwhileAsync(ct);
            return owed + (freed.Count == 0 ? 0 : await FreeAsync(lot.Lot, freed, d => d.FallDue(what, due.Date, due.Key, due.Citation, withInterest), nowUtc, ct));
        },
        ct);

    /// <summary>The bids of a lot stand on these deposits no longer: those that nothing else holds fall due with the same event.</summary>
    private async Task<int> FreeAsync(Lot lot, IReadOnlyList<Guid> freed, Func<Deposit, bool> fall, DateTime nowUtc, CancellationToken ct)
    {
        var lots = await db.Set<Lot>().AsNoTracking().Where(l => l.ProjectId == lot.ProjectId).ToListAsync(ct);
        var free = await WaitingInPoolAsync(lots, freed, ct);
        return await PayBackAsync([.. free.Where(fall)], nowUtc, ct);
    }

    // Those that their own lots have let go, and that nothing else holds.
    private async Task<List<Deposit>> WaitingInPoolAsync(List<Lot> lots, IReadOnlyList<Guid>? only, CancellationToken ct)
    {
        var ids = lots.ConvertAll(l => l.Id);
        var waiting = await db.Set<Deposit>().Where(d => ids.Contains(d.LotId) && d.LetGoBy != null && (only == null || only.Contains(d.ParticipationId))).OrderBy(d => d.ParticipationId).ToListAsync(ct);
        var held = await pools.NamedAsync([.. waiting.Select(d => d.ParticipationId)], ct);
        return waiting.FindAll(d => !held.Contains(d.ParticipationId));
    }

    // Each is of its own lot, which has its own step.
    private async Task<int> PayBackAsync(List<Deposit> fallen, DateTime nowUtc, CancellationToken ct)
    {
        await ReleaseAsync(fallen.Where(d => d.StateUnder is null), nowUtc, ct);
        var owed = fallen.Where(d => d.State == DepositState.RefundDue).ToLookup(d => d.LotId);
        foreach (var lot in owed)
        {
            var first = lot.MinBy(d => d.RefundDueOn)!;
            await BeginRefundAsync(await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == lot.Key, ct), new StepDue(first.RefundDueOn!.Value, first.RefundRule, first.RefundCitation), nowUtc, ct);
        }

        await db.SaveOrChangedMeanwhileAsync(ct);
        return owed.Sum(l => l.Count());
    }

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

    // Its tender's row is locked: nobody lets another lot stand on it meanwhile. What does is read from the copies sealed for the bidder alone.
    private async Task RequireNothingStandsAsync(LoadedTender loaded, Guid participationId, long organisationId, CancellationToken ct)
    {
        if (loaded.Rules.Deposits.Pooling is not { } rule || await ownCovers.StandingOnAsync(participationId, organisationId, ct) is not { Count: > 0 } standing)
        {
            return;
        }

        var codes = await db.Set<Lot>().Where(l => standing.Contains(l.Id)).Select(l => l.Code!).Order().ToListAsync(ct);
        throw RuleBrokenException.Cited(CoverRules.OtherLotsStand, rule.Citation, string.Join("、", codes));
    }

    private WaitingRefund Waiting(Deposit deposit, BidderLink bidder, CitedPeriod due)
    {
        // Money was received from one account alone: the announced one, or the other of the bidder that the copy of the payer names.
        bool Paid(PayerRecord from) => payerCheck.Matches(deposit.PayerCheck, deposit.ParticipationId, from.Name, from.AccountNumber);
        var payer = new PayerRecord(bidder.Name, bidder.AccountNumber, bidder.BankName, Guid.Empty);
        if (!Paid(payer) && (deposit.PayerCopy is not { } copy || !Paid(payer = payerCopies.Open(deposit.ParticipationId, copy))))
        {
            throw new RuleBrokenException(DepositRules.NotThePayersAccount);
        }

        var id = Guid.NewGuid();
        return new WaitingRefund
        {
            Id = id,
            CentreId = deposit.CentreId,
            BankAccountId = deposit.BankAccountId,
            PayeeName = payer.Name,
            PayeeAccount = payer.AccountNumber,
            PayeeBank = payer.BankName,
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

    private async Task BeginRefundAsync(Lot lot, StepDue due, DateTime nowUtc, CancellationToken ct)
    {
        var begun = await db.Set<ProcedureStep>().AnyAsync(s => s.LotId == lot.Id && s.Stage == Stages.DepositRefund && s.DoneAtUtc == null, ct);
        if (!begun)
        {
            await log.BeginAsync(
                lot.CentreId, lot.ProjectId, lot.Id, Stages.DepositRefund, Posts.FinanceMaker, nowUtc, Instants.EndOfBeijingDay(due.Day), due.RuleKey, due.Citation, ct);
        }

        log.Record(
            lot.CentreId, lot.ProjectId, lot.Id, Acting.Clock,
            new EventFacts("deposits-due", lot.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), due.RuleKey, due.Citation), nowUtc);
    }

    /// <summary>A lot with what its line says of deposits.</summary>
    private sealed record DepositLot(Lot Lot, DepositPolicy Policy)
    {
        public RefundTerms Withdrawal => Policy.TermsOf(DepositEvent.Withdrawn) ?? throw new InvalidOperationException("Every line has its row of withdrawals.");
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// How the price of an opened lot is paid: one person of finance enters it as the contract has it, another approves exactly that. From then on the buyer has a
/// sub-account, and what of its deposit became price or earnest money counts.
/// </summary>
public sealed class PricePlans(
    TradingDbContext db, TimeProvider clock, PriceSources sources, AccountChoices accounts, FinanceDecisions decisions, PricePayments payments, PriceSteps steps, LedgerPoster poster, PayerCheck payerCheck, ProcedureLog log)
{
    /// <summary>Keeps a plan for another person to decide, checked against the line's rules.</summary>
    /// <param name="participationId">The winner's.</param>
    /// <param name="terms">Price, day of the contract and instalments.</param>
    /// <param name="reason">The contract, and what else the other should know.</param>
    /// <param name="maker">Who enters it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.lot-not-opened</c>, <c>proceeds.no-price-in-line</c>, <c>proceeds.has-plan</c>, <c>proceeds.deposit-first</c>, <c>proceeds.deposit-exceeds-price</c>,
    /// <c>banking.bad-payee-account</c>, and what <see cref="PricePlan.Propose"/> refuses
    /// </exception>
    public async Task<Guid> ProposeAsync(Guid participationId, PriceTerms terms, string reason, Acting maker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var id = Guid.NewGuid();
        var account = await db.Set<Deposit>().Where(d => d.ParticipationId == participationId).Select(d => new { d.CentreId, d.BankAccountId }).SingleAsync(ct);
        await decisions.ProposeAsync(
            new DecisionSubject(id, account.CentreId, account.BankAccountId), DecisionKind.PricePlan, reason, maker,
            async decision =>
            {
                var plan = await PlanAsync(id, participationId, terms, clock.NowUtc(), ct);
                db.Add(plan);
                decision.Naming(plan.ContentHash());
            },
            ct);
        return id;
    }

    /// <summary>Opens what was proposed, if another person approves.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>, <c>proceeds.plan-changed</c>, <c>proceeds.deposit-exceeds-price</c>
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            var plan = await db.Set<PricePlan>().SingleAsync(p => p.Id == decision.SubjectId, ct);
            if (!plan.ContentHash().AsSpan().SequenceEqual(decision.SubjectHash))
            {
                throw new RuleBrokenException(ProceedsRules.PlanChanged);
            }

            await OpenAsync(plan, checker with { Reason = decision.Reason }, nowUtc, ct);
        },
        ct);

    private async Task OpenAsync(PricePlan plan, Acting checker, DateTime nowUtc, CancellationToken ct)
    {
        var found = await db.OpenedDepositAsync(plan.ParticipationId, ct);
        var fromDeposit = CountsOf(found);
        plan.Open(fromDeposit, nowUtc);
        log.Record(
            plan.CentreId, found.Lot.ProjectId, plan.LotId, checker, new EventFacts("price-plan-opened", plan.Id.ToString("N"), plan.PassOnRule, plan.LateCitation), nowUtc);
        await db.SaveOrChangedMeanwhileAsync(ct);
        var today = Instants.BeijingDay(nowUtc);
        if (!fromDeposit.IsPositive)
        {
            await steps.OwedAsync(plan, found.Lot.Code, nowUtc, ct);
            return;
        }

        if (found.Policy.ConversionTarget == ConversionTarget.EarnestMoney)
        {
            await poster.PostAsync(plan.CentreId, PriceEntries.EarnestApplied(plan, today, fromDeposit), nowUtc, ct);
        }

        await payments.IssueAsync(plan.Id, plan, new PricePayment(fromDeposit, Money.Zero), (today, found.Deposit.BankAccountId), null, nowUtc, ct);
    }

    private async Task<PricePlan> PlanAsync(Guid id, Guid participationId, PriceTerms terms, DateTime nowUtc, CancellationToken ct)
    {
        var found = await db.OpenedDepositAsync(participationId, ct);
        var bounds = sources.Bounds(found.Project, terms.ContractOn);
        if (found.Policy.ConvertsOnWinning && found.Deposit.State is DepositState.Locked or DepositState.Frozen or DepositState.ForfeitProposed)
        {
            throw new RuleBrokenException(ProceedsRules.DepositFirst);
        }

        if (CountsOf(found) is var converted && converted > terms.Price)
        {
            throw new RuleBrokenException(ProceedsRules.DepositExceedsPrice, converted, terms.Price);
        }

        await RequireNoneAsync(found.Lot.Id, ct);
        var account = await accounts.FindAsync(found.Lot.CentreId, AccountPurpose.Prices, found.Project.Line, Instants.BeijingDay(nowUtc), ct) ?? found.Deposit.BankAccountId;
        var subject = new PricePlanSubject(found.Lot.CentreId, found.Lot.Id, participationId, account, RandomNumbers.NewSubAccount());
        return PricePlan.Propose(id, subject, await PartiesAsync(id, found, bounds.Policy.Destination, ct), terms, bounds, nowUtc);
    }

    /// <summary>What of the deposit counts towards the price.</summary>
    private static Money CountsOf(OpenedDeposit found) =>
        found.Deposit.Converted.IsPositive && found.Policy.ConversionTarget is ConversionTarget.EarnestMoney or ConversionTarget.Price ? found.Deposit.Converted : Money.Zero;

    /// <summary>A lot has one plan. One that the other person declined makes room for the next.</summary>
    private async Task RequireNoneAsync(long lotId, CancellationToken ct)
    {
        if (await db.Set<PricePlan>().SingleOrDefaultAsync(p => p.LotId == lotId && p.State != PricePlanState.Declined, ct) is not { } before)
        {
            return;
        }

        if (before.State != PricePlanState.Proposed || await db.Set<FinanceDecision>().AnyAsync(d => d.SubjectId == before.Id && d.State != DecisionState.Declined, ct))
        {
            throw new RuleBrokenException(ProceedsRules.HasPlan);
        }

        before.Decline();
        await db.SaveOrChangedMeanwhileAsync(ct);
    }

    private async Task<PriceParties> PartiesAsync(Guid id, OpenedDeposit found, PriceDestination destination, CancellationToken ct)
    {
        var buyerId = await db.Set<Participant>().Where(p => p.Id == found.Deposit.ParticipationId).Select(p => p.OrganisationId).SingleAsync(ct);
        var buyer = await db.Set<Organisation>().Where(o => o.Id == buyerId).Select(o => o.Name).SingleOrDefaultAsync(ct) ?? found.Deposit.PayerName ?? "";
        if (destination == PriceDestination.Treasury)
        {
            return new PriceParties(buyerId, buyer, null, null);
        }

        var payee = await sources.PayeeAsync(found.Project.OwnerId, ct);
        return new PriceParties(buyerId, buyer, payee, payerCheck.Compute(id, payee.Name, payee.Account));
    }
}

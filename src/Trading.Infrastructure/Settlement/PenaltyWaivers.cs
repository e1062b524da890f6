using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Waives what a buyer owes for being late, or a part of it: one person of finance proposes it with the consent of whose it is, another decides. A penalty is booked when it
/// is paid, so that what is waived has no entry that would have to be reversed; what was paid is the transferor's or the treasury's, and stays.
/// </summary>
public sealed class PenaltyWaivers(TradingDbContext db, TimeProvider clock, FinanceDecisions decisions, PricePayments payments, PriceSteps steps, ProcedureLog log, Outbox outbox)
{
    /// <summary>Proposes that so much of what is owed today is not asked for.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="amount">How much of the penalty.</param>
    /// <param name="consent">The paper by which the transferor or the treasury agrees.</param>
    /// <param name="reason">Why.</param>
    /// <param name="maker">Who proposes it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.consent-missing</c>, <c>proceeds.wrong-state</c>, <c>proceeds.more-than-penalty</c>, <c>decisions.waiting</c>
    /// </exception>
    public async Task<Guid> ProposeAsync(Guid planId, Money amount, string consent, string reason, Acting maker, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(consent))
        {
            throw new RuleBrokenException(ProceedsRules.ConsentMissing);
        }

        return await decisions.ProposeAsync(
            await db.PlanSubjectAsync(planId, ct), DecisionKind.PenaltyWaived, reason, maker,
            async decision =>
            {
                (await db.Set<PricePlan>().AsNoTracking().SingleAsync(p => p.Id == planId, ct))
                    .RequireWaivable(amount, Instants.BeijingDay(clock.NowUtc()));
                decision.Naming(amount, consent.Trim());
            },
            ct);
    }

    /// <summary>Takes off what was proposed, if another person approves; the buyer is told.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>; <c>proceeds.more-than-penalty</c>, <c>proceeds.wrong-state</c>: it was paid meanwhile
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            // The database looks at what was decided before it lets the plan be changed.
            await db.SaveOrChangedMeanwhileAsync(ct);
            var plan = await db.Set<PricePlan>().SingleAsync(p => p.Id == decision.SubjectId, ct);
            var amount = decision.NewAmount!.Value;
            plan.WaivePenalty(amount, Instants.BeijingDay(nowUtc));
            await db.SaveOrChangedMeanwhileAsync(ct);
            var (lot, _) = await payments.RuleAsync(plan, ct);
            log.Record(
                plan.CentreId, lot.ProjectId, plan.LotId, checker with { Reason = decision.Reason }, new EventFacts("price-penalty-waived", plan.Id.ToString("N"), Citation: plan.LateCitation),
                nowUtc);
            await steps.OwedAsync(plan, lot.Code, nowUtc, ct);
            if (plan.BuyerId is { } buyer)
            {
                await outbox.ToOrganisationAsync(buyer, new MailText(MailKinds.PenaltyWaived, FormattableString.Invariant($"bidder/lots/{plan.LotId}/price"), lot.Code ?? "", lot.Name, amount), nowUtc, ct);
            }
        },
        ct);
}

internal static class PlanSubjects
{
    /// <summary>A plan as what a decision is about: one waits for another at a time, whatever it is.</summary>
    public static Task<DecisionSubject> PlanSubjectAsync(this TradingDbContext db, Guid planId, CancellationToken ct) =>
        db.Set<PricePlan>().Where(p => p.Id == planId).Select(p => new DecisionSubject(p.Id, p.CentreId, p.BankAccountId)).SingleAsync(ct);
}

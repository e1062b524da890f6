using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Gives a late penalty that was paid back to the buyer, or a part of it, as long as it has not been passed on: one person of finance proposes it with the paper of whose it is, another decides. It goes out
/// with a batch to the very account that it was paid from. The receipt stays as it is; a numbered paper of its own says what was given back.
/// </summary>
public sealed class PenaltyReturns(TradingDbContext db, FinanceDecisions decisions, PricePayments payments, PriceSteps steps, Payouts payouts, NumberSeries series, ProcedureLog log, Outbox outbox)
{
    /// <summary>The series that counts the papers, a centre and year each.</summary>
    private const string Series = "penalty-return";

    /// <summary>Proposes that so much of the penalty that a receipt brought goes back.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="receipt">The receipt's number.</param>
    /// <param name="amount">How much of its penalty.</param>
    /// <param name="consent">The paper by which the transferor or the treasury agrees.</param>
    /// <param name="reason">Why.</param>
    /// <param name="maker">Who proposes it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.consent-missing</c>, <c>proceeds.no-such-receipt</c>, <c>proceeds.penalty-passed-on</c>, <c>proceeds.more-than-penalty-paid</c>, <c>decisions.waiting</c>
    /// </exception>
    public async Task<Guid> ProposeAsync(Guid planId, string receipt, Money amount, string consent, string reason, Acting maker, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(consent))
        {
            throw new RuleBrokenException(ProceedsRules.ConsentMissing);
        }

        return await decisions.ProposeAsync(
            await db.PlanSubjectAsync(planId, ct), DecisionKind.PenaltyReturned, reason, maker,
            async decision =>
            {
                (await ReceiptAsync(planId, receipt, ct)).RequireReturnable(amount);
                decision.Naming(amount, consent.Trim()).Naming(receipt);
            },
            ct);
    }

    /// <summary>Owes the buyer what was proposed, if another person approves; the buyer is told.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>; <c>proceeds.penalty-passed-on</c>: a batch took it meanwhile; <c>proceeds.more-than-penalty-paid</c>
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            // The database looks at what was decided before it lets the receipt be changed.
            await db.SaveOrChangedMeanwhileAsync(ct);
            var plan = await db.Set<PricePlan>().AsNoTracking().SingleAsync(p => p.Id == decision.SubjectId, ct);
            var receipt = await ReceiptAsync(plan.Id, decision.EndToEndId!, ct);
            var amount = decision.NewAmount!.Value;
            receipt.ReturnPenalty(amount);
            var today = Instants.BeijingDay(nowUtc);
            var number = await series.NextAsync(plan.CentreId, Series, today.Year, ct);
            var paper = string.Create(CultureInfo.InvariantCulture, $"TH-{plan.CentreId:D4}-{today.Year:D4}-{number:D6}");
            var deposit = await db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == plan.ParticipationId, ct);
            var (lot, rule) = await payments.RuleAsync(plan, ct);
            await payouts.OweAsync(Payout.OfPenalty(Guid.NewGuid(), deposit, (receipt.Id, paper), amount, decision.Agreement!, today), lot, nowUtc, ct);
            log.Record(
                plan.CentreId, lot.ProjectId, plan.LotId, checker with { Reason = decision.Reason }, new EventFacts("price-penalty-returned", plan.Id.ToString("N"), Citation: plan.LateCitation), nowUtc);
            await db.SaveOrChangedMeanwhileAsync(ct);
            await steps.HeldAsync(plan, lot.Code, rule, checker, nowUtc, ct);
            if (plan.BuyerId is { } buyer)
            {
                await outbox.ToOrganisationAsync(
                    buyer, new MailText(MailKinds.PenaltyReturned, FormattableString.Invariant($"bidder/lots/{plan.LotId}/price"), lot.Code ?? "", lot.Name, amount, receipt.Number, paper), nowUtc, ct);
            }
        },
        ct);

    private async Task<PriceReceipt> ReceiptAsync(Guid planId, string number, CancellationToken ct) =>
        await db.Set<PriceReceipt>().SingleOrDefaultAsync(r => r.PlanId == planId && r.Number == number, ct) ?? throw new RuleBrokenException(ProceedsRules.NoSuchReceipt, number);
}

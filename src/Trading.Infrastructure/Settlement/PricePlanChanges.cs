using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Changes what is not yet paid of a price, by a supplementary agreement, or the account to which the transferor's money goes: one person of finance enters it, another
/// approves exactly that. What it replaces stays in its own rows; a batch keeps the account that it was made with.
/// </summary>
public sealed class PricePlanChanges(
    TradingDbContext db, TimeProvider clock, FinanceDecisions decisions, PriceSources sources, PriceSteps steps, PayerCheck payerCheck, ProcedureLog log, Outbox outbox)
{
    /// <summary>Keeps other days or parts, and another rate or security of what is deferred, for another person to decide, checked against the line's rules as the plan was.</summary>
    /// <exception cref="RuleBrokenException"><c>decisions.waiting</c>, and what <see cref="PricePlan.ProposeChange"/> refuses</exception>
    public Task<Guid> ProposeTermsAsync(Guid planId, PriceChangeTerms terms, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        planId, DecisionKind.PricePlanChanged, reason, maker,
        (id, plan, project) => Task.FromResult(plan.ProposeChange(id, terms, sources.Bounds(project, plan.ContractOn, terms.InterestBasisPoints is null ? null : terms.AgreedOn), clock.NowUtc())), ct);

    /// <summary>Keeps the account that the transferor has registered now for another person to decide.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>decisions.waiting</c>, <c>proceeds.payee-same</c>, <c>proceeds.no-account</c>, <c>proceeds.wrong-state</c>, <c>banking.bad-payee-account</c>
    /// </exception>
    public Task<Guid> ProposePayeeAsync(Guid planId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        planId, DecisionKind.PayeeCorrected, reason, maker,
        async (id, plan, project) =>
        {
            var payee = await sources.PayeeAsync(project.OwnerId, ct);
            return plan.ProposePayee(id, payee, payerCheck.Compute(id, payee.Name, payee.Account), clock.NowUtc());
        },
        ct);

    /// <summary>Puts what was proposed in force, if another person approves; the buyer is told of new days, the transferor of its account.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>; <c>proceeds.plan-changed</c>: it is not what was proposed, or money arrived since;
    /// <c>proceeds.wrong-state</c>
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            // The database looks at what was decided before it lets a change be in force.
            await db.SaveOrChangedMeanwhileAsync(ct);
            var plan = await PlanAsync(decision.SubjectId, ct);
            var change = plan.Changes.Single(c => c.Id == decision.Id);
            if (!plan.ContentHash(change).AsSpan().SequenceEqual(decision.SubjectHash))
            {
                throw new RuleBrokenException(ProceedsRules.PlanChanged);
            }

            plan.Approve(change, nowUtc);
            await db.SaveOrChangedMeanwhileAsync(ct);
            await TellAsync(plan, change, checker with { Reason = decision.Reason }, nowUtc, ct);
        },
        ct);

    private async Task<Guid> ProposeAsync(
        Guid planId, DecisionKind kind, string reason, Acting maker, Func<Guid, PricePlan, Project, Task<PricePlanChange>> make, CancellationToken ct) =>
        await decisions.ProposeAsync(
            await db.PlanSubjectAsync(planId, ct), kind, reason, maker,
            async decision =>
            {
                var plan = await PlanAsync(planId, ct);
                var (_, project) = await LotAsync(plan, ct);
                var change = await make(decision.Id, plan, project);
                db.Add(change);
                db.AddRange(plan.Of(change.Number));
                decision.Naming(plan.ContentHash(change));
            },
            ct);

    private async Task TellAsync(PricePlan plan, PricePlanChange change, Acting checker, DateTime nowUtc, CancellationToken ct)
    {
        var (lot, project) = await LotAsync(plan, ct);
        var isTerms = change.Kind == PriceChangeKind.Terms;
        log.Record(
            plan.CentreId, lot.ProjectId, plan.LotId, checker,
            new EventFacts(isTerms ? "price-plan-changed" : "price-payee-corrected", plan.Id.ToString("N"), ContentHash: plan.ContentHash(change)), nowUtc);
        if (!isTerms)
        {
            await outbox.ToOrganisationAsync(
                project.OwnerId, new MailText(MailKinds.PayeeCorrected, FormattableString.Invariant($"owner/lots/{plan.LotId}/price"), lot.Code ?? "", lot.Name, Masks.BankAccount(change.PayeeAccount!)), nowUtc, ct);
            return;
        }

        await steps.OwedAsync(plan, lot.Code, nowUtc, ct);
        if (plan.BuyerId is { } buyer)
        {
            await outbox.ToOrganisationAsync(
                buyer, new MailText(MailKinds.PricePlanChanged, FormattableString.Invariant($"bidder/lots/{plan.LotId}/price"), lot.Code ?? "", lot.Name, change.AgreementNumber!), nowUtc, ct);
        }
    }

    private Task<PricePlan> PlanAsync(Guid id, CancellationToken ct) => db.Set<PricePlan>().SingleAsync(p => p.Id == id, ct);

    private async Task<(Lot Lot, Project Project)> LotAsync(PricePlan plan, CancellationToken ct)
    {
        var found = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lot.Id == plan.LotId
            select new { lot, project }).SingleAsync(ct);
        return (found.lot, found.project);
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Proceeds;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Proceeds;

/// <summary>
/// The steps of a price, in the caller's transaction: the buyer owes its next instalment until all is paid, and finance owes what it holds to whose it is. A price is
/// agreed after the opening, so that the lot that the steps speak of is opened.
/// </summary>
public sealed class PriceSteps(TradingDbContext db, OpenSteps steps)
{
    /// <summary>The buyer owes: the next instalment by its day, or what is left of the penalty by the day of the last.</summary>
    internal async Task OwedAsync(PricePlan plan, string? lotCode, DateTime nowUtc, CancellationToken ct)
    {
        var subject = StepSubject.Of(StepSubjectKind.PricePlan, plan.Id);
        if (plan.State != PricePlanState.Open)
        {
            await steps.FinishAsync(subject, Stages.PricePayment, Acting.Clock, "paid", nowUtc, ct);
            return;
        }

        var due = (plan.Next ?? plan.Instalments.MaxBy(i => i.Number)!).DueOn;
        if (await steps.FindAsync(subject, Stages.PricePayment, ct) is { } open)
        {
            open.MoveDue(Instants.EndOfBeijingDay(due), null, null);
            return;
        }

        await steps.BeginAsync(plan.CentreId, subject with { About = lotCode }, Stages.PricePayment, Posts.FinanceMaker, new StepDue(due), nowUtc, ct);
    }

    /// <summary>Once what changed is saved: finance owes what the plan holds, by the first day of it, or nothing, and then the step ends.</summary>
    internal async Task HeldAsync(PricePlan plan, string? lotCode, Rule passOn, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var subject = StepSubject.Of(StepSubjectKind.PricePlan, plan.Id);
        var open = await steps.FindAsync(subject, Stages.PricePassOn, ct);
        var first = await db.Set<PriceReceipt>().Where(PriceReceipt.IsHeld).Where(r => r.PlanId == plan.Id).Select(r => (DateOnly?)r.PassOnBy).MinAsync(ct);
        if (first is not { } by)
        {
            open?.Finish(acting.UserId, "batched", nowUtc);
            return;
        }

        if (open is not null)
        {
            open.MoveDue(Instants.EndOfBeijingDay(by), passOn.Key, passOn.Citation);
            return;
        }

        await steps.BeginAsync(
            plan.CentreId, subject with { About = lotCode }, Stages.PricePassOn, Posts.FinanceMaker, new StepDue(by, passOn.Key, passOn.Citation), nowUtc, ct);
    }
}

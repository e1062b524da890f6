using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// The steps that organisations give to the centres' staff, in the caller's transaction: the review of a registration, which holds up nothing, and the
/// decision on another bank account. They are any centre's until one takes the review, and that centre's from then on.
/// </summary>
public sealed class PartySteps(TradingDbContext db, OpenSteps steps, StepDues dues)
{
    private const string ReviewRule = "common.registration-review-workdays";
    private const string AccountRule = "common.account-change-workdays";

    /// <summary>There is something to review: registered now, or corrected. A review that is open goes on, due when it was.</summary>
    internal async Task ToReviewAsync(Organisation organisation, DateTime nowUtc, CancellationToken ct)
    {
        if (await steps.FindAsync(ReviewOf(organisation), Stages.RegistrationReview, ct) is null)
        {
            var due = await dues.OfAsync(organisation.ReviewCentreId, ReviewRule, Instants.BeijingDay(nowUtc), ct);
            await steps.BeginAsync(organisation.ReviewCentreId, ReviewOf(organisation), Stages.RegistrationReview, Posts.CentreOperator, due, nowUtc, ct);
        }
    }

    /// <summary>A centre has the review: what is open of the organisation is its own.</summary>
    internal async Task TakenAsync(Organisation organisation, CancellationToken ct)
    {
        await TakeAsync(await steps.FindAsync(ReviewOf(organisation), Stages.RegistrationReview, ct), organisation, ct);
        var change = await db.Set<AccountChange>().Where(c => c.OrganisationId == organisation.Id && c.State == AccountChangeState.Requested).Select(c => (long?)c.Id).SingleOrDefaultAsync(ct);
        if (change is { } id)
        {
            await TakeAsync(await steps.FindAsync(StepSubject.Of(StepSubjectKind.AccountChange, id), Stages.AccountChange, ct), organisation, ct);
        }
    }

    internal Task ReviewedAsync(Organisation organisation, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(ReviewOf(organisation), Stages.RegistrationReview, acting, outcome, nowUtc, ct);

    /// <summary>A request for another account waits; it has its number already.</summary>
    internal async Task ToDecideAsync(AccountChange change, Organisation organisation, DateTime nowUtc, CancellationToken ct) => await steps.BeginAsync(
        organisation.ReviewCentreId, StepSubject.Of(StepSubjectKind.AccountChange, change.Id) with { About = organisation.Name }, Stages.AccountChange, Posts.CentreManager,
        await dues.OfAsync(organisation.ReviewCentreId, AccountRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);

    internal Task DecidedAsync(AccountChange change, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(StepSubject.Of(StepSubjectKind.AccountChange, change.Id), Stages.AccountChange, acting, outcome, nowUtc, ct);

    private async Task TakeAsync(ProcedureStep? step, Organisation organisation, CancellationToken ct)
    {
        if (step is not null && organisation.ReviewCentreId is { } centre)
        {
            step.Take(centre);
            await steps.AssignAsync(step, ct);
        }
    }

    private static StepSubject ReviewOf(Organisation organisation) => StepSubject.Of(StepSubjectKind.Organisation, organisation.Id) with { About = organisation.Name };
}

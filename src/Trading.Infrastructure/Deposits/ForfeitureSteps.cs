using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// The step of a proposed forfeiture, in the caller's transaction: the finance checkers' from the proposal until the second approval, a refusal, or the order by which it
/// lapses. Nothing is proposed of a lot that is not opened, so the step may name the lot.
/// </summary>
public sealed class ForfeitureSteps(OpenSteps steps, StepDues dues)
{
    private const string DueRule = "common.finance-decision-workdays";

    internal async Task ProposedAsync(Forfeiture forfeiture, Lot lot, DateTime nowUtc, CancellationToken ct) => await steps.BeginAsync(
        forfeiture.CentreId, SubjectOf(forfeiture) with { About = lot.Code }, Stages.ForfeitureDecision, Posts.FinanceChecker,
        await dues.OfAsync(forfeiture.CentreId, DueRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);

    internal Task EndedAsync(Forfeiture forfeiture, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(SubjectOf(forfeiture), Stages.ForfeitureDecision, acting, outcome, nowUtc, ct);

    private static StepSubject SubjectOf(Forfeiture forfeiture) => StepSubject.Of(StepSubjectKind.Deposit, forfeiture.ParticipationId);
}

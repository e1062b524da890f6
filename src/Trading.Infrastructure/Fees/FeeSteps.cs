using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Fees;

/// <summary>
/// The step of a charged fee, in the caller's transaction: finance's until the whole of it is paid or the charge is taken back. It names the lot: no
/// bidder is charged before the opening.
/// </summary>
public sealed class FeeSteps(OpenSteps steps, StepDues dues)
{
    private const string PaymentRule = "construction.service-fee-payment-days";

    internal async Task ChargedAsync(FeeCharge charge, Lot lot, DateTime nowUtc, CancellationToken ct)
    {
        if (charge.State == FeeChargeState.Charged)
        {
            await steps.BeginAsync(
                charge.CentreId, SubjectOf(charge) with { About = lot.Code }, Stages.FeePayment, Posts.FinanceMaker,
                await dues.OfAsync(charge.CentreId, PaymentRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);
        }
    }

    /// <summary>Money came in; a part of the fee ends nothing.</summary>
    internal Task ReceivedAsync(FeeCharge charge, DateTime nowUtc, CancellationToken ct) => charge.State == FeeChargeState.Received
        ? steps.FinishAsync(SubjectOf(charge), Stages.FeePayment, Acting.Clock, "paid", nowUtc, ct)
        : Task.CompletedTask;

    /// <summary>A receipt was taken back by the bank: the fee is owed again by the day that stood before.</summary>
    internal Task OwedAgainAsync(FeeCharge charge, DateTime nowUtc, CancellationToken ct) =>
        steps.BeginAgainAsync(StepSubjectKind.FeeCharge, [charge.Id], Stages.FeePayment, nowUtc, ct);

    internal Task TakenBackAsync(FeeCharge charge, Acting acting, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(SubjectOf(charge), Stages.FeePayment, acting, "taken-back", nowUtc, ct);

    private static StepSubject SubjectOf(FeeCharge charge) => StepSubject.Of(StepSubjectKind.FeeCharge, charge.Id);
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>From the confirmed report to the contract. From the opening on; before it these pages are nowhere. The owner alone decides.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}")]
public sealed class AwardsController(TenderQueries tenders, EvaluationQueries evaluations, AwardQueries awards, AwardService service, PageClock clock)
    : OwnerLotController(tenders)
{
    [HttpGet("candidates")]
    public Task<IActionResult> Candidates(long id, CancellationToken ct) => PageAsync(id, new ConfirmForm(), t => t.State == TenderState.Evaluated, ct);

    [HttpPost("candidates")]
    public Task<IActionResult> Candidates(long id, [Bind(Prefix = "Form")] ConfirmForm form, CancellationToken ct) =>
        ThenLotAsync(id, _ => service.PublishCandidatesAsync(id, Acting, ct), ct);

    [HttpGet("decision")]
    public Task<IActionResult> Decision(long id, CancellationToken ct) => PageAsync(id, new DecisionForm(), t => t.PublicityOver(clock.NowUtc), ct);

    [HttpPost("decision")]
    public Task<IActionResult> Decision(long id, [Bind(Prefix = "Form")] DecisionForm form, CancellationToken ct) =>
        DecideAsync(id, () => service.DecideAsync(id, form.Winner!.Value, form.Ground, Because(form.Reason), ct), ct);

    [HttpGet("decline")]
    public Task<IActionResult> Decline(long id, CancellationToken ct) =>
        PageAsync(id, new DeclineForm(), t => t.State is TenderState.Evaluated or TenderState.Publicity, ct);

    [HttpPost("decline")]
    public Task<IActionResult> Decline(long id, [Bind(Prefix = "Form")] DeclineForm form, CancellationToken ct) =>
        DecideAsync(id, () => service.DeclineAsync(id, Because(form.Reason), ct), ct);

    [HttpGet("award-notice")]
    public Task<IActionResult> AwardNotice(long id, CancellationToken ct) => PageAsync(id, new ConfirmForm(), t => t.State == TenderState.Decided, ct);

    [HttpPost("award-notice")]
    public Task<IActionResult> AwardNotice(long id, [Bind(Prefix = "Form")] ConfirmForm form, CancellationToken ct) =>
        ThenLotAsync(id, _ => service.IssueNoticeAsync(id, Acting, ct), ct);

    [HttpGet("contract")]
    public Task<IActionResult> Contract(long id, CancellationToken ct) => PageAsync(
        id, new ContractForm { SignedOn = Instants.BeijingDay(clock.NowUtc) }, t => t.State == TenderState.Awarded, ct);

    [HttpPost("contract")]
    public Task<IActionResult> Contract(long id, [Bind(Prefix = "Form")] ContractForm form, CancellationToken ct) =>
        DecideAsync(id, () => service.RecordContractAsync(id, form.SignedOn!.Value, Money.Yuan(form.Price!.Value), Acting, ct), ct);

    private Task<IActionResult> PageAsync<TForm>(long id, TForm form, Func<Tender, bool> isDue, CancellationToken ct) => OnLotAsync(
        id,
        async lot => await evaluations.FindAsync(id, ct) is { } evaluation
            ? View(new AwardPage<TForm>(lot, evaluation, await awards.FindAsync(id, ct), form, lot.Project.OwnerId == OrganisationId, isDue(lot.Tender!)))
            : NotFound(),
        ct);

    private Task<IActionResult> DecideAsync(long id, Func<Task> decide, CancellationToken ct) => ThenLotAsync(
        id,
        lot =>
        {
            lot.Project.RequireOwner(OrganisationId);
            return decide();
        },
        ct);
}

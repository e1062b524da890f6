using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Banking;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Treasury;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>What of a fee goes back: its payer, where two people have to say who that was, and what the treasury is asked for. Each action finds it first: 404 where it is another centre's.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/fees/refunds/{id:guid}")]
public sealed class FeeRefundsController(FeeQueries fees, TreasuryQueries treasury, NonTaxPrints prints, DecisionQueries decisions, FeePayers payers, ClaimRefusals claims, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Refund(Guid id, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        return await fees.FindRefundAsync(centre, id, ct) is { } found
            ? View(new FeeRefundPage(
                found.Fee, found.Refund, await payers.OfAsync(id, ct), [.. (await treasury.ClaimsAsync(centre, found.Fee.Id, null, ct)).Where(c => c.RefundId == id)], await decisions.OfAsync(centre, id, ct),
                new FeePayerForm(), new RefuseClaimForm(), new ClaimForm(), Instants.BeijingDay(clock.NowUtc), User.IsInRole(Roles.FinanceMaker)))
            : NotFound();
    }

    [HttpGet("claims/{number}.pdf")]
    public async Task<IActionResult> Paper(Guid id, string number, CancellationToken ct) =>
        this.Paper(await prints.ClaimAsync(User.Officer().CentreId, id, number, WordsLanguages.Current, ct), number);

    [HttpPost("payer"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Refund))]
    public Task<IActionResult> Payer(Guid id, FeePayerForm form, CancellationToken ct) => DoAsync(
        id, "finance.decision.proposed",
        () => payers.ProposeAsync(id, new CompletedPayer(form.Name!, form.Account!, form.Bank!), form.Evidence!, form.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("refuse"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Refund))]
    public Task<IActionResult> Refuse(Guid id, RefuseClaimForm refuse, CancellationToken ct) =>
        DoAsync(id, "finance.decision.proposed", () => claims.ProposeAsync(id, refuse.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("claim"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Refund))]
    public Task<IActionResult> Claim(Guid id, ClaimForm claim, CancellationToken ct) =>
        DoAsync(id, "treasury.claim.filed", () => claims.FileAgainAsync(id, claim.Ground!, new Acting(User.UserId()), ct), ct);

    private async Task<IActionResult> DoAsync(Guid id, string outcome, Func<Task> act, CancellationToken ct)
    {
        if (await fees.FindRefundAsync(User.Officer().CentreId, id, ct) is null)
        {
            return NotFound();
        }

        await act();
        this.Say(outcome);
        return RedirectToAction(nameof(Refund), new { id });
    }
}

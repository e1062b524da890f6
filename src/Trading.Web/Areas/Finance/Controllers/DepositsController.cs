using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>
/// A deposit of an opened lot: what it went through; its forfeiture, proposed by a maker and approved by two checkers; its conversion, the release of the bond
/// that it became and the blame for its delay, proposed by a maker and decided at <c>/finance/decisions</c>. 404 where it is another centre's, or its lot is not opened.
/// </summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/deposits/{id:guid}")]
public sealed class DepositsController(DepositLifeQueries queries, DecisionQueries decisions, ForfeitureService forfeitures, DepositDecisions orders, UploadRules uploads) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Deposit(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } life
        ? View(new DepositPage(
            life, await decisions.OfAsync(User.Officer().CentreId, id, ct), new ForfeitForm(), new ConvertForm(), new BlameForm(), new ReleaseForm(), new DeclineForm(), User.IsInRole(Roles.FinanceMaker), User.IsInRole(Roles.FinanceChecker), User.UserId(), FileKinds.Accept(uploads.Kinds)))
        : NotFound();

    [HttpPost("forfeit"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Deposit))]
    public async Task<IActionResult> Forfeit(Guid id, ForfeitForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } life || (form.By is { } by && !life.On.Any(l => l.ParticipationId == by)))
        {
            return NotFound();
        }

        await using var content = form.Evidence!.OpenReadStream();
        await FileKinds.RequireAsync(form.Evidence.FileName, content, uploads.Kinds, ct);
        await forfeitures.ProposeAsync(
            form.By ?? id, form.Case, new EvidenceFile(FileKinds.Label(form.Evidence.FileName), content, uploads.LargestFile), new Acting(User.UserId()), ct);
        this.Say("finance.deposit.proposed");
        return RedirectToAction(nameof(Deposit), new { id });
    }

    [HttpPost("convert"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Convert(Guid id, ConvertForm convert, CancellationToken ct) => ProposeAsync(
        id, () => orders.ProposeConversionAsync(id, Money.Yuan(convert.AmountYuan!.Value), convert.Agreement, convert.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("blame"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Blame(Guid id, BlameForm blame, CancellationToken ct) =>
        ProposeAsync(id, () => orders.ProposeBlameAsync(id, blame.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("release"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Release(Guid id, ReleaseForm release, CancellationToken ct) =>
        ProposeAsync(id, () => orders.ProposeReleaseAsync(id, Money.Yuan(release.AmountYuan!.Value), release.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("approve"), Authorize(Roles = Roles.FinanceChecker), StepUp, RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Approve(Guid id, CancellationToken ct) =>
        DecideAsync(id, open => forfeitures.ApproveAsync(open, new Acting(User.UserId()), ct), "finance.deposit.approved", ct);

    [HttpPost("decline"), Authorize(Roles = Roles.FinanceChecker), StepUp, RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Decline(Guid id, DeclineForm form, CancellationToken ct) =>
        DecideAsync(id, open => forfeitures.DeclineAsync(open, form.Reason!, new Acting(User.UserId()), ct), "finance.deposit.declined", ct);

    private async Task<IActionResult> ProposeAsync(Guid id, Func<Task<Guid>> propose, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await propose();
        this.Say("finance.decision.proposed");
        return RedirectToAction(nameof(Deposit), new { id });
    }

    private async Task<IActionResult> DecideAsync(Guid id, Func<Guid, Task> decide, string outcome, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { Open: { } open })
        {
            return NotFound();
        }

        await decide(open.Id);
        this.Say(outcome);
        return RedirectToAction(nameof(Deposit), new { id });
    }

    private Task<DepositLife?> FindAsync(Guid id, CancellationToken ct) => queries.FindAsync(User.Officer().CentreId, id, ct);
}

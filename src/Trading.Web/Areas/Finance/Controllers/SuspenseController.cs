using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Banking;
using Trading.Domain.Parties;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>
/// Money that nobody may say for what it is: payer, amount, day and reason, never a lot; and what a maker says of it, for another person to decide. Each
/// action on a line finds it first: 404 where it is another centre's.
/// </summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/suspense")]
public sealed class SuspenseController(SuspenseQueries suspense, SuspenseService service) : Controller
{
    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("finance.payer", ReportColumnKind.Text), ("finance.payer-account", ReportColumnKind.Text), ("finance.amount", ReportColumnKind.Text), ("office.bank.currency", ReportColumnKind.Text),
        ("finance.value-on", ReportColumnKind.Date), ("finance.suspense.reason", ReportColumnKind.Text), ("finance.suspense.age", ReportColumnKind.Text), ("finance.suspense.owner", ReportColumnKind.Text), ("finance.due-on", ReportColumnKind.Date),
        ("finance.citation", ReportColumnKind.Text), ("finance.state", ReportColumnKind.Text),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(DayFilter days, CancellationToken ct) => View(await suspense.DueAsync(User.Officer().CentreId, days, ct));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Line(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } detail
        ? View(new SuspenseLinePage(detail, new PayerForm(), new ExplainForm(), new ReasonForm(), new ReasonForm(), User.IsInRole(Roles.FinanceMaker)))
        : NotFound();

    [HttpPost("{id:guid}/payer"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Line))]
    public Task<IActionResult> Payer(Guid id, PayerForm payer, CancellationToken ct) => ProposeAsync(
        id, () => service.CompletePayerAsync(id, new CompletedPayer(payer.Name!, payer.Account!, payer.Bank!), payer.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("{id:guid}/explain"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Line))]
    public Task<IActionResult> Explain(Guid id, ExplainForm explain, CancellationToken ct) => ProposeAsync(
        id,
        () => explain.Payment == ExplainForm.None
            ? service.KeepForPayerAsync(id, explain.Reason!, new Acting(User.UserId()), ct)
            : service.NamePaymentAsync(id, explain.Payment!, explain.Reason!, new Acting(User.UserId()), ct),
        ct);

    [HttpPost("{id:guid}/match"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Line))]
    public Task<IActionResult> Match(Guid id, ReasonForm match, CancellationToken ct) =>
        ProposeAsync(id, () => service.MatchAsync(id, match.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("{id:guid}/settle"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Line))]
    public Task<IActionResult> Settle(Guid id, ReasonForm settle, CancellationToken ct) =>
        ProposeAsync(id, () => service.SettleReversalAsync(id, settle.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpGet("/finance/suspense.csv")]
    public async Task<IActionResult> Csv(DayFilter days, CancellationToken ct) => this.List(
        "suspense", Columns,
        (await suspense.DueAsync(User.Officer().CentreId, days, ct)).Items.Select<DueSuspense, object?[]>(d =>
        [
            d.Item.PayerName, d.Item.PayerAccount, CurrencyUnits.Text(d.Item.Amount.Fen, d.Item.Currency), d.Item.Currency, d.Item.ValueOn, PageWords.W(d.Item.Reason),
            d.AgeDays.ToString(System.Globalization.CultureInfo.InvariantCulture), d.Owner(WordsLanguages.Current), d.DueOn, d.Citation,
            Words.Of(d.Item.State, WordsLanguages.Current),
        ]));

    private async Task<IActionResult> ProposeAsync(Guid id, Func<Task<Guid>> propose, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await propose();
        this.Say("finance.decision.proposed");
        return RedirectToAction(nameof(Line), new { id });
    }

    private Task<SuspenseDetail?> FindAsync(Guid id, CancellationToken ct) => suspense.FindAsync(User.Officer().CentreId, id, ct);
}

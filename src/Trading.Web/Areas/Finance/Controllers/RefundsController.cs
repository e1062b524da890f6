using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Banking;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>
/// Repayments of the person's centre: a maker makes a batch of all that is due, a checker approves exactly that, it goes to the bank as a file, and
/// the bank's reply comes back. Each action finds the batch first: 404 where it is another centre's.
/// </summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/refunds")]
public sealed class RefundsController(
    DepositQueries deposits, RepaymentQueries queries, StatementQueries banks, SupervisionQueries steps, RepaymentService service, RepaymentReplyService replies,
    DueRepayments due, RefundPayees payees, FeeQueries fees, UploadRules uploads, PageClock clock) : Controller
{
    private const int PageSize = 20;

    [HttpGet("")]
    public async Task<IActionResult> Index(DayFilter days, CancellationToken ct, int page = 1)
    {
        var centre = User.Officer().CentreId;
        var paging = new Paging(Math.Max(1, page), PageSize, await queries.CountAsync(centre, days, ct));
        var accounts = await banks.AccountsAsync(centre, ct);
        var suspense = await deposits.SuspenseAsync(centre, ct);
        var light = (await steps.OfPostsAsync(centre, [Posts.FinanceMaker], ct)).Where(s => s.Stage == Stages.DepositRefund).ToDictionary(s => s.LotId!.Value, s => s.Light);
        return View(new RefundsPage(
            new BatchForm { BankAccountId = accounts is [var first, ..] ? first.Id : null, PayOn = Instants.BeijingDay(clock.NowUtc) },
            accounts,
            [.. (await deposits.DueAsync(centre, ct)).Select(d => new DueRow(d, light[d.LotId]))],
            await deposits.WaitingAsync(centre, ct),
            [.. suspense.Where(s => s.State == BankLineState.Suspense && s.IsPayable)],
            await deposits.OwedAsync(centre, ct),
            await fees.OwedBackAsync(centre, ct),
            days, await deposits.BatchesAsync(centre, days, (paging.Page - 1) * PageSize, PageSize, ct), paging, await LeftOutAsync(accounts, ct),
            await payees.FailedAsync(centre, ct)));
    }

    private async Task<IReadOnlyList<LeftOut>> LeftOutAsync(IEnumerable<BankAccountItem> accounts, CancellationToken ct)
    {
        var left = new List<LeftOut>();
        foreach (var account in accounts)
        {
            left.AddRange(await due.LeftOutAsync(account.Id, Instants.BeijingDay(clock.NowUtc), ct));
        }

        return left;
    }

    [HttpPost(""), Authorize(Roles = Roles.FinanceMaker)]
    public async Task<IActionResult> Index(BatchForm form, CancellationToken ct)
    {
        var officer = User.Officer();
        if ((await banks.AccountsAsync(officer.CentreId, ct)).All(a => a.Id != form.BankAccountId))
        {
            return NotFound();
        }

        var id = await service.MakeBatchAsync(officer.CentreId, form.BankAccountId!.Value, form.PayOn!.Value, new Acting(officer.UserId), ct);
        this.Say("finance.batch.made");
        return RedirectToAction(nameof(Batch), new { id });
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Batch(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } view ? View(PageOf(view)) : NotFound();

    [HttpGet("{id:guid}/approve"), StepUp]
    public async Task<IActionResult> Approve(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } view ? View(PageOf(view)) : NotFound();

    [HttpPost("{id:guid}/approve"), StepUp, ActionName(nameof(Approve))]
    public async Task<IActionResult> ApproveIt(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } view)
        {
            return NotFound();
        }

        // Who made the batch is refused by the service, in the words of the rule.
        if (!User.IsInRole(Roles.FinanceChecker) && view.Head.MadeBy != User.UserId())
        {
            return this.Refused("finance.approve.checkers-only");
        }

        await service.ApproveAsync(id, new Acting(User.UserId()), ct);
        this.Say("finance.batch.approved");
        return RedirectToAction(nameof(Batch), new { id });
    }

    [HttpGet("{id:guid}/cancel")]
    public async Task<IActionResult> Cancel(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } view ? View(new CancelPage(view, new CancelForm())) : NotFound();

    [HttpPost("{id:guid}/cancel")]
    public async Task<IActionResult> Cancel(Guid id, CancelForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await service.CancelAsync(id, new Acting(User.UserId(), form.Reason), ct);
        this.Say("finance.batch.cancelled");
        return RedirectToAction(nameof(Batch), new { id });
    }

    [HttpGet("{id:guid}/payment-file")]
    public async Task<IActionResult> PaymentFile(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        var file = await service.PaymentFileAsync(id, new Acting(User.UserId()), ct);
        return this.Attachment(file.Content, file.MediaType, file.Name);
    }

    [HttpPost("{id:guid}/reply"), RefusalPage(nameof(Batch))]
    public async Task<IActionResult> Reply(Guid id, ReplyForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } view)
        {
            return NotFound();
        }

        var outcome = await replies.ImportReplyAsync(view.Head.BankAccountId, await Uploads.ReadAsync(form.File!, ct), new Acting(User.UserId()), ct);
        this.Say("finance.reply.imported", [.. outcome.Figures]);
        return RedirectToAction(nameof(Batch), new { id });
    }

    /// <summary>A payment that the bank could not make, or that came back: why, and what was decided about the account.</summary>
    [HttpGet("failed/{id:guid}")]
    public async Task<IActionResult> Failed(Guid id, CancellationToken ct) => await payees.FindAsync(User.Officer().CentreId, id, ct) is { } detail
        ? View(new FailedRefundPage(
            detail,
            new RefundAccountForm { Name = detail.Refund.PayeeName, Account = detail.Registered?.Account, Bank = detail.Registered?.Bank },
            User.IsInRole(Roles.FinanceMaker), FileKinds.Accept(uploads.Kinds)))
        : NotFound();

    [HttpPost("failed/{id:guid}"), Authorize(Roles = Roles.FinanceMaker)]
    public async Task<IActionResult> Failed(Guid id, RefundAccountForm form, CancellationToken ct)
    {
        if (await payees.FindAsync(User.Officer().CentreId, id, ct) is null)
        {
            return NotFound();
        }

        await using var content = form.Paper!.OpenReadStream();
        await FileKinds.RequireAsync(form.Paper.FileName, content, uploads.Kinds, ct);
        await payees.ProposeAsync(
            id, new CompletedPayer(form.Name!, form.Account!, form.Bank!), new EvidenceFile(FileKinds.Label(form.Paper.FileName), content, uploads.LargestFile), form.Reason!,
            new Acting(User.UserId()), ct);
        this.Say("finance.decision.proposed");
        return RedirectToAction(nameof(Failed), new { id });
    }

    private Task<BatchView?> FindAsync(Guid id, CancellationToken ct) => queries.FindAsync(User.Officer().CentreId, id, ct);

    private BatchPage PageOf(BatchView view) => new(view, new ReplyForm(), IsOwn: view.Head.MadeBy == User.UserId(), IsChecker: User.IsInRole(Roles.FinanceChecker));
}

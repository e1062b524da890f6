using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>The demo bank as finance meets it: statements to take away, payment files to carry out. In demo mode only.</summary>
[DemoOnly, Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/demo/bank")]
public sealed class DemoBankController(DemoBankService bank, StatementQueries banks, RepaymentQueries repayments, SupervisionQueries steps, DepositQueries deposits, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var sent = (await steps.OfPostsAsync(centre, [Posts.FinanceChecker], ct)).Where(s => s.Stage == Stages.RefundReply).Select(s => s.SubjectGuid()).ToList();
        return View(new DemoBankPage(
            await banks.AccountsAsync(centre, ct), await deposits.BatchesAsync(centre, sent, ct), Instants.BeijingDay(clock.NowUtc), new PayOutForm()));
    }

    [HttpGet("statements/{account:long}")]
    public async Task<IActionResult> Statement(long account, DateOnly? day, CancellationToken ct)
    {
        var asked = day ?? Instants.BeijingDay(clock.NowUtc);
        return await bank.StatementAsync(User.Officer().CentreId, account, asked, ct) is { } file
            ? this.Attachment(file, "text/csv", FormattableString.Invariant($"statement-{asked:yyyyMMdd}.csv"))
            : NotFound();
    }

    [HttpPost("statements/{account:long}/fetch"), RefusalPage(nameof(Index))]
    public async Task<IActionResult> Fetch(long account, CancellationToken ct)
    {
        if (await bank.FetchAsync(User.Officer().CentreId, account, new Acting(User.UserId()), ct) is not { } outcomes)
        {
            return NotFound();
        }

        // Never how many were booked: less those in suspense, it is the number of deposits.
        this.Say("demo-bank.fetched", outcomes.Sum(o => o.Suspense));
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("batches/{id:guid}/reply"), RefusalPage(nameof(Index))]
    public async Task<IActionResult> Reply(Guid id, PayOutForm form, CancellationToken ct)
    {
        if (await repayments.FindAsync(User.Officer().CentreId, id, ct) is not { } batch)
        {
            return NotFound();
        }

        var reply = await bank.PayOutAsync(batch.Head, form.ClosedAccount, new Acting(User.UserId()), ct);
        var (media, extension) = ReplyFiles.Knows(reply) ? ("application/xml", "xml") : ("text/csv", "csv");
        return this.Attachment(reply, media, FormattableString.Invariant($"reply-{id:N}.{extension}"));
    }

    [HttpPost("batches/{id:guid}/pay"), RefusalPage(nameof(Index))]
    public async Task<IActionResult> Pay(Guid id, PayOutForm form, CancellationToken ct)
    {
        if (await repayments.FindAsync(User.Officer().CentreId, id, ct) is not { } batch)
        {
            return NotFound();
        }

        var outcome = await bank.PayOutAndImportAsync(batch.Head, form.ClosedAccount, new Acting(User.UserId()), ct);
        this.Say("finance.reply.imported", [.. outcome.Figures]);
        return LocalRedirect($"/finance/refunds/{id}");
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Bank statements of the person's centre. Nothing here tells of a lot: matched deposits are in no list and in no count.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/statements")]
public sealed class StatementsController(StatementQueries queries, StatementImportService imports, HeldStatementService held, CentreRulebook rules) : Controller
{
    private const int PageSize = 20;
    private const string RowsSlot = "statement-rows";

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct, int page = 1)
    {
        var centre = User.Officer().CentreId;
        var paging = new Paging(Math.Max(1, page), PageSize, await queries.CountAsync(centre, ct));
        var accounts = await queries.AccountsAsync(centre, ct);
        return View(new StatementsPage(
            new StatementForm { BankAccountId = accounts is [var first, ..] ? first.Id : null }, accounts,
            await queries.ListAsync(centre, (paging.Page - 1) * PageSize, PageSize, ct), paging));
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(StatementForm form, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        if ((await queries.AccountsAsync(centre, ct)).All(a => a.Id != form.BankAccountId))
        {
            return NotFound();
        }

        var file = await ReadAsync(centre, form.File!, ct);
        var outcome = await imports.ImportAsync(form.BankAccountId!.Value, file, new Acting(User.UserId()), ct);
        Say(outcome);
        return RedirectToAction(nameof(Statement), new { id = await queries.FindFileAsync(centre, file, ct) });
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Statement(Guid id, CancellationToken ct) => await queries.FindAsync(User.Officer().CentreId, id, ct) is { } detail
        ? View(new StatementPage(detail, UploadedRows(), new HeldForm(), User.IsInRole(Roles.FinanceMaker)))
        : NotFound();

    /// <summary>Proposes to book or to refuse a held statement; another person decides.</summary>
    [HttpPost("{id:guid}/end"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Statement))]
    public async Task<IActionResult> End(Guid id, HeldForm held, CancellationToken ct)
    {
        if (await queries.FindAsync(User.Officer().CentreId, id, ct) is null)
        {
            return NotFound();
        }

        await ProposeAsync(id, held, ct);
        this.Say("finance.decision.proposed");
        return RedirectToAction(nameof(Statement), new { id });
    }

    private Task<Guid> ProposeAsync(Guid id, HeldForm form, CancellationToken ct) => form.Kind == HeldForm.Release
        ? held.ProposeReleaseAsync(id, form.Reason!, new Acting(User.UserId()), ct)
        : held.ProposeRefusalAsync(id, form.Reason!, new Acting(User.UserId()), ct);

    private async Task<byte[]> ReadAsync(long centre, IFormFile file, CancellationToken ct)
    {
        var limit = (await rules.TodayAsync(centre, ct)).Get("common.statement-max-bytes").Number;
        return file.Length > limit ? throw new RuleBrokenException(BankingRules.FileTooLarge, limit / (1024 * 1024)) : await Uploads.ReadAsync(file, ct);
    }

    // Never how many lines were booked or known: less those in suspense, it is the number of deposits.
    private void Say(ImportOutcome outcome)
    {
        TempData[RowsSlot] = string.Join(',', outcome.Faults.Select(f => f.Row));
        switch (outcome.State)
        {
            case ImportState.Booked:
                this.Say("finance.statement.booked", outcome.Suspense);
                break;
            case ImportState.AlreadyImported:
                this.Say("finance.statement.known");
                break;
            case ImportState.Held:
                break;
        }
    }

    /// <summary>
    /// The line of each fault, once, for whoever has just uploaded the file. Others are not told: the line of the totals is the number of lines.
    /// </summary>
    private int[] UploadedRows() =>
        TempData[RowsSlot] is string { Length: > 0 } rows ? [.. rows.Split(',').Select(row => int.Parse(row, CultureInfo.InvariantCulture))] : [];
}

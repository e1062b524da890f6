using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Bank statements of the person's centre. Nothing here tells of a lot: matched deposits are in no list and in no count.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/statements")]
public sealed class StatementsController(
    StatementQueries queries, StatementImportService imports, HeldStatementService held, CentreRulebook rules, UnreadableFileQueries files, UnreadableFileService unreadable,
    SupervisionQueries steps) : Controller
{
    private const int PageSize = 20;
    // Enough to find the fault; a session keeps no list of thousands.
    private const int MostRows = 20;
    private const string RowsSlot = "statement-rows";

    [HttpGet("")]
    public async Task<IActionResult> Index(DayFilter days, CancellationToken ct, int page = 1)
    {
        var centre = User.Officer().CentreId;
        var paging = new Paging(Math.Max(1, page), PageSize, await queries.CountAsync(centre, days, ct));
        var accounts = await queries.AccountsAsync(centre, ct);
        return View(new StatementsPage(
            new StatementForm { BankAccountId = accounts is [var first, ..] ? first.Id : null }, days, accounts,
            await queries.ListAsync(centre, days, (paging.Page - 1) * PageSize, PageSize, ct), paging, await UnreadableAsync(centre, ct)));
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
        if (outcome.Refusal is { } refusal && !outcome.Statements.Any(s => s.Import.IsKept))
        {
            throw refusal;
        }

        Say(outcome);
        return outcome.Statements is [_] ? RedirectToAction(nameof(Statement), new { id = await queries.FindFileAsync(centre, file, ct) }) : RedirectToAction(nameof(Index));
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

    /// <summary>A file of the inbox that could not be read: what it was, and why; never what stands in it.</summary>
    [HttpGet("files/{id:guid}")]
    public async Task<IActionResult> Unreadable(Guid id, CancellationToken ct) => await files.FindAsync(User.Officer().CentreId, id, ct) is { } file
        ? View(new UnreadablePage(file, new EndFileForm(), User.IsInRole(Roles.FinanceMaker)))
        : NotFound();

    /// <summary>Says what was done about it; nothing more is to be done.</summary>
    [HttpPost("files/{id:guid}/end"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Unreadable))]
    public async Task<IActionResult> EndUnreadable(Guid id, EndFileForm form, CancellationToken ct)
    {
        if (await files.FindAsync(User.Officer().CentreId, id, ct) is null)
        {
            return NotFound();
        }

        await unreadable.EndAsync(id, form.Reason!, new Acting(User.UserId()), ct);
        this.Say("finance.unreadable.ended");
        return RedirectToAction(nameof(Unreadable), new { id });
    }

    private async Task<IReadOnlyList<UnreadableRow>> UnreadableAsync(long centre, CancellationToken ct)
    {
        var open = (await steps.OfPostsAsync(centre, [Posts.FinanceMaker], ct)).Where(s => s.Stage == Stages.UnreadableFile).ToDictionary(s => s.SubjectGuid());
        return [.. (await files.ListAsync(centre, open.Keys, ct)).Select(f => new UnreadableRow(f, open[f.Id])).OrderBy(r => r.Step.DueAtUtc)];
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
    private void Say(FileOutcome file)
    {
        if (file.Statements is not [{ Import: var outcome }])
        {
            SaySeveral(file);
            return;
        }

        TempData[RowsSlot] = string.Join(';', outcome.Faults.GroupBy(f => f.Kind)
            .Select(kind => $"{kind.Key}:{string.Join(", ", kind.Where(f => f.Row > 0).Take(MostRows).Select(f => f.Row.ToString(CultureInfo.InvariantCulture)))}"));
        switch (outcome.State)
        {
            case ImportState.Booked:
                this.Say("finance.statement.booked", outcome.Suspense);
                break;
            case ImportState.AlreadyImported:
                this.Say("finance.statement.known");
                break;
            case ImportState.Held or ImportState.NoSuchAccount or ImportState.NotBookable:
                break;
        }
    }

    // A statement of an account that is not registered is named: nothing of it is kept, and nobody could find it again.
    private void SaySeveral(FileOutcome file)
    {
        int Count(ImportState state) => file.Statements.Count(s => s.Import.State == state);
        var unknown = string.Join("、", file.Statements.Where(s => s.Import.State == ImportState.NoSuchAccount).Select(s => $"{s.Statement.Account} {s.Statement.Currency}").Distinct());
        this.Say(
            unknown.Length == 0 ? "finance.statement.several" : "finance.statement.several-unknown", file.Statements.Count, Count(ImportState.Booked), Count(ImportState.Held),
            Count(ImportState.AlreadyImported), file.Suspense, unknown);
    }

    /// <summary>
    /// The line of each fault, once, for whoever has just uploaded the file. Others are not told: the line of the totals is the number of lines.
    /// </summary>
    private Dictionary<StatementFaultKind, string> UploadedRows() => (TempData[RowsSlot] as string ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(kind => kind.Split(':')).ToDictionary(kind => Enum.Parse<StatementFaultKind>(kind[0]), kind => kind[1].Length > 0 ? kind[1] : "—");
}

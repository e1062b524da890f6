using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Fees;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>The journal of the person's centre, without entries about lots that are not opened.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/ledger")]
public sealed class LedgerController(JournalQueries journal) : Controller
{
    private const int PageSize = 50;

    private static readonly HashSet<string> Kinds = [.. Enum.GetNames<IncomeKind>()];

    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("finance.ledger.reference", ReportColumnKind.Text), ("finance.ledger.booked", ReportColumnKind.Instant), ("finance.value-on", ReportColumnKind.Date), ("finance.posted-on", ReportColumnKind.Date),
        ("finance.ledger.kind", ReportColumnKind.Text), ("finance.ledger.account", ReportColumnKind.Text), ("finance.ledger.subject", ReportColumnKind.Text),
        ("finance.ledger.debit", ReportColumnKind.Money), ("finance.ledger.credit", ReportColumnKind.Money), ("finance.ledger.balance", ReportColumnKind.Money),
        ("finance.ledger.reverses", ReportColumnKind.Date),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(LedgerAsked asked, CancellationToken ct, int page = 1)
    {
        var centre = User.Officer().CentreId;
        var number = Math.Max(1, page);
        var found = await journal.PageAsync(centre, asked.Filter, (number - 1) * PageSize, PageSize, ct);
        var payer = asked.Payer is { } id ? await journal.PayerAsync(centre, id, ct) : null;
        return View(new LedgerPage(asked, payer, found, await journal.LotsAsync(centre, ct), new Paging(number, PageSize, found.Total)));
    }

    [HttpGet("/finance/ledger.csv")]
    public Task Csv(LedgerAsked asked, CancellationToken ct) => this.StreamAsync(
        "journal", Columns, journal.LinesAsync(User.Officer().CentreId, asked.Filter, ct).Select(RowOf), ct);

    private static object?[] RowOf(JournalLine line) =>
    [
        line.Reference, line.BookedAtUtc, line.ValueOn, line.PostedOn, PageWords.W($"finance.entry.{line.Kind}"), Words.Of(line.Class, WordsLanguages.Current),
        line.Label ?? Short(line.Subject), line.Debit.IsZero ? null : line.Debit, line.Credit.IsZero ? null : line.Credit, line.Running,
        line.Reverses,
    ];

    /// <summary>A kind of income in words; of a random number the beginning, enough to tell one from another on a page.</summary>
    internal static string Short(string subject) => Kinds.Contains(subject) ? Words.Of(Enum.Parse<IncomeKind>(subject), WordsLanguages.Current) : subject.Length > 8 ? subject[..8] : subject;
}

using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Settlement;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>
/// The books of the person's centre as lists: trial balance, aged deposits, aged suspense, what is owed back, prices held. Page and files are made of the same tables,
/// and a table that does not tie to the journal is refused in all of them.
/// </summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/books")]
public sealed class BooksController(BookQueries queries, OwedBackQueries owed, AccountQueries accounts, PriceReportQueries prices, ReportHeadings headings, PageClock clock) : Controller
{
    private const int ChartMonths = 12;
    private const int ChartDays = 30;

    [HttpGet("{report}")]
    public async Task<IActionResult> Index(string report, JournalDay? by, DateOnly? from, DateOnly? to, CancellationToken ct) =>
        await FindAsync(report, by, from, to, ct) is { } page ? View(page) : NotFound();

    [HttpGet("{report}.{format}")]
    public async Task<IActionResult> Download(string report, ReportFormat format, JournalDay? by, DateOnly? from, DateOnly? to, CancellationToken ct) =>
        await FindAsync(report, by, from, to, ct) is { Asked: var asked } page
            ? this.TableOrOrder(page.Table, format, FormattableString.Invariant($"{report}-{asked.To:yyyyMMdd}"), asked.Kind, asked.From, asked.To, asked.By == JournalDay.Booked ? ReportBasis.BookedDay : ReportBasis.ValueDay)
            : NotFound();

    private async Task<BooksPage?> FindAsync(string report, JournalDay? by, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        var asked = new BooksAsked(report, by ?? JournalDay.Value, first, last);
        return report switch
        {
            BooksPage.TrialBalance => await TrialBalanceAsync(asked, ct),
            BooksPage.AgedDeposits => await DepositsAsync(asked, ct),
            BooksPage.AgedSuspense => await SuspenseAsync(asked, ct),
            BooksPage.Unrefunded => await UnrefundedAsync(asked, ct),
            BooksPage.PricesByLot => await PricesAsync(asked, PriceGrouping.Lot, ct),
            BooksPage.PricesByProject => await PricesAsync(asked, PriceGrouping.Project, ct),
            BooksPage.PricesByLine => await PricesAsync(asked, PriceGrouping.Line, ct),
            _ => null,
        };
    }

    private async Task<BooksPage> TrialBalanceAsync(BooksAsked asked, CancellationToken ct)
    {
        var rows = await accounts.TrialBalanceAsync(Centre, asked.By, asked.From, asked.To, ct);
        var table = BookTables.TrialBalance(rows, await HeadingAsync(asked, ct));
        return new BooksPage(asked, table, [.. rows.Select(r => Links(table, 2, LedgerOf(asked, r, toOpening: true), LedgerOf(asked, r), LedgerOf(asked, r), LedgerOf(asked, r)))]);
    }

    private async Task<BooksPage> DepositsAsync(BooksAsked asked, CancellationToken ct)
    {
        var list = await queries.DepositsAsync(Centre, asked.By, asked.To, ct);
        var table = BookTables.Deposits(list, await HeadingAsync(asked, ct));
        return new BooksPage(asked, table, [.. list.Rows.Select(r => r.LotId is { } lot
            ? [.. Enumerable.Repeat<string?>($"/finance/ledger?account=DepositHeld&by={asked.By}&lot={Text(lot)}&to={Text(asked.To)}", table.Columns.Count)]
            : new string?[table.Columns.Count])])
        {
            Chart = HeldChart(await accounts.MonthEndsAsync(Centre, AccountClass.DepositHeld, asked.To, ChartMonths, ct)),
        };
    }

    private async Task<BooksPage> SuspenseAsync(BooksAsked asked, CancellationToken ct)
    {
        var list = await queries.SuspenseAsync(Centre, asked.By, asked.To, ct);
        var table = BookTables.Suspense(list, await HeadingAsync(asked, ct));
        return new BooksPage(asked, table, [.. list.Rows.Select(r => Links(table, table.Columns.Count - 1, $"/finance/suspense/{r.LineId}"))]);
    }

    private async Task<BooksPage> UnrefundedAsync(BooksAsked asked, CancellationToken ct)
    {
        var today = asked with { From = Instants.BeijingDay(clock.NowUtc), To = Instants.BeijingDay(clock.NowUtc) };
        var list = await owed.ListAsync(Centre, today.To, ct);
        var table = BookTables.Unrefunded(list, await HeadingAsync(today, ct));
        return new BooksPage(today, table, [.. list.Rows.Select(_ => Links(table, table.Columns.Count - 1, "/finance/refunds"))]) { Chart = DueChart(list.Rows) };
    }

    /// <summary>Prices go by the day on which their money counts, whatever day was asked for.</summary>
    private async Task<BooksPage> PricesAsync(BooksAsked asked, PriceGrouping by, CancellationToken ct)
    {
        var ofPeriod = asked with { By = JournalDay.Value };
        var report = await prices.ReadAsync(Centre, by, asked.From, asked.To, ct);
        var table = report.ToTable(await HeadingAsync(ofPeriod, ct));
        return new BooksPage(ofPeriod, table, [.. report.Rows.Select(r => Links(table, table.Columns.Count - 9, PriceLinks(ofPeriod, r)))]);
    }

    /// <summary>What each figure of a row is made of: entries and plan of a lot, or the lots of a sum.</summary>
    private static string?[] PriceLinks(BooksAsked asked, PriceRow row)
    {
        if (row.LotId is not { } lot)
        {
            return [.. Enumerable.Repeat($"/finance/books/{BooksPage.PricesByLot}?{asked.Query}", 8)];
        }

        var plan = row.PlanId is { } id ? $"/finance/proceeds/{id}" : null;
        var within = $"&from={Text(asked.From)}&to={Text(asked.To)}";
        return
        [
            Entries(row.Account, $"&to={Text(asked.From.AddDays(-1))}"), plan, Entries(row.Account, within), plan, Entries(AccountClass.LatePenalty, within), Entries(AccountClass.DeferredInterest, within), Entries(row.Account, within),
            Entries(row.Account, $"&to={Text(asked.To)}"),
        ];

        string Entries(AccountClass account, string days) => $"/finance/ledger?account={account}&by={asked.By}&lot={Text(lot)}{days}";
    }

    private static Chart? HeldChart(IReadOnlyList<MonthEnd> ends) => ends.Count == 0 ? null : new Chart(
        PageWords.W("finance.books.held-chart"), PageWords.W("finance.books.month-end"), [.. ends.Select(e => FormattableString.Invariant($"{e.Month:yyyy-MM}"))],
        new ChartSeries(PageWords.W("finance.books.held"), [.. ends.Select(e => -e.Balance.Fen / 100m)]))
    {
        Format = "#,##0.00",
    };

    /// <summary>What is owed back by the day on which it is due, the longest due first.</summary>
    private static Chart? DueChart(IReadOnlyList<Unrefunded> rows) => rows.Count == 0 ? null : DueChart([.. rows.GroupBy(r => r.DueOn).OrderBy(g => g.Key).Take(ChartDays)]);

    private static Chart DueChart(IReadOnlyList<IGrouping<DateOnly, Unrefunded>> days) => new(
        PageWords.W("finance.books.due-chart"), PageWords.W("finance.due-on"), [.. days.Select(d => FormattableString.Invariant($"{d.Key:yyyy-MM-dd}"))],
        new ChartSeries(PageWords.W("finance.books.due-amount"), [.. days.Select(d => d.Sum(r => r.Amount.Fen) / 100m)]))
    {
        Format = "#,##0.00",
    };

    private long Centre => User.Officer().CentreId;

    private static string?[] Links(ReportTable table, int first, params string?[] links)
    {
        var all = new string?[table.Columns.Count];
        links.CopyTo(all, first);
        return all;
    }

    private static string LedgerOf(BooksAsked asked, TrialBalanceRow row, bool toOpening = false) => toOpening
        ? $"/finance/ledger?account={row.Class}&by={asked.By}&to={Text(asked.From.AddDays(-1))}"
        : $"/finance/ledger?account={row.Class}&by={asked.By}&from={Text(asked.From)}&to={Text(asked.To)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>This month so far, unless the reader says otherwise; days the wrong way round are put right.</summary>
    private (DateOnly From, DateOnly To) PeriodOf(DateOnly? from, DateOnly? to)
    {
        var last = to ?? Instants.BeijingDay(clock.NowUtc);
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        return first <= last ? (first, last) : (last, first);
    }

    private Task<ReportHeading> HeadingAsync(BooksAsked asked, CancellationToken ct) => headings.OfAsync(
        Centre, new ReportScope(asked.Kind, asked.From, asked.To, asked.Kind == ReportKind.Unrefunded ? null : Words.Of(asked.By, WordsLanguages.Current)),
        WordsLanguages.Current, clock.NowUtc, ct);
}

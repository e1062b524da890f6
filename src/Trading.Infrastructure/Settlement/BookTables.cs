using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Ledger;

namespace Trading.Infrastructure.Settlement;

/// <summary>The books' lists as tables that go out on a page, as spreadsheet, CSV and PDF, their totals tied to the journal.</summary>
public static class BookTables
{
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c>: debits are not credits.</exception>
    public static ReportTable TrialBalance(IReadOnlyList<TrialBalanceRow> rows, ReportHeading heading)
    {
        var words = new Headings(heading);
        var debit = words["finance.ledger.debit"];
        return ReportTable.Of(
            heading,
            [
                words.Text("finance.books.number"), words.Text("finance.ledger.account"), words.Total("finance.ledger.opening"), words.Total("finance.ledger.debit"),
                words.Total("finance.ledger.credit"), words.Total("finance.ledger.closing"),
            ],
            [.. rows.Select(r => new object?[] { Domain.Ledger.AccountClasses.Number(r.Class), Words.Of(r.Class, heading.Language), r.Opening, r.Debit, r.Credit, r.Closing })],
            new ReportControl(debit, words["finance.ledger.credit"], Money.Sum(rows.Select(r => r.Credit))));
    }

    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public static ReportTable Deposits(AgedList<AgedDeposits> list, ReportHeading heading)
    {
        var words = new Headings(heading);
        ReportColumn[] parts = [.. Ages.Ends.Append(0).Select((_, i) => new ReportColumn(PartName(i, heading.Language), ReportColumnKind.Money, IsTotalled: true))];
        return ReportTable.Of(
            heading,
            [
                words.Text("finance.lot-code"), words.Text("finance.lot"), new(words["finance.books.count"], ReportColumnKind.Integer, IsTotalled: true), .. parts,
                words.Total("finance.books.total"),
            ],
            [.. list.Rows.Select<AgedDeposits, object?[]>(r =>
                [r.LotCode, r.LotId is null ? words["finance.books.no-lot"] : r.LotName, r.Count, .. r.Parts.Select(p => (object?)p), r.Total])],
            new ReportControl(words["finance.books.total"], "2241.01", list.Ledger));
    }

    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public static ReportTable Suspense(AgedList<AgedSuspense> list, ReportHeading heading)
    {
        var words = new Headings(heading);
        return ReportTable.Of(
            heading,
            [
                new(words["finance.value-on"], ReportColumnKind.Date), words.Text("finance.payer"), words.Text("finance.suspense.reason"), words.Text("finance.books.owner"),
                new(words["finance.due-on"], ReportColumnKind.Date), new(words["finance.books.days"], ReportColumnKind.Integer), words.Total("finance.amount"),
            ],
            [.. list.Rows.Select(r => new object?[]
            {
                r.ValueOn, r.Payer.Length > 0 ? r.Payer : words["finance.payer-unknown"], words[r.Reason], r.Owner ?? words[$"post.{Posts.FinanceMaker}"],
                r.DueAtUtc is { } due ? Instants.LastBeijingDay(due) : (DateOnly?)null, r.Days, r.Amount,
            })],
            new ReportControl(words["finance.amount"], "2241.02", list.Ledger));
    }

    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public static ReportTable Unrefunded(AgedList<Unrefunded> list, ReportHeading heading)
    {
        var words = new Headings(heading);
        return ReportTable.Of(
            heading,
            [
                words.Text("finance.lot-code"), words.Text("finance.lot"), words.Text("finance.payee"), words.Text("finance.books.what"), new(words["finance.due-on"], ReportColumnKind.Date),
                words.Text("finance.citation"), new(words["finance.books.late"], ReportColumnKind.Integer), words.Text("finance.state"), words.Total("finance.amount"),
            ],
            [.. list.Rows.Select(r => new object?[]
            {
                r.LotCode, r.LotCode.Length > 0 ? r.LotName : words["finance.books.no-lot"], r.Payee ?? words["finance.books.treasury"],
                words[r.What], r.DueOn, r.Citation, r.Late,
                words[r.IsUnderWay ? "finance.books.under-way" : "finance.books.due"], r.Amount,
            })],
            new ReportControl(words["finance.amount"], "2241.01 + 2241.03 + 2232 + 2241.04 + 2241.07 + 2241.09 + 2241.11 + 2241.12 + 2103.03", list.Ledger));
    }

    private static string PartName(int part, WordsLanguage language) => part < Ages.Ends.Count
        ? Words.Get("finance.books.age", language, part == 0 ? 0 : Ages.Ends[part - 1] + 1, Ages.Ends[part])
        : Words.Get("finance.books.older", language, Ages.Ends[^1]);

    private sealed class Headings(ReportHeading heading)
    {
        public string this[string key] => Words.Get(key, heading.Language);

        public ReportColumn Text(string key) => new(this[key], ReportColumnKind.Text);

        public ReportColumn Total(string key) => new(this[key], ReportColumnKind.Money, IsTotalled: true);
    }
}

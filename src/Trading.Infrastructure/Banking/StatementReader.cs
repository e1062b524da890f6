using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Reads a bank's table, CSV or xlsx, by its profile. Either everything is read, or a refusal names line, column and value. Whether it ties out is
/// said, not decided here.
/// </summary>
public static class StatementReader
{
    /// <exception cref="RuleBrokenException">One of <see cref="BankingRules"/>; nothing of the file is returned.</exception>
    public static BankStatement Read(Stream file, BankProfile profile)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(profile);
        var layout = profile.Statement;
        var table = CsvTable.ReadStatement(file, profile, ColumnsOf(layout.Columns));
        var preamble = new PreambleReader(profile, table.Preamble);
        var (body, totals) = SplitTotals(table.Rows, layout);
        var lines = ReadLines(table, body, layout, preamble.Account);
        var (opening, closing) = Balances(preamble, lines);
        return new BankStatement
        {
            Account = preamble.Account,
            Currency = preamble.Currency,
            Opening = opening,
            Closing = closing,
            Lines = lines,
            EntryCount = lines.Count,
            Difference = TieOut.Difference(opening, closing, lines),
            Faults = TieOut.Faults(opening, closing, lines, totals is null ? null : TotalsOf(table.CellsOfTotals(totals), layout.Columns)),
        };
    }

    private static IEnumerable<string?> ColumnsOf(StatementColumns c) =>
    [
        c.Date, c.Time, c.Debit, c.Credit, c.Amount, c.Flag, c.Balance, c.CounterpartyName, c.CounterpartyAccount, c.CounterpartyBank,
        c.Summary, c.Remark, c.Serial, c.SubAccount, c.ValueDate,
    ];

    private static (IReadOnlyList<TableRow> Body, TableRow? Totals) SplitTotals(IReadOnlyList<TableRow> rows, StatementLayout layout) =>
        layout.TotalsLabel is { } label && rows is [.., var last] && last.FirstFilled.StartsWith(label, StringComparison.Ordinal)
            ? ([.. rows.SkipLast(1)], last)
            : (rows, null);

    private static List<StatementLine> ReadLines(CsvTable table, IReadOnlyList<TableRow> rows, StatementLayout layout, string account)
    {
        var ordered = layout.Order == LineOrder.NewestFirst ? rows.Reverse() : rows;
        var keys = new DedupeKeys(account, layout.SerialsPerDay);
        return [.. ordered.Select(row => LineReader.Read(table.CellsOf(row), layout, keys))];
    }

    private static (Money Opening, Money Closing) Balances(PreambleReader preamble, List<StatementLine> lines)
    {
        var opening = preamble.Opening ?? (lines is [var first, ..] ? first.BalanceAfter - first.Amount : null);
        var closing = preamble.Closing ?? (lines is [.., var last] ? last.BalanceAfter : null);
        return (opening ?? closing) is { } known ? (opening ?? known, closing ?? known) : throw new RuleBrokenException(BankingRules.EmptyStatement);
    }

    private static StatementTotals TotalsOf(CellReader cells, StatementColumns columns) => new(
        cells.Line,
        cells.OptionalAmount(columns.Debit!) ?? Money.Zero,
        cells.OptionalAmount(columns.Credit!) ?? Money.Zero);
}

using System.Globalization;
using CsvHelper;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Simulation;

/// <summary>
/// The bank of the demo, the tests and the replay: writes statements in the form of a profile. It stands for somebody else's system, so texts
/// are written as they are, without regard to spreadsheets.
/// </summary>
public static class StatementWriter
{
    public static void Write(Stream output, BankProfile profile, SimulatedStatement statement)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(statement);
        using var csv = BankCsv.Writer(output, profile);
        WritePreamble(csv, profile, statement);
        var columns = ColumnsOf(profile);
        BankCsv.Row(csv, columns.Select(c => c.Header));
        var rows = Rows(statement);
        foreach (var row in profile.Statement.Order == LineOrder.NewestFirst ? Enumerable.Reverse(rows) : rows)
        {
            BankCsv.Row(csv, columns.Select(c => c.Cell(row)));
        }

        WriteTotals(csv, profile, statement, columns.Select(c => c.Header));
    }

    private static void WritePreamble(CsvWriter csv, BankProfile profile, SimulatedStatement statement)
    {
        var labels = profile.Statement.Preamble;
        (string? Label, string Value)[] filled =
        [
            (labels.Account, statement.Account),
            (labels.Currency, "人民币"),
            (labels.Opening, BankCsv.Amount(profile, statement.Opening)),
            (labels.Closing, BankCsv.Amount(profile, statement.Closing)),
        ];
        var rows = filled.Where(f => f.Label is not null).ToList();
        // Banks print further things; the reader must pass over them.
        for (var extra = rows.Count; extra < profile.Statement.PreambleRows; extra++)
        {
            BankCsv.Row(csv, "账户交易明细");
        }

        rows.ForEach(row => BankCsv.Row(csv, row.Label!, row.Value));
    }

    private static void WriteTotals(CsvWriter csv, BankProfile profile, SimulatedStatement statement, IEnumerable<string> headers)
    {
        if (profile.Statement.TotalsLabel is not { } label)
        {
            return;
        }

        var columns = profile.Statement.Columns;
        var totals = new Dictionary<string, string>
        {
            [columns.Debit!] = BankCsv.Amount(profile, -Sum(statement, IsDebitLine)),
            [columns.Credit!] = BankCsv.Amount(profile, Sum(statement, l => !IsDebitLine(l))),
        };
        BankCsv.Row(csv, headers.Index().Select(h => h.Index == 0 ? label : totals.GetValueOrDefault(h.Item, string.Empty)));
    }

    private static bool IsDebitLine(SimulatedLine line) => line.Amount < Money.Zero != line.IsReversal;

    private static Money Sum(SimulatedStatement statement, Func<SimulatedLine, bool> which) =>
        Money.Sum(statement.Lines.Where(which).Select(l => l.Amount));

    private static List<Row> Rows(SimulatedStatement statement)
    {
        var balance = statement.Opening;
        return [.. statement.Lines.Select(line => new Row(line, balance += line.Amount))];
    }

    private static List<(string Header, Func<Row, string> Cell)> ColumnsOf(BankProfile profile)
    {
        var layout = profile.Statement;
        var c = layout.Columns;
        (string? Header, Func<Row, string> Cell)[] all =
        [
            (c.Serial, r => r.Line.Serial),
            (c.Date, r => Beijing(r, layout.DateFormats[0])),
            (c.Time, r => Beijing(r, layout.TimeFormats[0])),
            (c.Debit, r => r.IsDebit ? BankCsv.Amount(profile, -r.Line.Amount) : string.Empty),
            (c.Credit, r => r.IsDebit ? string.Empty : BankCsv.Amount(profile, r.Line.Amount)),
            (c.Flag, r => r.IsDebit ? layout.DebitFlags[0] : layout.CreditFlags[0]),
            (c.Amount, r => BankCsv.Amount(profile, r.IsDebit ? -r.Line.Amount : r.Line.Amount)),
            (c.Balance, r => BankCsv.Amount(profile, r.Balance)),
            (c.CounterpartyName, r => r.Line.CounterpartyName),
            (c.CounterpartyAccount, r => r.Line.CounterpartyAccount),
            (c.CounterpartyBank, r => r.Line.CounterpartyBank),
            (c.Summary, r => r.Line.Summary),
            (c.Remark, r => r.Line.Remark),
            (c.SubAccount, r => r.Line.SubAccount),
        ];
        return [.. all.Where(column => column.Header is not null).Select(column => (column.Header!, column.Cell))];
    }

    private static string Beijing(Row row, string format) => Instants.ToBeijing(row.Line.BookedUtc).ToString(format, CultureInfo.InvariantCulture);

    private sealed record Row(SimulatedLine Line, Money Balance)
    {
        public bool IsDebit => IsDebitLine(Line);
    }
}

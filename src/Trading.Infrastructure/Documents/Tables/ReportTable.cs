using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>One description of a table that goes out as CSV, spreadsheet and PDF, so that the three cannot differ.</summary>
public sealed class ReportTable
{
    private ReportTable(ReportHeading heading, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, ReportControl? control)
    {
        Heading = heading;
        Columns = columns;
        Rows = rows;
        Control = control;
        Totals = columns.Any(c => c.IsTotalled) ? [.. columns.Select(Total)] : [];
    }

    public ReportHeading Heading { get; }
    public IReadOnlyList<ReportColumn> Columns { get; }
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; }

    /// <summary>The sums of the totalled columns, the word for total in the first column; empty where no column is totalled.</summary>
    public IReadOnlyList<object?> Totals { get; }

    public ReportControl? Control { get; }

    /// <summary>The table, once its values fit their columns and its total is the ledger's.</summary>
    /// <exception cref="RuleBrokenException"><see cref="DocumentRules.ControlTotalDiffers"/>.</exception>
    /// <exception cref="ArgumentException">A row or value does not fit the columns, or two columns share a heading.</exception>
    public static ReportTable Of(
        ReportHeading heading, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, ReportControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.DistinctBy(c => c.Heading).Count() != columns.Count)
        {
            throw new ArgumentException("Two columns share a heading.", nameof(columns));
        }

        foreach (var (index, row) in rows.Index())
        {
            RefuseMisfit(columns, index, row);
        }

        var table = new ReportTable(heading, columns, rows, control);
        table.RefuseUntied();
        return table;
    }

    internal static void RefuseMisfit(IReadOnlyList<ReportColumn> columns, int index, IReadOnlyList<object?> row)
    {
        if (row.Count != columns.Count)
        {
            throw new ArgumentException($"Row {index + 1} has {row.Count} values for {columns.Count} columns.");
        }

        for (var i = 0; i < row.Count; i++)
        {
            if (!columns[i].Accepts(row[i]))
            {
                throw new ArgumentException($"Row {index + 1}, '{columns[i].Heading}': a {row[i]!.GetType().Name} is no {columns[i].Kind}.");
            }
        }
    }

    private void RefuseUntied()
    {
        if (Control is not { } control)
        {
            return;
        }

        var column = Columns.Index().Single(c => c.Item.Heading == control.Heading && c.Item.IsTotalled).Index;
        if (Totals[column] is not Money total)
        {
            throw new ArgumentException($"The column '{control.Heading}' holds no amounts to control.");
        }

        if (total != control.Total)
        {
            throw new RuleBrokenException(DocumentRules.ControlTotalDiffers, control.Total, total, control.Account);
        }
    }

    private object? Total(ReportColumn column, int index) => column.IsTotalled
        ? column.Sum(Rows.Select(r => r[index]))
        : index == 0 ? Words.Get("document.report.total", Heading.Language) : null;
}

using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>A report on paper: A4, upright unless its columns need more; headings on every page, page x of y.</summary>
public sealed class ReportTableDocument(ReportTable table) : IDocument
{
    private const double Size = 8.5;
    private const double CellPadding = 4;
    private const double NarrowestText = 90;
    private static readonly double Margin = Lengths.Millimetres(16);
    private readonly ReportHeading _heading = table.Heading;
    private readonly int[] _longest = [.. table.Columns.Select((_, i) => Longest(table, i))];

    public DocumentMetadata GetMetadata() =>
        new(_heading.Title, _heading.CentreName, string.Join(' ', _heading.Notes), _heading.Language.Tag(), _heading.GeneratedAtUtc);

    public void Compose(PageDescriptor page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var fixedWidths = table.Columns.Index().Sum(c => FixedWidth(c.Index) ?? NarrowestText);
        page.Size(fixedWidths > PageSizes.A4.Width - (2 * Margin) ? PageSizes.A4.Landscape() : PageSizes.A4);
        page.Margin(Margin, Margin, Lengths.Millimetres(12));
        page.DefaultTextStyle(new TextStyle { Size = Size, LineHeight = 1.55 });
        page.Header().PaddingBottom(6).Row(running =>
        {
            running.RelativeItem().Text(_heading.CentreName).FontColour(Colour.Muted);
            running.RelativeItem().Text(_heading.Number).AlignRight().FontColour(Colour.Muted);
        });
        page.Content().Column(Body);
        page.Footer().PaddingTop(6).Text(foot =>
            foot.AlignCentre().FontColour(Colour.Muted).PageNumber((number, pages) => DocumentWords.PageOf(number, pages, _heading.Language)));
    }

    private void Body(ColumnDescriptor body)
    {
        body.Item().Text(_heading.Title).FontSize(16).Bold().StaysWithNext();
        body.Item().PaddingBottom(8).Text(string.Join('　', _heading.Notes)).FontColour(Colour.Muted).StaysWithNext();
        body.Item().Table(Rows);
        body.Item().PaddingTop(8).Text(string.Join('\n', ReportLines.Closing(table)));
    }

    private void Rows(TableDescriptor rows)
    {
        rows.CellPadding(CellPadding, 2);
        rows.ColumnsDefinition(widths =>
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                if (FixedWidth(i) is { } points)
                {
                    widths.Constant(points);
                }
                else
                {
                    widths.Relative(Math.Clamp(_longest[i], 8, 40));
                }
            }
        });
        foreach (var column in table.Columns)
        {
            Aligned(rows.HeaderCell().Text(column.Heading).Bold(), column);
        }

        foreach (var row in table.Rows)
        {
            Cells(rows.Cell, row, isBold: false);
        }

        Cells(rows.TotalCell, table.Totals, isBold: true);
    }

    private void Cells(Func<Container> next, IReadOnlyList<object?> values, bool isBold)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var text = Aligned(next().Text(ReportCell.OnPaper(values[i])), table.Columns[i]);
            _ = isBold ? text.Bold() : text;
        }
    }

    /// <summary>Amounts and numbers stand right, under their heading, so that equal places stand below each other.</summary>
    private static TextBlock Aligned(TextBlock text, ReportColumn column) => column.Kind switch
    {
        ReportColumnKind.Money or ReportColumnKind.Integer => text.AlignRight(),
        ReportColumnKind.Text or ReportColumnKind.Date or ReportColumnKind.Instant => text,
    };

    /// <summary>The width at which no number or date of the column wraps; null for text, which shares the rest.</summary>
    private double? FixedWidth(int column) => table.Columns[column].Kind == ReportColumnKind.Text
        ? null
        : (Math.Max(_longest[column], Math.Min(HalfWidths(table.Columns[column].Heading), 10)) * Size * 0.58) + (2 * CellPadding);

    private static int Longest(ReportTable table, int column) => table.Rows.Append(table.Totals).Where(r => r.Count > 0)
        .Select(row => HalfWidths(ReportCell.OnPaper(row[column]))).Append(4).Max();

    /// <summary>A rough length: Han characters are twice as wide as figures.</summary>
    private static int HalfWidths(string text) => text.EnumerateRunes().Sum(r => r.Value > 0xFF ? 2 : 1);
}

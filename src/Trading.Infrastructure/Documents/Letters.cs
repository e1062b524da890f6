using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents;

/// <summary>What all letters of a centre look like: notices, bills and receipts.</summary>
internal static class Letters
{
    /// <summary>A4 with the margins and the type of a letter.</summary>
    public static void OfLetter(this PageDescriptor page)
    {
        page.Size(PageSizes.A4);
        page.Margin(Lengths.Millimetres(24), Lengths.Millimetres(24), Lengths.Millimetres(15));
        page.DefaultTextStyle(new TextStyle { Family = FontFamily.Serif, Size = 12, LineHeight = 1.8, Colour = Colour.Black });
    }

    /// <summary>A grid of labels and values, the labels as wide as the language needs.</summary>
    public static void OfFacts(this TableDescriptor table, WordsLanguage language)
    {
        table.Lines(TableLines.Grid);
        table.CellPadding(9, 4);
        table.ColumnsDefinition(columns =>
        {
            columns.Constant(language == WordsLanguage.Chinese ? 96 : 140);
            columns.Relative();
        });
    }
}

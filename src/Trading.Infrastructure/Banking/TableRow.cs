using System.Globalization;

namespace Trading.Infrastructure.Banking;

/// <summary>A row of a bank file: the line of the file on which it stands (the first is 1), and its cells.</summary>
internal sealed record TableRow(int Line, IReadOnlyList<string> Cells)
{
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);

    public string FirstFilled => Cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell))?.Trim() ?? string.Empty;

    /// <summary>What a column is called where its name is not known: its number, the first being 1.</summary>
    public static string NumberOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}

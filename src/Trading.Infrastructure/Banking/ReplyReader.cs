using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Reads the bank's reply to a payment file. Either every row is read, or a refusal names line, column and value.</summary>
public static class ReplyReader
{
    /// <summary>
    /// The replies in the order of the file. Whether each belongs to a payment of that amount is for the caller to check. The same
    /// end-to-end id twice, a paid one without its day and a result in unknown words are refused.
    /// </summary>
    /// <exception cref="RuleBrokenException">One of <see cref="BankingRules"/>; nothing of the file is returned.</exception>
    public static IReadOnlyList<PaymentReply> Read(Stream file, BankProfile profile)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(profile);
        var layout = profile.Replies;
        var table = CsvTable.Read(file, profile, preambleRows: 0, [layout.EndToEndId, layout.Amount, layout.Result, layout.PaidOn, layout.Reason]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. table.Rows.Select(row =>
        {
            var cells = table.CellsOf(row);
            var reply = ReadOne(cells, layout);
            return seen.Add(reply.EndToEndId) ? reply : throw cells.Malformed(layout.EndToEndId);
        })];
    }

    private static PaymentReply ReadOne(CellReader cells, ReplyLayout layout) => new(
        cells.Line,
        cells.Required(layout.EndToEndId),
        cells.Amount(layout.Amount),
        IsPaid(cells, layout) ? cells.Date(layout.PaidOn, layout.DateFormats).Day : null,
        cells.Text(layout.Reason));

    private static bool IsPaid(CellReader cells, ReplyLayout layout)
    {
        var result = cells.Cell(layout.Result);
        return layout.PaidWords.Contains(result)
            || (layout.RejectedWords.Contains(result) ? false : throw cells.Malformed(layout.Result));
    }
}

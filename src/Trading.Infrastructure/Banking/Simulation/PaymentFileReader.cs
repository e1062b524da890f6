namespace Trading.Infrastructure.Banking.Simulation;

/// <summary>The simulated bank's side of a payment file.</summary>
public static class PaymentFileReader
{
    /// <summary>The payments of a file in its order, texts as written (an apostrophe that neutralises a formula is still there).</summary>
    public static IReadOnlyList<PaymentOrder> Read(Stream file, BankProfile profile)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(profile);
        var c = profile.Payments;
        var table = CsvTable.Read(file, profile, preambleRows: 0, [c.Sequence, c.EndToEndId, c.PayeeName, c.PayeeAccount, c.PayeeBank, c.Amount, c.PayOn, c.Purpose]);
        return [.. table.Rows.Select(table.CellsOf).Select(cells => new PaymentOrder(
            cells.Required(c.EndToEndId),
            cells.Required(c.PayeeName),
            cells.Number(c.PayeeAccount),
            cells.Text(c.PayeeBank),
            cells.Amount(c.Amount),
            cells.Text(c.Purpose)))];
    }
}

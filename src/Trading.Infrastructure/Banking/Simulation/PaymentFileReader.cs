using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking.Simulation;

/// <summary>A payment file as the simulated bank read it; the number of the message where its form has one.</summary>
public sealed record PaymentInstruction(string? MessageId, IReadOnlyList<PaymentOrder> Payments);

/// <summary>The simulated bank's side of a payment file.</summary>
public static class PaymentFileReader
{
    /// <summary>A file in any form in which banks take payments, told by what is in it.</summary>
    public static PaymentInstruction Read(byte[] file, BankProfile profile)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (BankFileReader.LooksLikeXml(file))
        {
            return ReadMessage(file);
        }

        using var stream = new MemoryStream(file, writable: false);
        return new PaymentInstruction(null, Read(stream, profile));
    }

    /// <summary>The payments of a table in its order, texts as written (an apostrophe that neutralises a formula is still there).</summary>
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

    private static PaymentInstruction ReadMessage(byte[] file)
    {
        var root = IsoXml.Load(file);
        var message = root.Child("CstmrCdtTrfInitn") ?? throw new RuleBrokenException(BankFileRules.UnknownMessage, root.Name.LocalName);
        var field = new IsoFields("pain.001");
        return new PaymentInstruction(message.Text("GrpHdr", "MsgId"), [.. message.Children("PmtInf").SelectMany(p => p.Children("CdtTrfTxInf")).Select(p => new PaymentOrder(
            p.Text("PmtId", "EndToEndId") ?? "", p.Text("Cdtr", "Nm") ?? "", CamtReader.AccountOf(p.Child("CdtrAcct")), p.Text("CdtrAgt", "FinInstnId", "Nm") ?? "",
            new Money(field.Amount(p.Child("Amt")!, "InstdAmt").Units), p.Text("RmtInf", "Ustrd") ?? ""))]);
    }
}

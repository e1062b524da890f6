using System.Globalization;
using CsvHelper;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Writing CSV as banks do: CRLF, quotes where needed, the profile's encoding and unit.</summary>
internal static class BankCsv
{
    private static readonly CsvWriterOptions Options = new() { ValidateFieldCount = false };

    public static CsvWriter Writer(Stream output, BankProfile profile) =>
        CsvWriter.Create(new StreamWriter(output, BankEncoding.Of(profile.Encoding), leaveOpen: true), Options);

    public static void Row(CsvWriter csv, params IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }

    /// <summary>12345.60 in yuan, 1234560 in fen.</summary>
    public static string Amount(BankProfile profile, Money amount) => profile.Unit switch
    {
        AmountUnit.Yuan => (amount.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        AmountUnit.Fen => amount.Fen.ToString(CultureInfo.InvariantCulture),
    };
}

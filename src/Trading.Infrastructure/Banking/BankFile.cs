namespace Trading.Infrastructure.Banking;

/// <summary>What a bank's file is.</summary>
public enum BankFileFormat
{
    /// <summary>A table of lines, read by a mapping profile.</summary>
    Csv,

    /// <summary>The same as a spreadsheet.</summary>
    Xlsx,

    /// <summary>An account report within the day: provisional, never booked.</summary>
    Camt052,

    /// <summary>The statement of an account.</summary>
    Camt053,

    /// <summary>A notification of single entries: an answer to payments, never booked as a statement.</summary>
    Camt054,

    /// <summary>The statement of an account in SWIFT's older form.</summary>
    Mt940,
}

/// <summary>A bank's file as read, with all of its statements, each proved in its own currency.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Statements">In the order of the file.</param>
/// <param name="Profile">The key of the mapping profile by which it was read; null where the file tells its own form.</param>
public sealed record BankFile(BankFileFormat Format, IReadOnlyList<BankStatement> Statements, string? Profile = null)
{
    /// <summary>Whether its statements may be booked: a report within the day is provisional, and a notification is no statement.</summary>
    public bool IsBookable => Format is not (BankFileFormat.Camt052 or BankFileFormat.Camt054);
}

/// <summary>The names of formats as banks write them.</summary>
public static class BankFileFormats
{
    public static string Text(this BankFileFormat format) => format switch
    {
        BankFileFormat.Csv => "csv",
        BankFileFormat.Xlsx => "xlsx",
        BankFileFormat.Camt052 => "camt.052",
        BankFileFormat.Camt053 => "camt.053",
        BankFileFormat.Camt054 => "camt.054",
        BankFileFormat.Mt940 => "MT940",
    };
}

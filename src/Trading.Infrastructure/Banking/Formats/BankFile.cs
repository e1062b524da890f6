namespace Trading.Infrastructure.Banking.Formats;

/// <summary>What a bank's file is.</summary>
public enum BankFileFormat
{
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
public sealed record BankFile(BankFileFormat Format, IReadOnlyList<AccountStatement> Statements);

/// <summary>Why a statement does not prove itself.</summary>
public enum StatementDoubt
{
    /// <summary>There is no opening booked balance.</summary>
    NoOpening,

    /// <summary>There is no closing booked balance.</summary>
    NoClosing,

    /// <summary>Opening balance and booked entries do not give the closing balance.</summary>
    Difference,

    /// <summary>Amounts stand in more than one currency.</summary>
    MixedCurrencies,
}

/// <summary>One statement of one account. Amounts are minor units of <paramref name="Currency"/>, money in positive.</summary>
/// <param name="Id">The bank's name for it; empty where it gives none.</param>
/// <param name="Sequence">The statement's number in the row of the account's statements; null where the bank gives none.</param>
/// <param name="Account">The account number as the bank writes it, without spaces.</param>
/// <param name="Currency">ISO 4217; empty where nothing tells it.</param>
/// <param name="FromDay">The day of the opening balance; null where there is none.</param>
/// <param name="ToDay">The day of the closing balance; null where there is none.</param>
/// <param name="Opening">The booked balance before the first entry; null where it is not stated.</param>
/// <param name="Closing">The booked balance after the last entry; null where it is not stated.</param>
/// <param name="Entries">All entries, booked and pending, in the order of the file; those that gather several payments in their parts.</param>
/// <param name="BalanceCurrencies">The currencies of the two balances.</param>
public sealed record AccountStatement(
    string Id, string? Sequence, string Account, string Currency, DateOnly? FromDay, DateOnly? ToDay, long? Opening, long? Closing,
    IReadOnlyList<StatementEntry> Entries, IReadOnlyList<string> BalanceCurrencies)
{
    /// <summary>How many entries the bank has written; payments that it booked together are one.</summary>
    public int EntryCount => Entries.Select(e => e.EntryLine).Distinct().Count();

    /// <summary>The entries that count: those that the bank has booked.</summary>
    public IEnumerable<StatementEntry> Booked => Entries.Where(e => e.IsBooked);

    /// <summary>
    /// Closing balance less what follows from opening balance and booked entries: what the entries leave unexplained. Null where a balance is
    /// missing or currencies are mixed.
    /// </summary>
    public long? Difference => IsMixed ? null : Closing - (Opening + Booked.Sum(e => e.Amount));

    /// <summary>Everything that stands against booking it; empty where it ties out.</summary>
    public IReadOnlyList<StatementDoubt> Doubts =>
    [
        .. Opening is null ? [StatementDoubt.NoOpening] : (StatementDoubt[])[],
        .. Closing is null ? [StatementDoubt.NoClosing] : (StatementDoubt[])[],
        .. Difference is not (null or 0) ? [StatementDoubt.Difference] : (StatementDoubt[])[],
        .. IsMixed ? [StatementDoubt.MixedCurrencies] : (StatementDoubt[])[],
    ];

    /// <summary>Whether both balances are stated and follow from the entries.</summary>
    public bool TiesOut => Doubts.Count == 0;

    private bool IsMixed => BalanceCurrencies.Concat(Booked.Select(e => e.Currency)).Any(c => c != Currency);
}

/// <summary>One entry of a statement. Texts are empty, not null, where the bank says nothing.</summary>
public sealed record StatementEntry
{
    /// <summary>The line of the file on which it begins.</summary>
    public required int Line { get; init; }

    /// <summary>The line on which the bank's own entry begins: payments that the bank booked together share it.</summary>
    public required int EntryLine { get; init; }

    /// <summary>The day of the booking.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>The day from which it bears interest.</summary>
    public required DateOnly ValueOn { get; init; }

    /// <summary>What it adds to the balance, in minor units: money in positive, money out negative.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>Whether it undoes an earlier entry: of money in where the amount is negative.</summary>
    public bool IsReversal { get; init; }

    /// <summary>False for entries that are pending or for information: they count in no balance.</summary>
    public bool IsBooked { get; init; } = true;

    /// <summary>The bank's reference; empty where it gives none.</summary>
    public string BankReference { get; init; } = "";

    /// <summary>The payer's own reference (EndToEndId); empty where there is none.</summary>
    public string EndToEndId { get; init; } = "";

    public string CounterpartyName { get; init; } = "";
    public string CounterpartyAccount { get; init; } = "";
    public string CounterpartyBank { get; init; } = "";

    /// <summary>What the payer wrote.</summary>
    public string Remark { get; init; } = "";
}

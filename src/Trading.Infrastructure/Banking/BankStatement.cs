using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>One line of a statement. Texts are empty, not null, where the bank says nothing.</summary>
public sealed record StatementLine
{
    /// <summary>The line of the file on which it stands.</summary>
    public required int Row { get; init; }

    /// <summary>The Beijing day of the booking.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>The instant of the booking, to the second; null where the bank gives only the day.</summary>
    public required DateTime? BookedUtc { get; init; }

    /// <summary>Whether the bank lists it among the money out. A reversal (红字) is a negative amount on its own side.</summary>
    public required bool IsDebit { get; init; }

    /// <summary>What the line adds to the balance: money in is positive, money out negative, never zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>The balance that the bank states after the line.</summary>
    public required Money BalanceAfter { get; init; }

    public required string CounterpartyName { get; init; }
    public required string CounterpartyAccount { get; init; }
    public required string CounterpartyBank { get; init; }
    public required string Summary { get; init; }
    public required string Remark { get; init; }

    /// <summary>The bank's serial number; null where it gives none.</summary>
    public required string? Serial { get; init; }

    /// <summary>The sub-account that was paid into; null where the bank names none.</summary>
    public required string? SubAccount { get; init; }

    /// <summary>
    /// The same for the same line in every file of the same account, and for no other: under a unique index together with the account, a line
    /// is booked once. The bank's serial number, or a hash of account, day, amount, balance and how many equal lines came before it in the file.
    /// Where the bank counts serial numbers anew each day, the day and the number. At most 207 characters.
    /// </summary>
    public required string DedupeKey { get; init; }
}

/// <summary>In which way a statement contradicts itself.</summary>
public enum StatementFaultKind
{
    /// <summary>A line's balance is not the balance before it and its amount.</summary>
    RunningBalance,

    /// <summary>Opening balance and all lines do not give the closing balance.</summary>
    Closing,

    /// <summary>The totals row's money out is not that of the lines.</summary>
    TotalDebit,

    /// <summary>The totals row's money in is not that of the lines.</summary>
    TotalCredit,

    /// <summary>A serial number occurs twice: perhaps a line copied, perhaps two bookings under one number; a person decides.</summary>
    SerialTwice,

    /// <summary>An earlier statement brought the serial number with another day or amount: another booking under one number; a person decides.</summary>
    SerialKnown,

    /// <summary>The line is booked on a day that has not come.</summary>
    FutureDay,
}

/// <summary>A contradiction: where, what followed from the lines, and what the bank states.</summary>
public sealed record StatementFault(StatementFaultKind Kind, int Row, Money Expected, Money Found)
{
    /// <summary>Whether people may decide that the statement is right all the same: of serial numbers, never of sums and days.</summary>
    public bool IsForPeople => Kind is StatementFaultKind.SerialTwice or StatementFaultKind.SerialKnown;

    /// <summary>Whether the difference is one of sums; otherwise it is, or may be, the amount of one line.</summary>
    public bool IsOfSums => Kind is StatementFaultKind.Closing or StatementFaultKind.TotalDebit or StatementFaultKind.TotalCredit;
}

/// <summary>A statement as read, lines oldest first. One that does not tie out is to be held, not booked.</summary>
/// <param name="Account">The account number above the header, without spaces.</param>
/// <param name="Currency">Always CNY: other currencies are refused.</param>
/// <param name="Opening">The balance before the first line, as stated, or as it follows from that line.</param>
/// <param name="Closing">The balance after the last line, as stated, or that line's.</param>
/// <param name="Lines">The lines, oldest first.</param>
/// <param name="Difference">Opening balance plus all lines minus closing balance.</param>
/// <param name="Faults">Every contradiction found; empty where it ties out.</param>
public sealed record BankStatement(
    string Account,
    string Currency,
    Money Opening,
    Money Closing,
    IReadOnlyList<StatementLine> Lines,
    Money Difference,
    IReadOnlyList<StatementFault> Faults)
{
    /// <summary>Whether every balance, the closing balance and the totals follow from the lines, and no serial number occurs twice.</summary>
    public bool TiesOut => Faults.Count == 0;
}

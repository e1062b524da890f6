using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>One line of a statement. Texts are empty, not null, where the bank says nothing.</summary>
public sealed record StatementLine
{
    /// <summary>The line of the file on which it stands.</summary>
    public required int Row { get; init; }

    /// <summary>The day of the booking: the Beijing day, or as the bank writes it.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>The day from which it bears interest; null where the bank gives only that of the booking.</summary>
    public DateOnly? ValueOn { get; init; }

    /// <summary>The day on which its money counts (起息日): the bank's value day, and where it gives none the day of the booking.</summary>
    public DateOnly CountsOn => ValueOn ?? BookedOn;

    /// <summary>All in which a number may have been written by whoever paid or by the bank.</summary>
    public string Written => $"{EndToEndId} {Remark} {Summary}";

    /// <summary>The instant of the booking, to the second; null where the bank gives only the day.</summary>
    public required DateTime? BookedUtc { get; init; }

    /// <summary>Whether the bank lists it among the money out. A reversal (红字) is a negative amount on its own side.</summary>
    public required bool IsDebit { get; init; }

    /// <summary>Whether it undoes an earlier line.</summary>
    public bool IsReversal => IsDebit != Amount < Money.Zero;

    /// <summary>What the line adds to the balance, in minor units of the statement's currency: money in is positive, money out negative, never zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>The balance after the line: as the bank states it, or, in formats that state none, as it follows from the lines before.</summary>
    public required Money BalanceAfter { get; init; }

    public required string CounterpartyName { get; init; }
    public required string CounterpartyAccount { get; init; }
    public required string CounterpartyBank { get; init; }
    public required string Summary { get; init; }
    public required string Remark { get; init; }

    /// <summary>The payer's own reference, in our payments their number; empty where there is none.</summary>
    public string EndToEndId { get; init; } = "";

    /// <summary>The bank's serial number or reference; null where it gives none.</summary>
    public required string? Serial { get; init; }

    /// <summary>In what it was paid, where the bank says it (docs/bank-profiles.md); a transfer where it says nothing.</summary>
    public DepositForm Form { get; init; } = DepositForm.Transfer;

    /// <summary>The sub-account that was paid into; null where the bank names none.</summary>
    public required string? SubAccount { get; init; }

    /// <summary>
    /// The same for the same line in every file of the same account, and for no other: under a unique index together with the account, a line
    /// is booked once. The bank's serial number, or a hash of account, day, amount, balance and how many equal lines came before it in the file.
    /// Where the bank counts serial numbers anew each day, the day and the number. At most 207 characters. In formats that refer to payments rather than
    /// number lines, a hash of account, reference, day, amount and how many equal lines came before it.
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

    /// <summary>The line counts on a day too far from that of its booking, before or after it: perhaps a slip of the bank; a person decides.</summary>
    ValueDayFar,

    /// <summary>There is no opening booked balance.</summary>
    NoOpening,

    /// <summary>There is no closing booked balance.</summary>
    NoClosing,

    /// <summary>Amounts stand in more than one currency.</summary>
    MixedCurrencies,
}

/// <summary>A contradiction: where, what followed from the lines, and what the bank states.</summary>
public sealed record StatementFault(StatementFaultKind Kind, int Row, Money Expected, Money Found)
{
    /// <summary>Whether people may decide that the statement is right all the same: of serial numbers and value days, never of sums and days of booking.</summary>
    public bool IsForPeople => Kind is StatementFaultKind.SerialTwice or StatementFaultKind.SerialKnown or StatementFaultKind.ValueDayFar;

    /// <summary>Whether the difference is one of sums; otherwise it is, or may be, the amount of one line.</summary>
    public bool IsOfSums => Kind is StatementFaultKind.Closing or StatementFaultKind.TotalDebit or StatementFaultKind.TotalCredit;
}

/// <summary>
/// A statement of one account as read, whatever the format. Amounts are minor units of its currency. One that does not tie out is to be held, not booked.
/// </summary>
public sealed record BankStatement
{
    /// <summary>The bank's name for it; empty where it gives none.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its number in the row of the account's statements; null where the bank gives none.</summary>
    public string? Sequence { get; init; }

    /// <summary>The account number, without spaces.</summary>
    public required string Account { get; init; }

    /// <summary>ISO 4217; empty where nothing tells it.</summary>
    public required string Currency { get; init; }

    /// <summary>The day of the opening balance; null where the bank gives none.</summary>
    public DateOnly? OpeningDay { get; init; }

    /// <summary>The day of the closing balance; null where the bank gives none.</summary>
    public DateOnly? ClosingDay { get; init; }

    /// <summary>The balance before the first line, as stated, or in a table as it follows from that line; null where nothing tells it.</summary>
    public required Money? Opening { get; init; }

    /// <summary>The balance after the last line, as stated, or in a table that line's; null where nothing tells it.</summary>
    public required Money? Closing { get; init; }

    /// <summary>What the bank has booked, oldest first; payments that it booked together each for itself where their amounts are told.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>How many entries the bank has written, pending ones too; payments that it booked together are one.</summary>
    public required int EntryCount { get; init; }

    /// <summary>
    /// Closing balance less what follows from opening balance and lines; null where a balance is missing. By the figures alone where currencies are mixed.
    /// </summary>
    public required Money? Difference { get; init; }

    /// <summary>Every contradiction found; empty where it ties out.</summary>
    public required IReadOnlyList<StatementFault> Faults { get; init; }

    /// <summary>Whether every balance and total follows from the lines, all in one currency, and no serial number occurs twice.</summary>
    public bool TiesOut => Faults.Count == 0;

    /// <summary>The days of its lines, or of its balances where it has none; null where nothing tells a day.</summary>
    public (DateOnly From, DateOnly To)? Days => Lines.Count > 0
        ? (Lines.Min(l => l.BookedOn), Lines.Max(l => l.BookedOn))
        : (ClosingDay ?? OpeningDay) is { } day ? (day, day) : null;
}

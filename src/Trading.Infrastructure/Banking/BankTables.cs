using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>A bank account of a centre.</summary>
public sealed class BankAccount
{
    /// <summary>The currency in which deposits and fees are asked, refunds paid and reports summed.</summary>
    public const string Renminbi = "CNY";

    public long Id { get; init; }
    public long CentreId { get; init; }
    public required string Name { get; init; }
    public required string BankName { get; init; }
    public required string Number { get; init; }

    /// <summary>ISO 4217. Statements are booked only to an account of their currency; its entries are in that currency's minor units.</summary>
    public required string Currency { get; init; }

    /// <summary>The mapping profile of its statement files.</summary>
    public required string Profile { get; init; }

    /// <summary>The form in which its bank takes payment files; what was sent in another form before stays as it was sent.</summary>
    public PaymentFormat PaymentFormat { get; set; }
}

public enum StatementState
{
    /// <summary>It ties out and its lines are booked.</summary>
    Booked,

    /// <summary>It contradicts something: kept, with the difference, and nothing of it booked, until two people decide.</summary>
    Held,

    /// <summary>Two people have refused it: nothing of it is ever booked.</summary>
    Refused,
}

/// <summary>
/// One statement of a bank account, of a file that may hold several. The file itself is sealed: it would tell who paid for an unopened lot. Shown is whether it ties out and,
/// if not, by how much.
/// </summary>
public sealed class BankStatementRow
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }
    public DateOnly FromDay { get; init; }
    public DateOnly ToDay { get; init; }
    public StatementState State { get; set; }

    /// <summary>Closing balance less opening balance and lines, in minor units of the account's currency; null where a balance is missing.</summary>
    public Money? Difference { get; init; }

    public BankFileFormat Format { get; init; }

    /// <summary>The profile by which the file was read; null where it tells its own form.</summary>
    public string? Profile { get; init; }

    /// <summary>Which statement of the file it is, from 1.</summary>
    public int Place { get; init; } = 1;

    /// <summary>How it followed the account's statements when it came.</summary>
    public Succession Succession { get; init; }

    /// <summary>Opening and closing balance and the file's text, sealed under a key outside the database.</summary>
    public required byte[] SealedFile { get; init; }

    /// <summary>SHA-256 of the file, keyed: the same file twice is told from two files without being guessed.</summary>
    public required string FileTag { get; init; }
    public long? ImportedBy { get; init; }
    public DateTime ImportedAtUtc { get; init; }
}

public enum BankLineState
{
    /// <summary>
    /// Matched to a deposit by sub-account and payer, without a person, or by two people from suspense; for which one is sealed until the opening.
    /// </summary>
    Deposit,

    /// <summary>Matched to a fee.</summary>
    Fee,

    /// <summary>Matched to a price plan by sub-account and payer.</summary>
    Price,

    /// <summary>The treasury's return of a share, by its number and amount.</summary>
    TreasuryReturn,

    /// <summary>What the treasury gives back of a fee, by the number and amount of the application.</summary>
    TreasuryRefund,

    /// <summary>Interest paid by the bank on the account.</summary>
    Interest,

    /// <summary>One of our own payments leaving the account, or coming back unpaid; the payment reply books it.</summary>
    OwnPayment,

    /// <summary>One of our own payments that the bank had made, coming back: what it repaid is owed again.</summary>
    PaymentReturned,

    /// <summary>Nobody may say for what it is: shown to finance by payer, amount and time.</summary>
    Suspense,

    /// <summary>A return to the payer's account is under way.</summary>
    Returning,

    /// <summary>Returned to the account that it came from.</summary>
    Returned,

    /// <summary>Money that left the account and is none of our payments, such as a charge of the bank.</summary>
    Unexplained,

    /// <summary>Taken back by the bank, or the line that took it back: nothing is left of either.</summary>
    Reversed,
}

/// <summary>How a statement follows the one of its account before it, as booked by then.</summary>
public enum Succession
{
    /// <summary>None of the account is booked that begins before it ends.</summary>
    First,

    /// <summary>It opens with the balance with which the one before it closed.</summary>
    Follows,

    /// <summary>It opens with another balance: a statement between the two is missing.</summary>
    Gap,

    /// <summary>It has days or lines of the one before it again.</summary>
    Overlap,
}

/// <summary>
/// One line of a statement as it was booked, once. Payer stands in clear only where a person must see it (suspense), or where it may have to go back (a fee). What the payer wrote never
/// does: it may name a lot that is not opened; it stays in the sealed file.
/// </summary>
public sealed class BankLine
{
    public Guid Id { get; init; }
    public Guid StatementId { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }

    /// <summary>Keyed hash of the line's dedupe key: the same line in two files is booked once.</summary>
    public required string DedupeTag { get; init; }

    /// <summary>The day on which the bank booked it: its balances are of these days.</summary>
    public DateOnly BookedOn { get; init; }

    /// <summary>The day on which its money counts, and of its entries (docs/adr/0015). Of a payment of ours, which its reply books, the day of the booking.</summary>
    public DateOnly ValueOn { get; init; }

    /// <summary>Positive in, negative out.</summary>
    public Money Amount { get; init; }
    public BankLineState State { get; set; }
    public string? PayerName { get; set; }
    public string? PayerAccount { get; set; }
    public string? PayerBank { get; set; }

    /// <summary>Keyed hash of line, payer's name and account: a payer changed in the database is noticed before money goes to him.</summary>
    public string? PayerCheck { get; set; }

    /// <summary>In what it was paid, of money that is or was in suspense; null of all else.</summary>
    public DepositForm? Form { get; set; }

    /// <summary>What the bank says of money that left the account unexplained.</summary>
    public string? Remark { get; init; }

    /// <summary>Why it is or was in suspense, or what finance has to do about money out: a words key.</summary>
    public string? Reason { get; init; }

    /// <summary>The payment of ours that the line shows; with the amount unique, so that a payment explains one line out and one line back.</summary>
    public string? EndToEndId { get; set; }
    public DateTime BookedAtUtc { get; init; }

    /// <summary>Two people have found what it is for. Of a deposit the payer stands in clear no more: sealed, it is with the deposit.</summary>
    public void Match(BankLineState state)
    {
        State = state;
        if (state == BankLineState.Deposit)
        {
            (PayerName, PayerAccount, PayerBank, PayerCheck, Form) = (null, null, null, null, null);
        }
    }
}

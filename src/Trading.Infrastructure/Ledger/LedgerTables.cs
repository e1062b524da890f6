using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Ledger;

/// <summary>One account of one centre: a class of the chart, what it is for, and its currency.</summary>
public sealed class Account
{
    public long Id { get; init; }
    public long CentreId { get; init; }
    public AccountClass Class { get; init; }
    public required string Subject { get; init; }
    public required string Currency { get; init; }
}

/// <summary>
/// The posted balance and the open holds of an account that may not be overdrawn, both as credits in fen. It always equals the sum of the
/// account's postings and open holds; the database refuses <c>posted - held &lt; 0</c>.
/// </summary>
public sealed class AccountBalance
{
    public long AccountId { get; init; }
    public Money Posted { get; init; }
    public Money Held { get; init; }
}

/// <summary>A sealed, append-only entry. Rows are written by <see cref="LedgerPoster"/> alone.</summary>
public sealed class JournalEntry
{
    public long Id { get; init; }
    public long CentreId { get; init; }
    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }
    public DateOnly ValueOn { get; init; }

    /// <summary>
    /// The accounting day (记账日), in Beijing: the value day while its month is open for the centre, else the first day after the last closed month. The
    /// database refuses any other.
    /// </summary>
    public DateOnly PostedOn { get; init; }
    public DateTime BookedAtUtc { get; init; }
    public long? ReversesId { get; init; }
    public required byte[] RequestHash { get; init; }
    public List<Posting> Postings { get; init; } = [];
}

/// <summary>One line of an entry: positive is a debit, negative a credit, in fen.</summary>
public sealed class Posting
{
    public long EntryId { get; init; }
    public int Line { get; init; }
    public long AccountId { get; init; }
    public Money Amount { get; init; }
}

/// <summary>Says that an entry is complete and balanced; nothing can be added to it afterwards.</summary>
public sealed class EntrySeal
{
    public long EntryId { get; init; }
}

/// <summary>A sealed entry that has no link yet. The database adds the row with the seal; <see cref="Chainer"/> takes it away with the link.</summary>
public sealed class UnchainedEntry
{
    public long EntryId { get; init; }
}

/// <summary>The place of a sealed entry in the chain of hashes.</summary>
public sealed class EntryLink
{
    public long Seq { get; init; }
    public long EntryId { get; init; }
    public required byte[] PrevHash { get; init; }
    public required byte[] Hash { get; init; }
    public DateTime LinkedAtUtc { get; init; }
}

public enum HoldState
{
    Open,
    Captured,
    Released,
    Split,
}

/// <summary>An amount of a limited account that is bound to a lot until it is captured (kept) or released, once; parts sum to the whole.</summary>
public sealed class Hold
{
    public Guid Id { get; init; }
    public long AccountId { get; init; }
    public long LotId { get; init; }
    public Money Amount { get; init; }
    public Money Captured { get; init; }
    public Money Released { get; init; }
    public HoldState State { get; init; }
    public DateTime OpenedAtUtc { get; init; }
    public DateTime? ResolvedAtUtc { get; init; }
}

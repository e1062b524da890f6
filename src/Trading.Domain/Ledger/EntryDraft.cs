using Trading.Domain.Shared;

namespace Trading.Domain.Ledger;

/// <summary>An account named by what it is for. The ledger creates it when it is first posted to.</summary>
public readonly record struct AccountName(AccountClass Class, string Subject, string Currency = "CNY")
{
    public static AccountName Bank(long bankAccountId) => new(AccountClass.Bank, bankAccountId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    public static AccountName DepositHeld(Guid participation) => new(AccountClass.DepositHeld, participation.ToString("N"));
    public static AccountName Suspense(Guid bankLine) => new(AccountClass.Suspense, bankLine.ToString("N"));
    public static AccountName OutgoingUnexplained(Guid bankLine) => new(AccountClass.OutgoingUnexplained, bankLine.ToString("N"));
    public static AccountName RepaymentInTransit(Guid batch) => new(AccountClass.RepaymentInTransit, batch.ToString("N"));
    public static AccountName InterestPayable(Guid participation) => new(AccountClass.InterestPayable, participation.ToString("N"));
    public static AccountName InterestEarned(long bankAccountId) => new(AccountClass.InterestEarned, bankAccountId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    public static AccountName LateRefundCost(Guid participation) => new(AccountClass.LateRefundCost, participation.ToString("N"));
    public static AccountName FeeReceivable(Guid charge) => new(AccountClass.FeeReceivable, charge.ToString("N"));
    public static AccountName FeeIncome(string kind) => new(AccountClass.FeeIncome, kind);
    public static AccountName TreasuryOwed(string kind) => new(AccountClass.TreasuryOwed, kind);
    public static AccountName TreasuryPending(string kind) => new(AccountClass.TreasuryPending, kind);
    public static AccountName TreasuryGrant(string kind) => new(AccountClass.TreasuryGrant, kind);
}

/// <summary>One side of an entry: a debit where the amount is positive, a credit where it is negative, in fen.</summary>
public readonly record struct PostingDraft(AccountName Account, Money Amount);

/// <summary>
/// An entry as a procedure event wants it, checked before the database sees it: at least two postings, none zero, every currency summing to zero.
/// </summary>
public sealed record EntryDraft
{
    private EntryDraft(string key, string kind, string subject, DateOnly valueOn, IReadOnlyList<PostingDraft> postings, string? reversesKey)
    {
        Key = key;
        Kind = kind;
        Subject = subject;
        ValueOn = valueOn;
        Postings = postings;
        ReversesKey = reversesKey;
    }

    /// <summary>The idempotency key, unique in the database: the same event can be posted once only, however often it is told.</summary>
    public string Key { get; }

    /// <summary>Why: a kind from <see cref="EntryKinds"/>.</summary>
    public string Kind { get; }

    /// <summary>What it is about: a participation, a bank line, a lot; never a bidder's name.</summary>
    public string Subject { get; }

    /// <summary>The Beijing day on which the money counts; the day of booking may be later.</summary>
    public DateOnly ValueOn { get; }

    public IReadOnlyList<PostingDraft> Postings { get; }

    /// <summary>The key of the entry that this one undoes; an entry is reversed once.</summary>
    public string? ReversesKey { get; }

    /// <exception cref="RuleBrokenException"><c>ledger.too-few-postings</c>, <c>ledger.unbalanced</c></exception>
    public static EntryDraft Of(string key, string kind, string subject, DateOnly valueOn, params PostingDraft[] postings) =>
        Checked(key, kind, subject, valueOn, postings, reversesKey: null);

    /// <summary>Money goes from one account to another: a credit of the first, a debit of the second. It cannot be unbalanced.</summary>
    public static EntryDraft Transfer(string key, string kind, string subject, DateOnly valueOn, AccountName credit, AccountName debit, Money amount) =>
        Of(key, kind, subject, valueOn, new PostingDraft(debit, amount), new PostingDraft(credit, -amount));

    /// <summary>The same entry on the accounts of a currency, its amounts in that currency's minor units.</summary>
    public EntryDraft In(string currency) =>
        Checked(Key, Kind, Subject, ValueOn, [.. Postings.Select(p => p with { Account = p.Account with { Currency = currency } })], ReversesKey);

    /// <summary>The entry that undoes another, line by line, under a key derived from it.</summary>
    public EntryDraft Reversal(DateOnly valueOn) =>
        Checked($"reverse:{Key}", EntryKinds.Reversal, Subject, valueOn, [.. Postings.Select(p => p with { Amount = -p.Amount })], Key);

    /// <summary>SHA-256 of everything the caller asked for: the same key with another hash is a different request and is refused.</summary>
    public byte[] RequestHash(long centreId)
    {
        var bytes = new CanonicalBytes().Add(centreId).Add(Key).Add(Kind).Add(Subject).Add(ValueOn).Add(ReversesKey);
        foreach (var posting in Postings)
        {
            bytes.Add(posting.Account.Class.ToString()).Add(posting.Account.Subject).Add(posting.Account.Currency).Add(posting.Amount);
        }

        return bytes.Sha256();
    }

    private static EntryDraft Checked(string key, string kind, string subject, DateOnly valueOn, PostingDraft[] postings, string? reversesKey)
    {
        if (postings.Length < 2 || postings.Any(p => p.Amount.IsZero))
        {
            throw new RuleBrokenException(LedgerRules.TooFewPostings, key);
        }

        foreach (var currency in postings.GroupBy(p => p.Account.Currency))
        {
            var sum = Money.Sum(currency.Select(p => p.Amount));
            if (!sum.IsZero)
            {
                throw new RuleBrokenException(LedgerRules.Unbalanced, key, currency.Key, sum);
            }
        }

        return new EntryDraft(key, kind, subject, valueOn, postings, reversesKey);
    }
}

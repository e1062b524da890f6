namespace Trading.Domain.Ledger;

/// <summary>What the ledger refuses. docs/ledger.md says where each is enforced.</summary>
public static class LedgerRules
{
    /// <summary>The postings of an entry do not add up to zero in some currency.</summary>
    public const string Unbalanced = "ledger.unbalanced";

    /// <summary>An entry has at least two postings, none of them zero.</summary>
    public const string TooFewPostings = "ledger.too-few-postings";

    /// <summary>The same idempotency key came again with other content.</summary>
    public const string KeyReused = "ledger.key-reused";

    /// <summary>The account has less available (posted less held) than the entry or hold would take.</summary>
    public const string NotAvailable = "ledger.not-available";
}

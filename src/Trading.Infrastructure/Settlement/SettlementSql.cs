namespace Trading.Infrastructure.Settlement;

/// <summary>
/// What the settlement's queries say by hand, in words that both databases know. CROSS JOIN has SQLite walk from few accounts to their postings and entries, whatever
/// it knows of the tables; to PostgreSQL it is a join as any other.
/// </summary>
internal static class SettlementSql
{
    /// <summary>Interest that went to bidders, from the accounts on which it was earned, with the lots of their deposits; of centre {0} and value days {1} to {2}.</summary>
    public static readonly string Interest = $"""
        SELECT d.lot_id AS lot, p.amount AS fen FROM account a CROSS JOIN posting p CROSS JOIN journal_entry e CROSS JOIN deposit d
        WHERE a.centre_id = {"{0}"} AND a.class = 'InterestEarned' AND a.currency = 'CNY' AND p.account_id = a.id AND e.id = p.entry_id AND e.value_on >= {"{1}"} AND e.value_on <= {"{2}"}
          AND {Subject("d.participation_id")} = e.subject AND NOT d.refunds_apart
        """;

    /// <summary>What moved the accounts of class {3}, of centre {0} and value days {1} to {2}.</summary>
    public const string Moved = """
        SELECT e.kind AS kind, p.amount AS fen FROM account a CROSS JOIN posting p CROSS JOIN journal_entry e
        WHERE a.centre_id = {0} AND a.class = {3} AND a.currency = 'CNY' AND p.account_id = a.id AND e.id = p.entry_id AND e.value_on >= {1} AND e.value_on <= {2}
        """;

    /// <summary>A random number as the journal writes it, 32 lower-case digits: SQLite keeps it as text in capitals, PostgreSQL as uuid. Deposits and fees have an index of exactly this (Guards).</summary>
    public static string Subject(string column) => $"CAST(REPLACE(LOWER(CAST({column} AS TEXT)), '-', '') AS TEXT)";
}

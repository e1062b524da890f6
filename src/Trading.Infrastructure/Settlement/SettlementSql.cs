namespace Trading.Infrastructure.Settlement;

/// <summary>What the settlement's queries say by hand, in words that both databases know.</summary>
internal static class SettlementSql
{
    /// <summary>A random number as the journal writes it, 32 lower-case digits: SQLite keeps it as text in capitals, PostgreSQL as uuid.</summary>
    public static string Subject(string column) => $"REPLACE(LOWER(CAST({column} AS TEXT)), '-', '')";
}

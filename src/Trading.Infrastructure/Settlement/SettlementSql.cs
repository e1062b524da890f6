using System.Globalization;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Infrastructure.Ledger;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// What the settlement's queries say by hand, in words that both databases know. CROSS JOIN has SQLite walk from few accounts to their postings and entries, whatever
/// it knows of the tables; to PostgreSQL it is a join as any other. Accounts that everything goes through are named by number: a planner that does not know which they are takes them for accounts of few
/// postings.
/// </summary>
internal static class SettlementSql
{
    /// <summary>What moved the deposits' own accounts, with their lots; of centre {0} and the days {1} to {2}.</summary>
    public static string Held(ReportBasis basis) => $"""
        SELECT d.lot_id AS lot, e.kind AS kind, a.currency AS currency, p.amount AS fen FROM account a CROSS JOIN deposit d CROSS JOIN posting p CROSS JOIN journal_entry e
        WHERE a.centre_id = {"{0}"} AND a.class = 'DepositHeld' AND {LedgerSubjects.Of("d.participation_id")} = a.subject AND d.centre_id = {"{0}"} AND NOT d.refunds_apart
          AND p.account_id = a.id AND e.id = p.entry_id AND {Within(basis)}
        """;

    /// <summary>Interest that went to bidders, from the accounts on which it was earned, with the lots of their deposits; of the days {1} to {2}.</summary>
    public static string Interest(ReportBasis basis, IEnumerable<long> accounts) => $"""
        SELECT d.lot_id AS lot, e.kind AS kind, 'CNY' AS currency, p.amount AS fen FROM posting p CROSS JOIN journal_entry e CROSS JOIN deposit d
        WHERE p.account_id IN ({List(accounts)}) AND e.id = p.entry_id AND {Within(basis)}
          AND {LedgerSubjects.Of("d.participation_id")} = e.subject AND d.centre_id = {"{0}"} AND NOT d.refunds_apart
        """;

    /// <summary>
    /// What moved the accounts of some classes, of centre {0} and the days {1} to {2}; a reversal under the kind of what it undoes. Few classes a statement: for many accounts PostgreSQL reads the whole
    /// journal.
    /// </summary>
    public static string Moved(ReportBasis basis, params IEnumerable<AccountClass> classes) => $"""
        SELECT a.class AS class, CASE WHEN e.reverses_id IS NULL THEN e.kind ELSE (SELECT u.kind FROM journal_entry u WHERE u.id = e.reverses_id) END AS kind, p.amount AS fen
        FROM account a CROSS JOIN posting p CROSS JOIN journal_entry e
        WHERE a.centre_id = {"{0}"} AND a.class IN ({string.Join(", ", classes.Select(c => $"'{c}'"))}) AND a.currency = 'CNY' AND p.account_id = a.id AND e.id = p.entry_id AND {Within(basis)}
        """;

    /// <summary>What fees brought to the bank's accounts, of centre {0} and the days {1} to {2}: from the entries of the days, for nearly every entry moves one of these accounts. What the bank took back counts on its own day, as its line does.</summary>
    public static string Banked(ReportBasis basis, IEnumerable<long> accounts) => $"""
        SELECT p.amount AS fen FROM journal_entry e CROSS JOIN posting p
        WHERE e.centre_id = {"{0}"} AND {Within(basis)} AND p.entry_id = e.id AND p.account_id IN ({List(accounts)})
          AND (e.kind = 'fee-received' OR (e.kind = 'reversal' AND EXISTS (SELECT 1 FROM journal_entry u WHERE u.id = e.reverses_id AND u.kind = 'fee-received')))
        """;

    // By the booked day, {2} is the instant at which the last day is over.
    private static string Within(ReportBasis basis) => basis switch
    {
        ReportBasis.ValueDay => "e.value_on >= {1} AND e.value_on <= {2}",
        ReportBasis.BookedDay => "e.booked_at_utc >= {1} AND e.booked_at_utc < {2}",
    };

    // No account has the number zero.
    private static string List(IEnumerable<long> accounts) => string.Join(", ", accounts.DefaultIfEmpty(0).Select(id => id.ToString(CultureInfo.InvariantCulture)));
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Treasury;

/// <summary>
/// Proves that the treasury is owed what was collected for it and nothing else: from the rows alone; reads only. What is collected for the treasury is charged
/// after the award, so its rows tell nothing of a lot that is not opened.
/// </summary>
public sealed class TreasuryVerifier(TradingDbContext db) : IVerifier
{
    private static readonly string Kinds = string.Join(", ", Enum.GetNames<IncomeKind>().Select(k => $"'{k}'"));

    // What the treasury is to give back is what waits for it; a claim asks for a refund as a whole, is paid by the bank line of its amount with the paper that voids the receipt, and refused by two people alone.
    private const string ClaimsMatch = """
        SELECT f.sub_account AS "Value" FROM fee_charge f
        LEFT JOIN (SELECT charge_id, SUM(amount) AS amount FROM fee_refund WHERE state = 'Claimed' GROUP BY charge_id) r ON r.charge_id = f.id
        LEFT JOIN (SELECT a.subject, SUM(CASE WHEN a.class = 'TreasuryClaim' THEN p.amount ELSE 0 END) AS claimed, SUM(CASE WHEN a.class = 'FeeClaimed' THEN p.amount ELSE 0 END) AS awaited
                   FROM posting p JOIN account a ON a.id = p.account_id AND a.class IN ('TreasuryClaim', 'FeeClaimed') GROUP BY a.subject) m
          ON m.subject = REPLACE(LOWER(CAST(f.id AS TEXT)), '-', '')
        WHERE COALESCE(r.amount, 0) <> COALESCE(m.claimed, 0) OR COALESCE(r.amount, 0) + COALESCE(m.awaited, 0) <> 0
        UNION ALL
        SELECT c.number AS "Value" FROM treasury_claim c JOIN fee_refund r ON r.id = c.refund_id
        LEFT JOIN bank_line l ON l.id = c.line_id AND l.state = 'TreasuryRefund' AND l.amount = c.amount
        LEFT JOIN non_tax_receipt v ON v.claim_id = c.id AND v.id = c.refund_id AND v.voids = c.receipt_id AND v.amount = -c.amount
        WHERE c.amount <> r.amount OR c.charge_id <> r.charge_id OR (c.state = 'Filed' AND r.state <> 'Claimed')
           OR (c.state = 'Paid' AND (l.id IS NULL OR v.id IS NULL OR r.state = 'Claimed')) OR (c.state <> 'Paid' AND v.id IS NOT NULL)
           OR (c.state = 'Refused' AND NOT EXISTS (
              SELECT 1 FROM finance_decision d WHERE d.subject_id = c.refund_id AND d.end_to_end_id = c.number AND d.kind = 'ClaimRefused' AND d.state = 'Approved' AND d.decided_by <> d.proposed_by))
        UNION ALL
        SELECT REPLACE(LOWER(CAST(r.id AS TEXT)), '-', '') AS "Value" FROM fee_refund r WHERE r.state = 'Claimed' AND NOT EXISTS (SELECT 1 FROM treasury_claim c WHERE c.refund_id = r.id AND c.state <> 'Paid')
        UNION ALL
        SELECT REPLACE(LOWER(CAST(l.id AS TEXT)), '-', '') AS "Value" FROM bank_line l WHERE l.state = 'TreasuryRefund' AND NOT EXISTS (SELECT 1 FROM treasury_claim c WHERE c.line_id = l.id)
        ORDER BY 1 LIMIT 1
        """;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) =>
    [
        // Of each centre and kind: receipts that no sent remittance took are 2103.01, charges that are not paid are 2103.02.
        await db.FindFirstAsync("treasury-owes-what-was-collected", $"""
            SELECT o.owed AS "Value" FROM (
                SELECT {Of("r.centre_id", "'TreasuryOwed'", "r.income")} AS owed, r.amount FROM non_tax_receipt r
                LEFT JOIN remittance m ON m.id = r.remittance_id WHERE (m.id IS NULL OR m.state = 'Made') AND r.claim_id IS NULL
                UNION ALL
                SELECT {Of("f.centre_id", "'TreasuryPending'", "f.income")}, f.amount - f.received FROM fee_charge f WHERE f.owner = 'Treasury' AND f.state <> 'Reversed'
                UNION ALL
                SELECT {Of("a.centre_id", "a.class", "a.subject")}, p.amount FROM posting p JOIN account a ON a.id = p.account_id
                WHERE a.class IN ('TreasuryOwed', 'TreasuryPending')) o
            GROUP BY o.owed HAVING SUM(o.amount) <> 0 ORDER BY 1 LIMIT 1
            """, ct),

        // A receipt is a payment on its charge, less what goes back, once the treasury has paid what it has of it, and a remittance is the sum of its receipts.
        await db.FindFirstAsync("receipts-match-fees", """
            SELECT f.sub_account AS "Value" FROM fee_charge f LEFT JOIN (SELECT charge_id, SUM(amount) AS amount FROM non_tax_receipt GROUP BY charge_id) r ON r.charge_id = f.id
            LEFT JOIN (SELECT charge_id, SUM(amount) AS amount FROM fee_refund WHERE state = 'Claimed' GROUP BY charge_id) c ON c.charge_id = f.id
            WHERE COALESCE(r.amount, 0) <> CASE WHEN f.owner = 'Treasury' THEN f.received - f.carried - f.given_back + COALESCE(c.amount, 0) ELSE 0 END ORDER BY 1 LIMIT 1
            """, ct),
        await db.FindFirstAsync("remittances-match-receipts", """
            SELECT CAST(m.month AS TEXT) || ' ' || m.income AS "Value" FROM remittance m
            LEFT JOIN (SELECT remittance_id, SUM(amount) AS amount FROM non_tax_receipt GROUP BY remittance_id) r ON r.remittance_id = m.id
            WHERE COALESCE(r.amount, 0) <> CASE WHEN m.state = 'Failed' THEN 0 ELSE m.amount END ORDER BY 1 LIMIT 1
            """, ct),

        // Nothing but fees moves 2103: not a deposit, a price, an instalment. Whatever shares an entry with it is a fee owed, or the payment that remits it.
        await db.FindFirstAsync("treasury-moves-by-fees", $"""
            SELECT e.kind || ' ' || e.key AS "Value" FROM journal_entry e JOIN posting p ON p.entry_id = e.id JOIN account a ON a.id = p.account_id
            WHERE a.class IN ('TreasuryOwed', 'TreasuryPending', 'TreasuryGrant') AND (
                a.subject NOT IN ({Kinds})
                OR e.kind NOT IN ('fee-charged', 'treasury-owed', 'treasury-released', 'treasury-claimed', 'remittance-sent', 'repayment-rejected', 'treasury-returned', 'reversal')
                OR EXISTS (SELECT 1 FROM posting q JOIN account b ON b.id = q.account_id WHERE q.entry_id = e.id AND NOT (
                    b.class IN ('TreasuryOwed', 'TreasuryPending')
                    OR (b.class = 'FeeReceivable' AND e.kind IN ('fee-charged', 'reversal'))
                    OR (b.class IN ('TreasuryClaim', 'FeeRefundable', 'FeeClaimed') AND e.kind = 'treasury-claimed')
                    OR (b.class = 'RepaymentInTransit' AND e.kind IN ('remittance-sent', 'repayment-rejected'))
                    OR (b.class IN ('Bank', 'TreasuryGrant') AND e.kind = 'treasury-returned'))))
            ORDER BY 1 LIMIT 1
            """, ct),
        await db.FindFirstAsync("claims-match-journal", ClaimsMatch, ct),
        await ReturnsAsync(ct),
        await db.FindFirstAsync("returns-match-journal", $"""
            SELECT o.grant_of AS "Value" FROM (
                SELECT {Of("r.centre_id", "'TreasuryGrant'", "r.income")} AS grant_of, r.amount FROM treasury_return r WHERE r.state = 'Received'
                UNION ALL
                SELECT {Of("a.centre_id", "a.class", "a.subject")}, p.amount FROM posting p JOIN account a ON a.id = p.account_id WHERE a.class = 'TreasuryGrant') o
            GROUP BY o.grant_of HAVING SUM(o.amount) <> 0 ORDER BY 1 LIMIT 1
            """, ct),
    ];

    /// <summary>A return is of the receipts that are counted in it, and is its share of them, rounded as it says.</summary>
    private async Task<Finding> ReturnsAsync(CancellationToken ct)
    {
        const string check = "returns-within-ratio";
        var counted = (await db.Set<NonTaxReceipt>().AsNoTracking().Where(r => r.ReturnId != null).GroupBy(r => r.ReturnId)
            .Select(g => new { g.Key, Fen = g.Sum(r => (long)(object)r.Amount) }).ToListAsync(ct)).ToDictionary(g => g.Key!.Value, g => g.Fen);
        await foreach (var r in db.Set<TreasuryReturn>().AsNoTracking().OrderBy(r => r.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (r.Collected.Fen != counted.GetValueOrDefault(r.Id) || r.Amount != IncomeRule.Split(r.Collected, r.BasisPoints, r.Rounding).Returned
                || r.BasisPoints is < 0 or > FeeSchedule.Whole || r.Amount.IsZero != (r.State == TreasuryReturnState.Nothing))
            {
                return new Finding(check, false, null, $"treasury_return {r.Number}");
            }
        }

        return new Finding(check, true, null, null);
    }

    private static string Of(string centre, string accountClass, string kind) => $"CAST({centre} AS TEXT) || ' ' || {accountClass} || ' ' || {kind}";
}

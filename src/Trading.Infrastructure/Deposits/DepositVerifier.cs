using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Proves that deposits, bank lines and repayments say the same as the journal. From the rows alone, like <see cref="LedgerVerifier"/>; reads only,
/// each row a bounded number of times: no index holds a key as the journal writes it, so what is looked up by one is made a table first.
/// </summary>
public sealed class DepositVerifier(TradingDbContext db) : IVerifier
{
    // A participation as the journal writes it: 32 lower-case digits. SQLite keeps a Guid as text in capitals, PostgreSQL as uuid.
    private const string Participation = "REPLACE(LOWER(CAST(d.participation_id AS TEXT)), '-', '')";
    private const string Batch = "REPLACE(LOWER(CAST(b.id AS TEXT)), '-', '')";
    private const string Sent = "'deposit-repayment-sent', 'interest-repayment-sent', 'suspense-return-sent', 'remittance-sent', 'proceeds-sent', 'payout-sent', 'fee-refund-sent'";
    private const string Line = "REPLACE(LOWER(CAST(l.id AS TEXT)), '-', '')";
    private const string Fee = "REPLACE(LOWER(CAST(f.id AS TEXT)), '-', '')";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) =>
    [
        // What a deposit says it received is what the journal credited to it.
        await SqlAsync("deposits-match-journal", "deposit", $"""
            SELECT {Participation} AS "Value" FROM deposit d
            LEFT JOIN ({Moved("DepositHeld", "'deposit-received', 'reversal'")}) m ON m.subject = {Participation}
            WHERE d.received + COALESCE(m.amount, 0) <> 0
            """, ct),

        // A deposit that is back owes nothing, and exactly what came went.
        await SqlAsync("refunded-deposits-cleared", "deposit", $"""
            SELECT {Participation} AS "Value" FROM deposit d
            LEFT JOIN ({Moved("DepositHeld", null)}) m ON m.subject = {Participation}
            WHERE d.state IN ('Refunded', 'Converted', 'Forfeited') AND COALESCE(m.amount, 0) <> 0
            """, ct),
        await SqlAsync("deposits-refunded-once", "deposit", $"""
            SELECT {Participation} AS "Value" FROM deposit d
            JOIN ({Moved("DepositHeld", "'deposit-repayment-sent', 'repayment-rejected'")}) m ON m.subject = {Participation}
            WHERE m.amount > d.received - d.converted - d.forfeited OR (d.state = 'Refunded' AND m.amount <> d.received - d.converted - d.forfeited)
            """, ct),

        // What of it became something else, or was forfeited, is what the journal credited, and an order or a proposal stands behind what is held up.
        await SqlAsync("deposit-parts-match-journal", "deposit", $"""
            SELECT {Participation} AS "Value" FROM deposit d
            LEFT JOIN ({MovedAmong("'PerformanceBond', 'EarnestMoney', 'SalePrice'", "'deposit-converted'")}) c ON c.subject = {Participation}
            LEFT JOIN ({MovedAmong("'ForfeitedToOwner', 'ForfeitedForFee', 'ForfeitedToTreasury'", "'deposit-forfeited'")}) f ON f.subject = {Participation}
            WHERE d.converted + COALESCE(c.amount, 0) <> 0 OR d.forfeited + COALESCE(f.amount, 0) <> 0
            """, ct),
        await SqlAsync("deposits-held-up-by-papers", "deposit", $"""
            SELECT {Participation} AS "Value" FROM deposit d
            LEFT JOIN freeze_order o ON o.participation_id = d.participation_id AND o.lifted_by IS NULL
            LEFT JOIN forfeiture f ON f.participation_id = d.participation_id AND f.state IN ('Proposed', 'Seconded')
            WHERE (d.state = 'Frozen') <> (o.id IS NOT NULL) OR (d.state = 'ForfeitProposed') <> (f.id IS NOT NULL)
            """, ct),
        await SqlAsync("forfeitures-by-three", "forfeiture", """
            SELECT REPLACE(LOWER(CAST(f.id AS TEXT)), '-', '') AS "Value" FROM forfeiture f
            LEFT JOIN deposit d ON d.participation_id = f.participation_id
            WHERE f.first_approved_by = f.proposed_by OR f.second_approved_by = f.proposed_by OR f.second_approved_by = f.first_approved_by
               OR (f.state = 'Approved' AND (f.second_approved_by IS NULL OR d.state <> 'Forfeited' OR d.forfeited <> f.amount))
            """, ct),

        // What a batch has in transit is what was sent and not answered.
        await SqlAsync("repayments-match-transit", "repayment_batch", $"""
            SELECT {Batch} AS "Value" FROM repayment_batch b
            LEFT JOIN (SELECT batch_id, SUM(principal + interest) AS amount FROM repayment WHERE state = 'Sent' GROUP BY batch_id) r ON r.batch_id = b.id
            LEFT JOIN ({Moved("RepaymentInTransit", null)}) m ON m.subject = {Batch}
            WHERE COALESCE(r.amount, 0) + COALESCE(m.amount, 0) <> 0
            """, ct),
        await SqlAsync("repayments-four-eyes", "repayment_batch", $"""
            SELECT {Batch} AS "Value" FROM repayment_batch b
            LEFT JOIN repayment r ON r.batch_id = b.id AND r.state <> 'Made'
            WHERE b.approved_by = b.made_by OR (b.state = 'Approved' AND b.approved_by IS NULL) OR (b.state <> 'Approved' AND r.id IS NOT NULL)
            """, ct),

        await SqlAsync("decisions-four-eyes", "finance_decision", """
            SELECT REPLACE(LOWER(CAST(d.id AS TEXT)), '-', '') AS "Value" FROM finance_decision d
            WHERE d.decided_by = d.proposed_by OR (d.state = 'Proposed') <> (d.decided_by IS NULL)
            """, ct),

        // What is approved is sent, and each payment that was sent has its entry for the deposit or suspense and its entry for interest, of its amount.
        await SqlAsync("repayments-sent-booked", "repayment_batch", $"""
            SELECT {Batch} AS "Value" FROM repayment_batch b
            LEFT JOIN (SELECT batch_id, SUM(CASE WHEN state = 'Made' THEN 1 ELSE 0 END) AS made, SUM(principal) AS principal, SUM(interest) AS interest,
                       SUM(CASE WHEN principal > 0 THEN 1 ELSE 0 END + CASE WHEN interest > 0 THEN 1 ELSE 0 END) AS parts
                       FROM repayment GROUP BY batch_id) r ON r.batch_id = b.id
            LEFT JOIN (SELECT a.subject, COUNT(*) AS entries, SUM(CASE WHEN e.kind = 'interest-repayment-sent' THEN 0 ELSE p.amount END) AS principal,
                       SUM(CASE WHEN e.kind = 'interest-repayment-sent' THEN p.amount ELSE 0 END) AS interest
                       FROM posting p JOIN account a ON a.id = p.account_id AND a.class = 'RepaymentInTransit'
                       JOIN journal_entry e ON e.id = p.entry_id AND e.kind IN ({Sent}) GROUP BY a.subject) m ON m.subject = {Batch}
            WHERE (b.state = 'Approved' AND (COALESCE(r.made, 1) <> 0 OR COALESCE(m.entries, 0) <> r.parts OR r.principal + m.principal <> 0 OR r.interest + m.interest <> 0))
               OR (b.state <> 'Approved' AND m.entries IS NOT NULL)
            """, ct),

        // What is forfeited is owed to whose it is, all of it and once; what of it, and of released bonds, was sent and not answered otherwise has left its account, no more.
        await SqlAsync("payouts-match-journal", "deposit_payout", $"""
            SELECT {Participation} AS "Value" FROM deposit d
            LEFT JOIN (SELECT participation_id, SUM(CASE WHEN kind IN ('ForfeitedToOwner', 'ForfeitedToTreasury') THEN amount ELSE 0 END) AS forfeited,
                       SUM(CASE WHEN kind = 'BondReleased' THEN amount ELSE 0 END) AS released,
                       SUM(CASE WHEN state IN ('Sent', 'Paid') AND kind IN ('ForfeitedToOwner', 'ForfeitedToTreasury') THEN amount ELSE 0 END) AS forfeited_sent,
                       SUM(CASE WHEN state IN ('Sent', 'Paid') AND kind = 'PenaltyReturned' THEN amount ELSE 0 END) AS penalty_sent,
                       SUM(CASE WHEN state IN ('Sent', 'Paid') AND kind = 'BondReleased' THEN amount ELSE 0 END) AS released_sent
                       FROM deposit_payout GROUP BY participation_id) o ON o.participation_id = d.participation_id
            LEFT JOIN ({MovedAmong("'ForfeitedToOwner', 'ForfeitedToTreasury'", "'deposit-forfeited', 'fee-forfeited'")}) f ON f.subject = {Participation}
            LEFT JOIN ({Moved("PerformanceBond", "'deposit-converted'")}) c ON c.subject = {Participation}
            LEFT JOIN ({MovedAmong("'ForfeitedToOwner', 'ForfeitedToTreasury'", "'payout-sent', 'payout-rejected'")}) fs ON fs.subject = {Participation}
            LEFT JOIN ({Moved("PerformanceBond", "'payout-sent', 'payout-rejected'")}) cs ON cs.subject = {Participation}
            LEFT JOIN ({Moved("LatePenalty", "'payout-sent', 'payout-rejected'")}) ps ON ps.subject = {Participation}
            WHERE COALESCE(o.forfeited, 0) + COALESCE(f.amount, 0) <> 0 OR COALESCE(o.released, 0) + COALESCE(c.amount, 0) > 0
               OR COALESCE(o.forfeited_sent, 0) <> COALESCE(fs.amount, 0) OR COALESCE(o.released_sent, 0) <> COALESCE(cs.amount, 0) OR COALESCE(o.penalty_sent, 0) <> COALESCE(ps.amount, 0)
            """, ct),

        // Each line counts once: in sum the lines that were booked are what the journal has of receipts and of unexplained payments.
        await SqlAsync("bank-lines-match-journal", "bank_line", """
            SELECT CAST(a.id AS TEXT) AS "Value" FROM bank_account a
            LEFT JOIN (SELECT bank_account_id, SUM(amount) AS amount FROM bank_line WHERE state <> 'OwnPayment' GROUP BY bank_account_id) l ON l.bank_account_id = a.id
            LEFT JOIN (SELECT c.centre_id, c.subject, SUM(p.amount) AS amount FROM posting p JOIN account c ON c.id = p.account_id AND c.class = 'Bank'
                       JOIN journal_entry e ON e.id = p.entry_id AND e.kind <> 'repayment-paid' GROUP BY c.centre_id, c.subject) m
              ON m.subject = CAST(a.id AS TEXT) AND m.centre_id = a.centre_id
            WHERE COALESCE(l.amount, 0) <> COALESCE(m.amount, 0)
            """, ct),
        // A line of the bank is one row, and a payment explains one line out and one back.
        await SqlAsync("bank-lines-once", "bank_line", """
            SELECT MAX(REPLACE(LOWER(CAST(id AS TEXT)), '-', '')) AS "Value" FROM bank_line GROUP BY bank_account_id, dedupe_tag HAVING COUNT(*) > 1
            UNION ALL
            SELECT MAX(REPLACE(LOWER(CAST(id AS TEXT)), '-', '')) AS "Value" FROM bank_line WHERE end_to_end_id IS NOT NULL GROUP BY end_to_end_id, amount HAVING COUNT(*) > 1
            """, ct),
        await SqlAsync("suspense-matches-lines", "bank_line", $"""
            SELECT {Line} AS "Value" FROM bank_line l
            LEFT JOIN ({Moved("Suspense", null)}) m ON m.subject = {Line}
            WHERE (l.state = 'Suspense' AND l.amount + COALESCE(m.amount, 0) <> 0) OR (l.state IN ('Returned', 'PaymentReturned', 'OwnPayment', 'Reversed', 'Deposit', 'Fee', 'Price') AND COALESCE(m.amount, 0) <> 0)
            """, ct),
        // What the rules did not place is placed by two people, as what agreed with an instruction; a deposit's payer stands in clear no more.
        await SqlAsync("suspense-matched-by-two", "bank_line", $"""
            SELECT {Line} AS "Value" FROM bank_line l
            WHERE l.state IN ('Deposit', 'Fee', 'Price') AND l.reason IS NOT NULL AND ((l.state = 'Deposit' AND l.payer_name IS NOT NULL) OR NOT EXISTS (
              SELECT 1 FROM finance_decision d WHERE d.subject_id = l.id AND d.state = 'Approved' AND d.kind = 'InstructionMatched'))
            """, ct),
        await SqlAsync("unexplained-matches-lines", "bank_line", $"""
            SELECT {Line} AS "Value" FROM bank_line l
            LEFT JOIN ({Moved("OutgoingUnexplained", null)}) m ON m.subject = {Line}
            WHERE (l.state = 'Unexplained' AND l.amount + COALESCE(m.amount, 0) <> 0) OR (l.state = 'Reversed' AND COALESCE(m.amount, 0) <> 0)
            """, ct),

        // Interest that is owed waits, or is in a batch that is not sent; what else waits there is a deposit withdrawn before the opening.
        await SqlAsync("interest-payable-waits", "waiting_refund", $"""
            SELECT CAST(c.centre_id AS TEXT) AS "Value" FROM (SELECT DISTINCT centre_id FROM account) c
            LEFT JOIN (SELECT w.centre_id, SUM(w.amount) AS amount FROM waiting_refund w LEFT JOIN repayment_batch b ON b.id = w.batch_id
                       WHERE b.id IS NULL OR b.state = 'Made' GROUP BY w.centre_id) w ON w.centre_id = c.centre_id
            LEFT JOIN (SELECT a.centre_id, SUM(p.amount) AS amount FROM posting p JOIN account a ON a.id = p.account_id
                       WHERE a.class = 'InterestPayable'
                          OR (a.class = 'DepositHeld' AND a.subject IN (SELECT {Participation} FROM deposit d WHERE d.refunds_apart)) GROUP BY a.centre_id) m ON m.centre_id = c.centre_id
            WHERE COALESCE(w.amount, 0) + COALESCE(m.amount, 0) <> 0
            """, ct),

        // A bid that stands before the opening has its deposit behind it, or what stands in for it, where one is asked.
        await SqlAsync("bids-have-holds", "bid", """
            SELECT REPLACE(LOWER(CAST(b.id AS TEXT)), '-', '') AS "Value" FROM bid b
            JOIN tender t ON t.lot_id = b.lot_id AND t.state IN ('Bidding', 'Closed', 'OpeningHeld')
            JOIN deposit d ON d.participation_id = b.participation_id
            LEFT JOIN hold h ON h.id = d.hold_id AND h.state = 'Open' AND h.lot_id = b.lot_id AND h.amount = d.due
            LEFT JOIN deposit_cover c ON c.participation_id = b.participation_id AND c.state = 'Issued'
            WHERE b.state = 'Submitted' AND d.due > 0 AND h.id IS NULL AND c.id IS NULL
            """, ct),
        // What a bid of another lot stands on is its bidder's own deposit in the project, and as long as it stands nothing has let it go.
        await SqlAsync("pooled-covers-have-deposits", "deposit_cover", """
            SELECT REPLACE(LOWER(CAST(c.id AS TEXT)), '-', '') AS "Value" FROM deposit_cover c
            JOIN participation p ON p.id = c.participation_id JOIN lot l ON l.id = c.lot_id
            LEFT JOIN deposit d ON d.participation_id = c.pooled_with AND d.received > 0
            LEFT JOIN participation o ON o.id = d.participation_id AND o.organisation_id = p.organisation_id
            LEFT JOIN lot k ON k.id = d.lot_id AND k.project_id = l.project_id AND k.id <> l.id
            WHERE (c.pooled_with IS NOT NULL AND (o.id IS NULL OR k.id IS NULL))
               OR (c.kind = 'Pooled' AND c.state = 'Verified' AND (c.pooled_with IS NULL OR d.state NOT IN ('Locked', 'Frozen', 'ForfeitProposed')))
            """, ct),
        await SqlAsync("fees-match-journal", "fee_charge", $"""
            SELECT {Fee} AS "Value" FROM fee_charge f
            LEFT JOIN ({Moved("FeeReceivable", null)}) m ON m.subject = {Fee}
            WHERE COALESCE(m.amount, 0) <> CASE WHEN f.state = 'Reversed' THEN 0 ELSE f.amount - f.received END
            """, ct),

        // What was charged for an event is what the tariff's quote came to; what two people adjusted later stands for a part of it.
        await SqlAsync("fees-match-events", "fee_event", """
            SELECT e.schedule_key || ' ' || e.key AS "Value" FROM fee_event e
            LEFT JOIN (SELECT event_id, SUM(amount) AS amount FROM fee_charge WHERE adjusts IS NULL GROUP BY event_id) f ON f.event_id = e.id
            WHERE COALESCE(f.amount, 0) <> e.charged
            """, ct),

        // What stands to go back of a fee is what its rows owe, and no more of a payment is owed back than it was.
        await SqlAsync("fee-refunds-match-journal", "fee_refund", $"""
            SELECT {Fee} AS "Value" FROM fee_charge f
            LEFT JOIN ({Moved("FeeRefundable", null)}) m ON m.subject = {Fee}
            LEFT JOIN (SELECT charge_id, SUM(amount) AS amount, SUM(CASE WHEN state IN ('Owed', 'Batched') THEN amount ELSE 0 END) AS standing
                       FROM fee_refund GROUP BY charge_id) r ON r.charge_id = f.id
            WHERE COALESCE(m.amount, 0) + COALESCE(r.standing, 0) <> 0 OR COALESCE(r.amount, 0) <> f.given_back
               OR EXISTS (SELECT 1 FROM fee_refund o JOIN bank_line l ON l.id = o.line_id WHERE o.charge_id = f.id
                          AND l.amount < (SELECT SUM(b.amount) FROM fee_refund b WHERE b.line_id = l.id))
               OR EXISTS (SELECT 1 FROM fee_refund o JOIN forfeiture t ON t.id = o.forfeiture_id WHERE o.charge_id = f.id
                          AND t.fee < (SELECT SUM(b.amount) FROM fee_refund b WHERE b.forfeiture_id = t.id))
            """, ct),

        // What a forfeiture sets apart for fees pays them at once: nothing stays there.
        await SqlAsync("forfeited-fees-settled", "forfeiture", $"""
            SELECT m.subject AS "Value" FROM ({Moved("ForfeitedForFee", null)}) m WHERE m.amount <> 0
            """, ct),
    ];

    /// <summary>The sum of an account class's postings by subject, debits positive, of all kinds or of some.</summary>
    private static string Moved(string accountClass, string? kinds) => MovedAmong($"'{accountClass}'", kinds);

    private static string MovedAmong(string accountClasses, string? kinds) => $"""
        SELECT a.subject, SUM(p.amount) AS amount FROM posting p JOIN account a ON a.id = p.account_id AND a.class IN ({accountClasses})
        JOIN journal_entry e ON e.id = p.entry_id {(kinds is null ? "" : $"AND e.kind IN ({kinds})")} GROUP BY a.subject
        """;

    private async Task<Finding> SqlAsync(string check, string table, string offenders, CancellationToken ct)
    {
        // No bidder is charged before the opening: the rows of fees tell nothing of a lot that is not opened.
        long? rows = table == "fee_charge" ? await db.ScalarAsync($"SELECT COUNT(*) AS \"Value\" FROM {table}", ct) : null;
        var first = offenders + " ORDER BY 1 LIMIT 1";
        var found = await db.Database.SqlQueryRaw<string>(first).ToListAsync(ct);
        return new Finding(check, found.Count == 0, rows, found.Count == 0 ? null : $"{table} {found[0]}");
    }
}

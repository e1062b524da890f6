using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Proceeds;

/// <summary>
/// Proves from the rows alone that what is held of prices is what arrived and is not passed on, that a plan is the sum of its parts, and that two people decided it; reads
/// only. A price is agreed after the opening, so that its rows tell nothing of a lot that is not opened.
/// </summary>
public sealed class ProceedsVerifier(TradingDbContext db) : IVerifier
{
    private const string Plan = "REPLACE(LOWER(CAST(p.id AS TEXT)), '-', '')";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) =>
    [
        // Of each winner with a plan: its receipts that no sent payment carries are what the journal holds of price, penalty and interest.
        await db.FindFirstAsync("prices-match-journal", """
            SELECT h.held AS "Value" FROM (
                SELECT REPLACE(LOWER(CAST(p.participation_id AS TEXT)), '-', '') AS held, r.price AS price, r.penalty - r.penalty_returned AS penalty, r.interest AS interest FROM price_receipt r
                JOIN price_plan p ON p.id = r.plan_id LEFT JOIN price_payout o ON o.id = r.payout_id WHERE o.id IS NULL OR o.state = 'Made'
                UNION ALL
                SELECT REPLACE(LOWER(CAST(w.participation_id AS TEXT)), '-', ''), 0, w.amount, 0 FROM deposit_payout w WHERE w.kind = 'PenaltyReturned' AND w.state IN ('Owed', 'Batched')
                UNION ALL
                SELECT a.subject, CASE WHEN a.class = 'SalePrice' THEN q.amount ELSE 0 END, CASE WHEN a.class = 'LatePenalty' THEN q.amount ELSE 0 END, CASE WHEN a.class = 'DeferredInterest' THEN q.amount ELSE 0 END
                FROM posting q JOIN account a ON a.id = q.account_id
                WHERE a.class IN ('SalePrice', 'LatePenalty', 'DeferredInterest')
                  AND a.subject IN (SELECT REPLACE(LOWER(CAST(p.participation_id AS TEXT)), '-', '') FROM price_plan p WHERE p.state IN ('Open', 'Paid'))) h
            GROUP BY h.held HAVING SUM(h.price) <> 0 OR SUM(h.penalty) <> 0 OR SUM(h.interest) <> 0 ORDER BY 1 LIMIT 1
            """, ct),

        // A plan is the sum of its instalments in force, and what it received is the sum of theirs and of its receipts.
        await db.FindFirstAsync("prices-sum-of-parts", $"""
            SELECT {Plan} AS "Value" FROM price_plan p
            LEFT JOIN (SELECT plan_id, revision, SUM(amount) AS amount, SUM(received) AS received FROM instalment GROUP BY plan_id, revision) i ON i.plan_id = p.id AND i.revision = p.revision
            LEFT JOIN (SELECT plan_id, SUM(price) AS price, SUM(penalty) AS penalty, SUM(interest) AS interest FROM price_receipt GROUP BY plan_id) r ON r.plan_id = p.id
            WHERE p.price <> COALESCE(i.amount, 0) OR p.received <> COALESCE(i.received, 0) OR p.received <> COALESCE(r.price, 0) OR p.penalty_received <> COALESCE(r.penalty, 0) OR p.interest_received <> COALESCE(r.interest, 0)
            ORDER BY 1 LIMIT 1
            """, ct),

        // What is passed on is the sum of the receipts that it carries, less the penalty that was given back before; what was given back is owed, by receipt.
        await db.FindFirstAsync("payouts-match-receipts", """
            SELECT REPLACE(LOWER(CAST(o.id AS TEXT)), '-', '') AS "Value" FROM price_payout o
            LEFT JOIN (SELECT payout_id, SUM(price) AS price, SUM(penalty - penalty_returned) AS penalty, SUM(interest) AS interest FROM price_receipt GROUP BY payout_id) r ON r.payout_id = o.id
            WHERE COALESCE(r.price, 0) <> CASE WHEN o.state = 'Failed' THEN 0 ELSE o.price END OR COALESCE(r.penalty, 0) <> CASE WHEN o.state = 'Failed' THEN 0 ELSE o.penalty END
              OR COALESCE(r.interest, 0) <> CASE WHEN o.state = 'Failed' THEN 0 ELSE o.interest END
            UNION ALL
            SELECT REPLACE(LOWER(CAST(b.id AS TEXT)), '-', '') FROM price_receipt b
            LEFT JOIN (SELECT receipt_id, SUM(amount) AS amount FROM deposit_payout WHERE kind = 'PenaltyReturned' GROUP BY receipt_id) w ON w.receipt_id = b.id
            WHERE b.penalty_returned <> COALESCE(w.amount, 0)
            ORDER BY 1 LIMIT 1
            """, ct),
        await db.FindFirstAsync("price-plans-four-eyes", $"""
            SELECT {Plan} AS "Value" FROM price_plan p LEFT JOIN finance_decision d ON d.subject_id = p.id AND d.kind = 'PricePlan' AND d.state = 'Approved' AND d.decided_by <> d.proposed_by
            WHERE (p.state IN ('Open', 'Paid')) <> (d.id IS NOT NULL) ORDER BY 1 LIMIT 1
            """, ct),

        // What of a penalty is not asked for, or given back, two people said.
        await db.FindFirstAsync("price-waivers-by-two", $"""
            SELECT {Plan} AS "Value" FROM price_plan p
            LEFT JOIN (SELECT subject_id, SUM(new_amount) AS waived FROM finance_decision WHERE kind = 'PenaltyWaived' AND state = 'Approved' AND decided_by <> proposed_by GROUP BY subject_id) d
              ON d.subject_id = p.id
            LEFT JOIN (SELECT subject_id, SUM(new_amount) AS returned FROM finance_decision WHERE kind = 'PenaltyReturned' AND state = 'Approved' AND decided_by <> proposed_by GROUP BY subject_id) g
              ON g.subject_id = p.id
            LEFT JOIN (SELECT plan_id, SUM(penalty_returned) AS returned FROM price_receipt GROUP BY plan_id) b ON b.plan_id = p.id
            WHERE p.penalty_waived <> COALESCE(d.waived, 0) OR COALESCE(b.returned, 0) <> COALESCE(g.returned, 0) ORDER BY 1 LIMIT 1
            """, ct),

        // The instalments in force are those of the last change that two people approved, and to another account money goes by such a one alone.
        await db.FindFirstAsync("price-changes-by-two", $"""
            SELECT {Plan} AS "Value" FROM price_plan p
            WHERE p.revision <> (SELECT COALESCE(MAX(c.number), 0) FROM price_plan_change c WHERE c.plan_id = p.id AND c.kind = 'Terms' AND c.approved_at_utc IS NOT NULL)
              OR EXISTS (
                SELECT 1 FROM price_plan_change c LEFT JOIN finance_decision d ON d.id = c.id AND d.subject_id = c.plan_id AND d.state = 'Approved' AND d.decided_by <> d.proposed_by
                  AND d.kind = CASE WHEN c.kind = 'Terms' THEN 'PricePlanChanged' ELSE 'PayeeCorrected' END
                WHERE c.plan_id = p.id AND (c.approved_at_utc IS NOT NULL) <> (d.id IS NOT NULL))
            ORDER BY 1 LIMIT 1
            """, ct),
    ];
}

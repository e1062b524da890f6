using Microsoft.EntityFrameworkCore;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Supervision;

/// <summary>
/// Proves from the rows alone that the lists of due work are whole: whatever is open has its open step, and no step is open for what has ended. Reads only;
/// how many there are is not said, since some are about lots that are not opened.
/// </summary>
public sealed class StepVerifier(TradingDbContext db) : IVerifier
{
    private const string Check = "steps-match-subjects";

    // A random number as steps write it: 32 lower-case digits. SQLite keeps a Guid as text in capitals, PostgreSQL as uuid.
    private const string RandomNumber = "REPLACE(LOWER(CAST(t.id AS TEXT)), '-', '')";
    private const string Number = "CAST(t.id AS TEXT)";

    private static readonly (string Stage, string Subjects)[] Open =
    [
        (Stages.EntrustmentCheck, $"SELECT {Number} FROM project t WHERE t.state = 'Submitted'"),
        (Stages.SuspenseReturn, $"SELECT {RandomNumber} FROM bank_line t WHERE t.state = 'Suspense'"),
        (Stages.ReversalNotUndone, $"""
            SELECT {RandomNumber} FROM bank_line t WHERE t.state = 'Unexplained' AND t.reason IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM finance_decision d WHERE d.subject_id = t.id AND d.state = 'Approved' AND d.kind = 'ReversalSettled')
            """),
        (Stages.WithdrawnRefund, $"SELECT {RandomNumber} FROM waiting_refund t WHERE t.batch_id IS NULL"),

        // A held statement for whose days a later one was booked has nothing left to be decided.
        (Stages.HeldStatement, $"""
            SELECT {RandomNumber} FROM bank_statement t WHERE t.state = 'Held' AND NOT EXISTS (
              SELECT 1 FROM bank_statement b WHERE b.bank_account_id = t.bank_account_id AND b.state = 'Booked' AND b.imported_at_utc >= t.imported_at_utc
                AND b.from_day <= t.from_day AND b.to_day >= t.to_day)
            """),
        (Stages.UnreadableFile, $"SELECT {RandomNumber} FROM unreadable_file t WHERE t.ended_at_utc IS NULL"),
        (Stages.SuspenseDecision, $"SELECT {RandomNumber} FROM finance_decision t WHERE t.state = 'Proposed' AND t.kind IN ('PayerCompleted', 'OwnPayment', 'PayersMoney', 'InstructionMatched', 'ReversalSettled')"),
        (Stages.StatementDecision, $"SELECT {RandomNumber} FROM finance_decision t WHERE t.state = 'Proposed' AND t.kind IN ('StatementReleased', 'StatementRefused')"),
        (Stages.MonthClose, $"SELECT {RandomNumber} FROM accounting_period t WHERE t.state = 'Proposed'"),
        (Stages.FeeDecision, $"SELECT {RandomNumber} FROM finance_decision t WHERE t.state = 'Proposed' AND t.kind IN ('FeeWaived', 'FeeAdjusted', 'FeePayerCompleted', 'ClaimRefused')"),
        (Stages.DepositDecision, $"SELECT {RandomNumber} FROM finance_decision t WHERE t.state = 'Proposed' AND t.kind IN ('DepositConverted', 'DelayBlamed', 'BondReleased')"),
        (Stages.PayeeDecision, $"SELECT {RandomNumber} FROM finance_decision t WHERE t.state = 'Proposed' AND t.kind = 'RefundPayeeCorrected'"),
        (Stages.ForfeitureDecision, "SELECT REPLACE(LOWER(CAST(t.participation_id AS TEXT)), '-', '') FROM forfeiture t WHERE t.state IN ('Proposed', 'Seconded')"),
        (Stages.Payout, $"SELECT {RandomNumber} FROM deposit_payout t WHERE t.state = 'Owed'"),
        (Stages.UncoveredBid, """
            SELECT DISTINCT CAST(t.lot_id AS TEXT) FROM procedure_event t WHERE t.kind = 'bid-uncovered' AND NOT EXISTS (
              SELECT 1 FROM procedure_event d WHERE d.lot_id = t.lot_id AND d.subject = t.subject AND d.kind IN ('uncovered-bid-stands', 'uncovered-bid-secured', 'uncovered-bid-rejected'))
            """),
        (Stages.FeeRefund, $"SELECT {RandomNumber} FROM fee_refund t WHERE t.state = 'Owed'"),
        (Stages.TreasuryClaim, $"SELECT {RandomNumber} FROM fee_refund t WHERE t.state = 'Claimed'"),
        (Stages.RefundApproval, $"SELECT {RandomNumber} FROM repayment_batch t WHERE t.state = 'Made'"),
        (Stages.RefundReply, $"""
            SELECT {RandomNumber} FROM repayment_batch t WHERE t.state = 'Approved' AND EXISTS (SELECT 1 FROM repayment r WHERE r.batch_id = t.id AND r.state = 'Sent')
            """),
        (Stages.DepositRefund, "SELECT DISTINCT CAST(t.lot_id AS TEXT) FROM deposit t WHERE t.state IN ('RefundDue', 'Refunding') AND NOT t.refunds_apart"),
        (Stages.FeePayment, $"SELECT {RandomNumber} FROM fee_charge t WHERE t.state = 'Charged'"),
        (Stages.PriceDecision, $"SELECT {RandomNumber} FROM finance_decision t WHERE t.state = 'Proposed' AND t.kind IN ('PricePlan', 'PenaltyWaived', 'PenaltyReturned', 'PricePlanChanged', 'PayeeCorrected')"),
        (Stages.PricePayment, $"SELECT {RandomNumber} FROM price_plan t WHERE t.state = 'Open'"),
        (Stages.PricePassOn, "SELECT DISTINCT REPLACE(LOWER(CAST(t.plan_id AS TEXT)), '-', '') FROM price_receipt t WHERE t.payout_id IS NULL AND t.price + t.interest + t.penalty > t.penalty_returned"),
        (Stages.RuleApproval, $"SELECT {Number} FROM centre_rule t WHERE t.approved_by_user_id IS NULL"),
        (Stages.AccountChange, $"SELECT {Number} FROM account_changes t WHERE t.state = 'Requested'"),
        (Stages.RegistrationReview, $"SELECT {Number} FROM organisations t WHERE t.review_state IN ('NotReviewed', 'InReview')"),
    ];

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        foreach (var (stage, subjects) in Open)
        {
            var found = await db.Database.SqlQueryRaw<string>(First(stage, subjects)).ToListAsync(ct);
            if (found is [var first])
            {
                return [new Finding(Check, false, null, $"{stage} {first}")];
            }
        }

        return [new Finding(Check, true, null, null)];
    }

    /// <summary>The first subject without its step, or step without its subject; stage and subjects are this file's own.</summary>
    private static string First(string stage, string subjects) => $"""
        SELECT o.subject AS "Value" FROM (WITH named (subject) AS ({subjects}) SELECT subject FROM named) o
        LEFT JOIN procedure_step s ON s.stage = '{stage}' AND s.subject_id = o.subject AND s.done_at_utc IS NULL
        WHERE s.id IS NULL
        UNION ALL
        SELECT s.subject_id AS "Value" FROM procedure_step s
        WHERE s.stage = '{stage}' AND s.done_at_utc IS NULL AND s.subject_id NOT IN ({subjects})
        ORDER BY 1 LIMIT 1
        """;
}

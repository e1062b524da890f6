using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Proves where money comes from and goes to: every account of the journal belongs to a deposit, line, fee, kind of income, batch or bank account that is there, and every
/// payment goes to the account that the money came from, to another of the same payer that two people approved before after a payment to him failed, or on to the treasury's or the transferor's, or, forfeited, to one that its owner has registered. For the second
/// it opens, with the vault, what each payment is about. Reads only.
/// </summary>
public sealed class SourceVerifier(TradingDbContext db, RepaymentSeal seal, PayerCheck payerCheck) : IVerifier
{
    private const int Chunk = 500;

    private static readonly string Kinds = string.Join(", ", Enum.GetNames<IncomeKind>().Select(k => $"'{k}'"));

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) =>
    [
        await AccountsAsync(ct),
        await PayeesAsync(ct),
    ];

    private async Task<Finding> AccountsAsync(CancellationToken ct)
    {
#pragma warning disable EF1002 // The text is this class's own.
        var found = await db.Database.SqlQueryRaw<string>($"""
            SELECT a.class || ' ' || a.subject AS "Value" FROM account a WHERE EXISTS (SELECT 1 FROM posting p WHERE p.account_id = a.id) AND NOT CASE
                WHEN a.class IN ('DepositHeld', 'InterestPayable', 'PerformanceBond', 'EarnestMoney', 'SalePrice', 'ForfeitedToOwner', 'ForfeitedForFee', 'LatePenalty', 'DeferredInterest', 'ForfeitedToTreasury', 'LateRefundCost') THEN {Is("deposit", "participation_id")}
                WHEN a.class IN ('Suspense', 'OutgoingUnexplained') THEN {Is("bank_line", "id")}
                WHEN a.class IN ('FeeReceivable', 'FeeRefundable', 'FeeClaimed', 'TreasuryClaim') THEN {Is("fee_charge", "id")}
                WHEN a.class = 'RepaymentInTransit' THEN {Is("repayment_batch", "id")}
                WHEN a.class IN ('Bank', 'InterestEarned') THEN (a.subject, a.centre_id) IN (SELECT CAST(s.id AS TEXT), s.centre_id FROM bank_account s)
                WHEN a.class IN ('FeeIncome', 'TreasuryOwed', 'TreasuryPending', 'TreasuryGrant') THEN a.subject IN ({Kinds})
                ELSE a.subject = '' END
            ORDER BY 1 LIMIT 1
            """).ToListAsync(ct);
#pragma warning restore EF1002
        return Of("accounts-have-sources", found.Count == 0 ? null : $"account {found[0]}");
    }

    // A number as the journal writes it: 32 lower-case digits. SQLite keeps a Guid as text in capitals, PostgreSQL as uuid. Databases make the keys of
    // the table once; a look-up that names the account would read the table again for each.
    private static string Is(string table, string key) =>
        $"(a.subject, a.centre_id) IN (SELECT REPLACE(LOWER(CAST(s.{key} AS TEXT)), '-', ''), s.centre_id FROM {table} s)";

    private async Task<Finding> PayeesAsync(CancellationToken ct)
    {
        const string check = "refunds-to-payers";
        var corrections = await PayeeCorrections.LoadAsync(db, db.Set<FinanceDecision>(), seal, payerCheck, ct);
        var last = Guid.Empty;
        while (true)
        {
            var part = await db.Set<Repayment>().AsNoTracking().Where(r => r.Id > last).OrderBy(r => r.Id).Take(Chunk).ToListAsync(ct);
            if (part.Count == 0)
            {
                return Of(check, null);
            }

            if (await FirstStrangerAsync(part, corrections, ct) is { } stranger)
            {
                return Of(check, $"repayment {stranger:N}");
            }

            last = part[^1].Id;
        }
    }

    private async Task<Guid?> FirstStrangerAsync(IReadOnlyList<Repayment> repayments, PayeeCorrections corrections, CancellationToken ct)
    {
        var subjects = repayments.ToDictionary(r => r.Id, SubjectOf);
        var batchIds = repayments.Select(r => r.BatchId).Distinct().ToArray();
        var made = await db.Set<RepaymentBatch>().Where(b => batchIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.MadeAtUtc, ct);
        var ids = subjects.Values.OfType<RepaymentSubject>().Select(s => s.Id).Distinct().ToArray();
        var deposits = await db.Set<Deposit>().Where(d => ids.Contains(d.ParticipationId)).ToDictionaryAsync(d => d.ParticipationId, d => d.PayerCheck, ct);
        var lines = await db.Set<BankLine>().Where(l => ids.Contains(l.Id)).Select(l => new { l.Id, Check = l.PayerCheck }).ToListAsync(ct);
        var completed = await db.Set<FinanceDecision>().Where(d => ids.Contains(d.SubjectId) && d.State == DecisionState.Approved && d.PayerCheck != null)
            .Select(d => new { Id = d.SubjectId, Check = d.PayerCheck }).ToListAsync(ct);
        // As the bank named him, or as two people did, each time that they did.
        var payers = lines.Concat(completed).ToLookup(l => l.Id, l => l.Check);
        var payouts = await PayoutsAsync(ids, ct);
        var bonds = payouts.Values.Select(p => p.ParticipationId).ToArray();
        foreach (var (id, stored) in await db.Set<Deposit>().Where(d => bonds.Contains(d.ParticipationId)).ToDictionaryAsync(d => d.ParticipationId, d => d.PayerCheck, ct))
        {
            deposits.TryAdd(id, stored);
        }

        var fees = await (
            from refund in db.Set<FeeRefund>()
            join line in db.Set<BankLine>() on refund.LineId equals (Guid?)line.Id
            where ids.Contains(refund.Id)
            select new { refund.Id, LineId = line.Id, line.PayerCheck }).ToDictionaryAsync(f => f.Id, ct);
        var centres = repayments.Where(r => r.Kind is RepaymentKind.Remittance or RepaymentKind.Forfeited or RepaymentKind.Proceeds).Select(r => r.CentreId).Distinct().ToArray();
        var treasuries = (await db.Set<CentreRevenueModel>().Where(m => centres.Contains(m.CentreId)).Select(m => new { m.CentreId, m.Id, m.TreasuryCheck }).ToListAsync(ct))
            .ToLookup(m => m.CentreId);
        var plans = await (
            from payout in db.Set<PricePayout>()
            join plan in db.Set<PricePlan>() on payout.PlanId equals plan.Id
            where ids.Contains(payout.Id)
            select new { payout.Id, payout.MadeAtUtc, Plan = plan }).AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        return repayments.Where(r => !IsPayer(r, subjects[r.Id]) && !IsCorrected(r, subjects[r.Id])).Select(r => (Guid?)r.Id).FirstOrDefault();

        bool IsCorrected(Repayment r, RepaymentSubject? subject) =>
            subject is { IsToItsPayer: true } && corrections.Allow(subject.Id, r.PayeeName, r.PayeeAccount, made[r.BatchId]);

        bool IsPayer(Repayment r, RepaymentSubject? subject) =>
            subject is not null
            && subject.Kind switch
            {
                RepaymentKind.Remittance => IsTreasury(r),
                RepaymentKind.Proceeds => plans.TryGetValue(subject.Id, out var plan)
                    && (plan.Plan.Destination == PriceDestination.Treasury ? IsTreasury(r)
                        : plan.Plan.PinnedAt(plan.MadeAtUtc).Any(p => payerCheck.Matches(p.Check, p.Subject, r.PayeeName, r.PayeeAccount))),
                RepaymentKind.Forfeited or RepaymentKind.Bond or RepaymentKind.Penalty => IsPayeeOf(r, payouts.GetValueOrDefault(subject.Id)),
                RepaymentKind.FeeRefund => fees.TryGetValue(subject.Id, out var fee)
                    && ((fee.PayerCheck is { } stored && payerCheck.Matches(stored, fee.LineId, r.PayeeName, r.PayeeAccount)) || IsPayerOf(r, subject)),
                RepaymentKind.Deposit or RepaymentKind.Suspense or RepaymentKind.Interest => IsPayerOf(r, subject),
            };

        bool IsPayeeOf(Repayment r, OwedPayout? payout) => payout is not null && payout.Kind switch
        {
            PayoutKind.BondReleased => payerCheck.Matches(deposits[payout.ParticipationId], payout.ParticipationId, r.PayeeName, r.PayeeAccount),
            PayoutKind.PenaltyReturned => payout.Receipt is { Check: { } check } receipt && payerCheck.Matches(check, receipt.Id, r.PayeeName, r.PayeeAccount),
            PayoutKind.ForfeitedToTreasury => IsTreasury(r),
            PayoutKind.ForfeitedToOwner => payout.Accounts.Contains((r.PayeeName, r.PayeeAccount)),
        };

        bool IsTreasury(Repayment r) => treasuries[r.CentreId].Any(m => payerCheck.Matches(m.TreasuryCheck, m.Id, r.PayeeName, r.PayeeAccount));

        bool IsPayerOf(Repayment r, RepaymentSubject subject) =>
            (subject.Kind is RepaymentKind.Suspense or RepaymentKind.FeeRefund ? payers[subject.Id] : [deposits.GetValueOrDefault(subject.Id)]).OfType<string>()
                .Any(stored => payerCheck.Matches(stored, subject.Id, r.PayeeName, r.PayeeAccount));
    }

    /// <summary>What the payments pay out of deposits, and every account that the owner of its lot has ever registered.</summary>
    private async Task<Dictionary<Guid, OwedPayout>> PayoutsAsync(Guid[] ids, CancellationToken ct)
    {
        var found = await db.Set<Payout>().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Kind, p.ParticipationId, p.LotId, p.ReceiptId }).ToListAsync(ct);
        var receiptIds = found.Select(p => p.ReceiptId).OfType<Guid>().ToArray();
        var receipts = await db.Set<PriceReceipt>().Where(r => receiptIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => new PaidReceipt(r.Id, r.PayerCheck), ct);
        var lots = found.Select(p => p.LotId).ToArray();
        var accounts = (await (
            from lot in db.Set<Domain.Projects.Lot>()
            join project in db.Set<Domain.Projects.Project>() on lot.ProjectId equals project.Id
            join owner in db.Set<Domain.Parties.Organisation>() on project.OwnerId equals owner.Id
            from account in owner.Accounts
            where lots.Contains(lot.Id)
            select new { lot.Id, account.AccountName, account.AccountNumber }).ToListAsync(ct)).ToLookup(a => a.Id, a => (a.AccountName, a.AccountNumber));
        return found.ToDictionary(p => p.Id, p => new OwedPayout(p.Kind, p.ParticipationId, [.. accounts[p.LotId]], p.ReceiptId is { } receipt ? receipts.GetValueOrDefault(receipt) : null));
    }

    private sealed record OwedPayout(PayoutKind Kind, Guid ParticipationId, IReadOnlyCollection<(string Name, string Account)> Accounts, PaidReceipt? Receipt);

    private sealed record PaidReceipt(Guid Id, string? Check);

    private RepaymentSubject? SubjectOf(Repayment repayment)
    {
        try
        {
            return seal.Open(repayment);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private static Finding Of(string check, string? offender) => new(check, offender is null, null, offender);
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Deposits;

/// <summary>Something that is to be paid and cannot be: its participation, waiting refund, bank line, payout or what is owed back of a fee, and why.</summary>
public sealed record LeftOut(Guid Id, RuleBrokenException Refusal);

/// <summary>
/// Finds what is to be paid back from a bank account, and takes it into a batch. What cannot be paid is left out and said with its reason: it holds up
/// nothing else.
/// </summary>
public sealed class DueRepayments(TradingDbContext db, DepositInterest interest, LateRefunds lateRefunds, PayerCheck payerCheck, RegisteredAccountProof proof, RepaymentSeal seal,
    RefundPayees payees)
{
    private static readonly string[] Holding = [DepositRules.NotThePayersAccount, InterestRules.NoRate, BankingRules.BadPayeeAccount, BankingRules.NotRenminbi, DepositRules.NoPayeeAccount, DepositRules.PayeeAccountChanged, DepositRules.PayeeWaits];

    /// <summary>The repayments of a batch, in no order; each thing that is repaid is marked as under way. What cannot be paid is not among them.</summary>
    internal async Task<IReadOnlyList<Repayment>> TakeAsync(BankAccount account, Guid batchId, DateOnly payOn, CancellationToken ct)
    {
        var repayments = new List<Repayment>();
        foreach (var candidate in await CandidatesAsync(account, payOn, ct))
        {
            if (candidate.Refusal() is null)
            {
                candidate.MarkUnderWay(batchId);
                repayments.Add(Make(account, batchId, candidate));
            }
        }

        return repayments;
    }

    /// <summary>What a batch of the account would leave out today.</summary>
    public async Task<IReadOnlyList<LeftOut>> LeftOutAsync(long bankAccountId, DateOnly payOn, CancellationToken ct)
    {
        var account = await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == bankAccountId, ct);
        return [.. (await CandidatesAsync(account, payOn, ct)).Select(c => c.Refusal() is { } refusal ? new LeftOut(c.Id, refusal) : null).OfType<LeftOut>()];
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(BankAccount account, DateOnly payOn, CancellationToken ct)
    {
        var corrections = await payees.OfAccountAsync(account.Id, ct);
        return
        [
            .. new[]
            {
                await DepositsAsync(account, payOn, ct), await WaitingAsync(account, payOn, corrections, ct), await SuspenseAsync(account, ct), await PayoutsAsync(account, ct),
                await FeesAsync(account, ct),
            }.SelectMany(c => c).Select(c => ToAccountInForce(c, corrections)),
        ];
    }

    /// <summary>Where the bank could not pay, and two people approved another account of the same payer, it goes there; while a proposal waits, nowhere.</summary>
    private static Candidate ToAccountInForce(Candidate candidate, PayeeCorrections corrections)
    {
        if (corrections.Waiting(candidate.Subject.Id) is not null)
        {
            return candidate with { Reckon = () => throw new RuleBrokenException(DepositRules.PayeeWaits) };
        }

        return corrections.InForce(candidate.Subject.Id, candidate.Payee.Account)?.Payer is not { } other ? candidate : candidate with
        {
            Payee = new Payee(candidate.Payee.Name, other.Account, other.Bank),
            Reckon = () =>
            {
                var sums = candidate.Reckon();
                if (!corrections.Allow(candidate.Subject.Id, candidate.Payee.Name, other.Account))
                {
                    throw new RuleBrokenException(DepositRules.NotThePayersAccount);
                }

                RequirePayable(other.Account);
                return sums;
            },
        };
    }

    private async Task<IEnumerable<Candidate>> DepositsAsync(BankAccount account, DateOnly payOn, CancellationToken ct)
    {
        var deposits = await db.Set<Deposit>()
            .Where(d => d.BankAccountId == account.Id && d.State == DepositState.RefundDue && d.PayerAccount != null && !d.RefundsApart).ToListAsync(ct);
        var reckoning = await interest.LoadAsync(deposits, ct);
        var lateness = await lateRefunds.LoadAsync(deposits, payOn, ct);
        return deposits.Select(d => new Candidate(
            d.ParticipationId, new RepaymentSubject(RepaymentKind.Deposit, d.ParticipationId), new Payee(d.PayerName!, d.PayerAccount!, d.PayerBank ?? ""),
            () =>
            {
                RequirePayer(d.PayerCheck, d.ParticipationId, d.PayerName!, d.PayerAccount!);
                return Sums.Of(d.Refundable, reckoning.MoreTo(d, payOn), lateness.To(d, payOn));
            },
            _ => d.Refunding()));
    }

    private async Task<IEnumerable<Candidate>> WaitingAsync(BankAccount account, DateOnly payOn, PayeeCorrections corrections, CancellationToken ct)
    {
        var waiting = await db.Set<WaitingRefund>().Where(w => w.BankAccountId == account.Id && w.BatchId == null).ToListAsync(ct);
        var subjects = waiting.ToDictionary(w => w.Id, w => seal.Open(w.Id, w.SealedSubject));
        var participations = subjects.Values.Select(s => s.Id).ToArray();
        var deposits = await db.Set<Deposit>().Where(d => participations.Contains(d.ParticipationId)).ToDictionaryAsync(d => d.ParticipationId, ct);
        var lateness = await lateRefunds.LoadAsync(deposits.Values.Where(d => d.State == DepositState.RefundDue), payOn, ct);
        return waiting.Select(w =>
        {
            var (subject, deposit) = (subjects[w.Id], deposits[subjects[w.Id].Id]);
            var isInterest = subject.Kind == RepaymentKind.Interest;
            return new Candidate(
                w.Id, subject, new Payee(w.PayeeName, w.PayeeAccount, w.PayeeBank),
                () =>
                {
                    // Interest waits to go where its deposit went.
                    if (!corrections.Allow(deposit.ParticipationId, w.PayeeName, w.PayeeAccount))
                    {
                        RequirePayer(deposit.PayerCheck, deposit.ParticipationId, w.PayeeName, w.PayeeAccount);
                    }

                    return isInterest ? Sums.Of(Money.Zero, w.Amount) : Sums.Of(deposit.Refundable, Money.Zero, lateness.To(deposit, payOn));
                },
                batch =>
                {
                    w.BatchId = batch;
                    if (!isInterest)
                    {
                        deposit.Refunding();
                    }
                });
        });
    }

    /// <summary>
    /// Money whose payer is not known in full, and money that may be a payment of ours coming back, stays in suspense until two people have said whose it
    /// is (<see cref="SuspenseService"/>).
    /// </summary>
    private async Task<IEnumerable<Candidate>> SuspenseAsync(BankAccount account, CancellationToken ct)
    {
        var lines = await db.WithDecisionsAsync(db.Set<BankLine>().Where(l => l.BankAccountId == account.Id && l.State == BankLineState.Suspense), ct);
        return lines.Where(l => l.IsPayable).Select(l => new Candidate(
            l.Line.Id, new RepaymentSubject(RepaymentKind.Suspense, l.Line.Id), new Payee(l.Payer.Name, l.Payer.Account, l.Payer.Bank),
            () =>
            {
                RequireRenminbi(account);
                RequirePayer(l.Payer.Check, l.Line.Id, l.Payer.Name, l.Payer.Account);
                return Sums.Of(l.Line.Amount, Money.Zero);
            },
            _ => l.Line.State = BankLineState.Returning));
    }

    /// <summary>What is forfeited to owners, bonds that are released, and penalties that are given back; what is the treasury's goes with a remittance.</summary>
    private async Task<IEnumerable<Candidate>> PayoutsAsync(BankAccount account, CancellationToken ct)
    {
        var owed = await db.Set<Payout>().Where(p => p.BankAccountId == account.Id && p.State == PayoutState.Owed && p.Kind != PayoutKind.ForfeitedToTreasury).ToListAsync(ct);
        var participations = owed.Select(p => p.ParticipationId).ToArray();
        var deposits = await db.Set<Deposit>().AsNoTracking().Where(d => participations.Contains(d.ParticipationId)).ToDictionaryAsync(d => d.ParticipationId, ct);
        var owners = await OwnersAsync([.. owed.Where(p => p.Kind == PayoutKind.ForfeitedToOwner).Select(p => p.LotId)], ct);
        var paid = owed.Select(p => p.ReceiptId).OfType<Guid>().ToArray();
        var receipts = paid.Length == 0 ? [] : await db.Set<PriceReceipt>().AsNoTracking().Where(r => paid.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        return owed.Select(p =>
        {
            var deposit = deposits[p.ParticipationId];
            if (p.Kind == PayoutKind.PenaltyReturned)
            {
                return OfPenalty(p, receipts[p.ReceiptId!.Value]);
            }

            var isBond = p.Kind == PayoutKind.BondReleased;
            var registered = owners.GetValueOrDefault(p.LotId);
            var payee = isBond ? new Payee(deposit.PayerName ?? "", deposit.PayerAccount ?? "", deposit.PayerBank ?? "") : registered.Payee;
            return new Candidate(
                p.Id, new RepaymentSubject(isBond ? RepaymentKind.Bond : RepaymentKind.Forfeited, p.Id), payee ?? new Payee("", "", ""),
                () =>
                {
                    if (isBond)
                    {
                        RequirePayer(deposit.PayerCheck, deposit.ParticipationId, payee!.Name, payee.Account);
                    }
                    else
                    {
                        RequirePayable(payee?.Account ?? throw new RuleBrokenException(DepositRules.NoPayeeAccount));
                        if (!registered.IsProved)
                        {
                            throw new RuleBrokenException(DepositRules.PayeeAccountChanged);
                        }
                    }

                    return Sums.Of(p.Amount, Money.Zero);
                },
                p.GoWith);
        });
    }

    /// <summary>Back to the very account that the penalty was paid from.</summary>
    private Candidate OfPenalty(Payout payout, PriceReceipt receipt) => new(
        payout.Id, new RepaymentSubject(RepaymentKind.Penalty, payout.Id), new Payee(receipt.PayerName ?? "", receipt.PayerAccount ?? "", receipt.PayerBank ?? ""),
        () =>
        {
            RequirePayer(receipt.PayerCheck ?? "", receipt.Id, receipt.PayerName ?? "", receipt.PayerAccount ?? "");
            return Sums.Of(payout.Amount, Money.Zero);
        },
        payout.GoWith);

    /// <summary>What was paid on fees beyond what they are, to the account that the line names, or that two people have entered where it names none.</summary>
    private async Task<IEnumerable<Candidate>> FeesAsync(BankAccount account, CancellationToken ct)
    {
        var owed = await db.Set<FeeRefund>().Where(f => f.BankAccountId == account.Id && f.State == FeeRefundState.Owed).ToListAsync(ct);
        var (ids, paid) = (owed.Select(f => f.Id).ToArray(), owed.Select(f => f.LineId!.Value).ToArray());
        var lines = await db.Set<BankLine>().AsNoTracking().Where(l => paid.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var decisions = (await db.Set<FinanceDecision>().AsNoTracking()
            .Where(d => ids.Contains(d.SubjectId) && d.Kind == DecisionKind.FeePayerCompleted && d.State != DecisionState.Declined).OrderBy(d => d.ProposedAtUtc).ToListAsync(ct)).ToLookup(d => d.SubjectId);
        return owed.Select(f =>
        {
            var (subject, payer) = decisions[f.Id].LastOrDefault() is { Payer: { } entered } completed
                ? (f.Id, new SuspensePayer(entered.Name, entered.Account, entered.Bank, completed.PayerCheck!))
                : (f.LineId!.Value, SuspenseLines.PayerOf(lines[f.LineId!.Value]));
            return new Candidate(
                f.Id, new RepaymentSubject(RepaymentKind.FeeRefund, f.Id), new Payee(payer.Name, payer.Account, payer.Bank),
                () =>
                {
                    if (decisions[f.Id].Any(d => d.State == DecisionState.Proposed))
                    {
                        throw new RuleBrokenException(DepositRules.PayeeWaits);
                    }

                    RequirePayer(payer.Check, subject, payer.Name, payer.Account);
                    return Sums.Of(f.Amount, Money.Zero);
                },
                f.GoWith);
        });
    }

    /// <summary>The registered account of today of each lot's owner, and whether it is what was registered.</summary>
    private async Task<Dictionary<long, (Payee Payee, bool IsProved)>> OwnersAsync(long[] lots, CancellationToken ct) => (await (
        from lot in db.Set<Domain.Projects.Lot>()
        join project in db.Set<Domain.Projects.Project>() on lot.ProjectId equals project.Id
        join owner in db.Set<Organisation>() on project.OwnerId equals owner.Id
        from account in owner.Accounts
        where lots.Contains(lot.Id) && account.UntilUtc == null
        select new { lot.Id, owner.CreditCode, account }).AsNoTracking().ToListAsync(ct))
        .ToDictionary(a => a.Id, a => (new Payee(a.account.AccountName, a.account.AccountNumber, a.account.BankName), proof.Holds(a.CreditCode, a.account)));

    private Repayment Make(BankAccount account, Guid batchId, Candidate candidate)
    {
        var (sums, payee) = (candidate.Reckon(), candidate.Payee);
        return seal.Payment(account.CentreId, batchId, candidate.Subject, (payee.Name, payee.Account, payee.Bank), sums.Principal, sums.Interest, sums.Late);
    }

    // Batches and payment files are in renminbi.
    private static void RequireRenminbi(BankAccount account)
    {
        if (account.Currency != BankAccount.Renminbi)
        {
            throw new RuleBrokenException(BankingRules.NotRenminbi, account.Currency);
        }
    }

    private void RequirePayer(string check, Guid subject, string name, string account)
    {
        if (!payerCheck.Matches(check, subject, name, account))
        {
            throw new RuleBrokenException(DepositRules.NotThePayersAccount);
        }

        RequirePayable(account);
    }

    private static void RequirePayable(string account)
    {
        // One number that cannot stand in a payment file would keep the whole file from being written.
        if (!PaymentFileWriter.IsPayable(account))
        {
            throw new RuleBrokenException(BankingRules.BadPayeeAccount, 1, account);
        }
    }

    /// <summary>What is paid: the principal, and with it all the interest, of which some may be for being late.</summary>
    private sealed record Sums(Money Principal, Money Interest, Money Late)
    {
        public static Sums Of(Money principal, Money interest, Money late = default) => new(principal, interest + late, late);
    }

    private sealed record Payee(string Name, string Account, string Bank);

    /// <param name="Id">The row under which finance sees it.</param>
    /// <param name="Subject">What is repaid.</param>
    /// <param name="Payee">To whom.</param>
    /// <param name="Reckon">Principal and interest; throws a rule where it cannot be paid.</param>
    /// <param name="MarkUnderWay">Marks it as taken into a batch.</param>
    private sealed record Candidate(Guid Id, RepaymentSubject Subject, Payee Payee, Func<Sums> Reckon, Action<Guid> MarkUnderWay)
    {
        public RuleBrokenException? Refusal()
        {
            try
            {
                _ = Reckon();
                return null;
            }
            catch (RuleBrokenException refusal) when (Holding.Contains(refusal.Rule))
            {
                return refusal;
            }
        }
    }
}

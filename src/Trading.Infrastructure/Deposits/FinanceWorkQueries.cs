using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>An open step of finance with what it is about, as far as finance sees it.</summary>
/// <param name="Step">The step with its light.</param>
/// <param name="Name">A payer, payee, lot or file; null where the stage says it.</param>
/// <param name="Amount">The money that it is about; null where there is none.</param>
/// <param name="Need">What brings money in suspense nearer to its end; null for other things.</param>
/// <param name="IsUnderWay">All of it is in a batch already, or waits for a decision.</param>
/// <param name="Others">How many people still have to approve, each another than those before; 0 where it is not about that.</param>
public sealed record FinanceWork(StepItem Step, string? Name = null, Money? Amount = null, SuspenseNeed? Need = null, bool IsUnderWay = false, int Others = 0);

/// <summary>The due work of a centre's finance: its open steps, each joined with its subject.</summary>
public sealed class FinanceWorkQueries(
    TradingDbContext db, SupervisionQueries steps, StatementQueries statements, UnreadableFileQueries files)
{
    /// <summary>All that makers and checkers have to do, the most urgent first.</summary>
    public async Task<IReadOnlyList<FinanceWork>> OpenAsync(long centreId, CancellationToken ct)
    {
        var open = await steps.OfPostsAsync(centreId, [Posts.FinanceMaker, Posts.FinanceChecker], ct);
        var known = new Dictionary<Guid, FinanceWork>();
        foreach (var kind in open.GroupBy(s => s.SubjectKind))
        {
            foreach (var work in await OfKindAsync(centreId, kind.Key, [.. kind], ct))
            {
                known.Add(work.Step.Id, work);
            }
        }

        return [.. open.Select(s => known[s.Id])];
    }

    private Task<IEnumerable<FinanceWork>> OfKindAsync(long centreId, StepSubjectKind kind, IReadOnlyList<StepItem> open, CancellationToken ct) => kind switch
    {
        StepSubjectKind.Lot => LotsAsync(open, ct),
        StepSubjectKind.BankLine => LinesAsync(open, ct),
        StepSubjectKind.WaitingRefund => WaitingAsync(open, ct),
        StepSubjectKind.Statement => StatementsAsync(centreId, open, ct),
        StepSubjectKind.StatementFile => FilesAsync(centreId, open, ct),
        StepSubjectKind.FinanceDecision => DecisionsAsync(open, ct),
        StepSubjectKind.RepaymentBatch => BatchesAsync(open, ct),
        StepSubjectKind.FeeCharge => FeesAsync(open, ct),
        StepSubjectKind.PricePlan => PricesAsync(open, ct),
        StepSubjectKind.Deposit => ForfeituresAsync(open, ct),
        StepSubjectKind.Payout => PayoutsAsync(open, ct),
        StepSubjectKind.FeeRefund => FeeRefundsAsync(open, ct),
        StepSubjectKind.Project or StepSubjectKind.CentreRule or StepSubjectKind.AccountChange or StepSubjectKind.Organisation or StepSubjectKind.AccountingPeriod =>
            Task.FromResult(open.Select(s => new FinanceWork(s, s.About))),
    };

    private async Task<IEnumerable<FinanceWork>> LotsAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var lots = open.Select(s => s.LotId!.Value).ToArray();
        var owed = (await db.Set<Deposit>().AsNoTracking()
            .Where(d => lots.Contains(d.LotId) && !d.RefundsApart && (d.State == DepositState.RefundDue || d.State == DepositState.Refunding))
            .Select(d => new { d.LotId, d.State, Owed = d.Received - d.Converted - d.Forfeited }).ToListAsync(ct)).ToLookup(d => d.LotId);
        return open.Select(s => new FinanceWork(
            s, $"{s.LotCode} {s.LotName}", Money.Sum(owed[s.LotId!.Value].Select(d => d.Owed)), IsUnderWay: owed[s.LotId!.Value].All(d => d.State == DepositState.Refunding)));
    }

    private async Task<IEnumerable<FinanceWork>> LinesAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var lines = (await db.WithDecisionsAsync(db.Set<BankLine>().AsNoTracking().Where(l => ids.Contains(l.Id)), ct)).Select(SuspenseItem.Of).ToDictionary(l => l.LineId);
        return open.Select(s => (Step: s, Line: lines[s.SubjectGuid()]))
            .Select(w => new FinanceWork(w.Step, w.Line.PayerName, w.Line.Amount, w.Line.Need, IsUnderWay: w.Line.Need == SuspenseNeed.Decision));
    }

    private async Task<IEnumerable<FinanceWork>> WaitingAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var refunds = await db.Set<WaitingRefund>().AsNoTracking().Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, ct);
        return open.Select(s => new FinanceWork(s, refunds[s.SubjectGuid()].PayeeName, refunds[s.SubjectGuid()].Amount));
    }

    private async Task<IEnumerable<FinanceWork>> StatementsAsync(long centreId, IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var held = (await statements.OfAsync(centreId, IdsOf(open), ct)).ToDictionary(s => s.Id);
        return open.Select(s => new FinanceWork(s, s.About, IsUnderWay: held[s.SubjectGuid()].WaitingDecision is not null));
    }

    private async Task<IEnumerable<FinanceWork>> FilesAsync(long centreId, IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var unreadable = (await files.ListAsync(centreId, IdsOf(open), ct)).ToDictionary(f => f.Id);
        return open.Select(s => new FinanceWork(s, unreadable[s.SubjectGuid()].Name));
    }

    private async Task<IEnumerable<FinanceWork>> DecisionsAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var amounts = await (
            from decision in db.Set<FinanceDecision>().AsNoTracking()
            join line in db.Set<BankLine>() on decision.SubjectId equals line.Id into lines
            from line in lines.DefaultIfEmpty()
            join deposit in db.Set<Deposit>() on decision.SubjectId equals deposit.ParticipationId into deposits
            from deposit in deposits.DefaultIfEmpty()
            join plan in db.Set<PricePlan>() on decision.SubjectId equals plan.Id into plans
            from plan in plans.DefaultIfEmpty()
            join fee in db.Set<FeeCharge>() on decision.SubjectId equals fee.Id into fees
            from fee in fees.DefaultIfEmpty()
            join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
            from payer in payers.DefaultIfEmpty()
            join refund in db.Set<FeeRefund>() on decision.SubjectId equals refund.Id into refunds
            from refund in refunds.DefaultIfEmpty()
            join lot in db.Set<Lot>() on (long?)plan.LotId ?? (long?)fee.LotId ?? refund.LotId equals (long?)lot.Id into lots
            from lot in lots.DefaultIfEmpty()
            where ids.Contains(decision.Id)
            select new
            {
                decision.Id,
                Lot = lot.Code,
                Name = decision.PayerName ?? line.PayerName ?? deposit.PayerName ?? plan.BuyerName ?? payer.Name,
                Amount = decision.NewAmount ?? (Money?)line.Amount ?? (Money?)plan.Price ?? (Money?)fee.Amount ?? (Money?)refund.Amount,
            }).ToDictionaryAsync(d => d.Id, ct);
        return open.Select(s => (Step: s, Of: amounts[s.SubjectGuid()])).Select(d => new FinanceWork(d.Step, $"{d.Of.Lot} {d.Of.Name}".Trim(), d.Of.Amount));
    }

    private async Task<IEnumerable<FinanceWork>> BatchesAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var payments = (await db.Set<Repayment>().AsNoTracking().Where(r => ids.Contains(r.BatchId)).Select(r => new { r.BatchId, r.Principal, r.Interest }).ToListAsync(ct))
            .ToLookup(r => r.BatchId, r => r.Principal + r.Interest);
        return open.Select(s => new FinanceWork(s, Amount: Money.Sum(payments[s.SubjectGuid()])));
    }

    private async Task<IEnumerable<FinanceWork>> FeesAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var fees = await (
            from fee in db.Set<FeeCharge>().AsNoTracking()
            join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
            from payer in payers.DefaultIfEmpty()
            where ids.Contains(fee.Id)
            select new { fee.Id, payer.Name, fee.Amount, fee.Received }).ToDictionaryAsync(f => f.Id, ct);
        return open.Select(s => (Step: s, Fee: fees[s.SubjectGuid()])).Select(w => new FinanceWork(w.Step, $"{w.Step.About} {w.Fee.Name}", w.Fee.Amount - w.Fee.Received));
    }

    /// <summary>A payment that is owed is of the next instalment, or of the penalty and interest that are left; what is to be passed on is all that is held.</summary>
    private async Task<IEnumerable<FinanceWork>> PricesAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var plans = await db.Set<PricePlan>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var held = (await db.Set<PriceReceipt>().AsNoTracking().Where(r => ids.Contains(r.PlanId) && r.PayoutId == null).Select(r => new { r.PlanId, r.Price, r.Penalty, r.PenaltyReturned, r.Interest }).ToListAsync(ct))
            .ToLookup(r => r.PlanId, r => r.Price + r.Penalty - r.PenaltyReturned + r.Interest);
        return open.Select(s => (Step: s, Plan: plans[s.SubjectGuid()])).Select(w => new FinanceWork(
            w.Step, $"{w.Step.About} {w.Plan.BuyerName}",
            w.Step.Stage == Stages.PricePassOn ? Money.Sum(held[w.Plan.Id]) : w.Plan.Next?.Unpaid ?? w.Plan.BesidesLeft));
    }

    private async Task<IEnumerable<FinanceWork>> ForfeituresAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var proposed = await (
            from forfeiture in db.Set<Forfeiture>().AsNoTracking()
            join deposit in db.Set<Deposit>() on forfeiture.ParticipationId equals deposit.ParticipationId
            where ids.Contains(forfeiture.ParticipationId) && (forfeiture.State == ForfeitureState.Proposed || forfeiture.State == ForfeitureState.Seconded)
            select new { forfeiture.ParticipationId, forfeiture.State, deposit.PayerName, forfeiture.Amount }).ToDictionaryAsync(f => f.ParticipationId, ct);
        return open.Select(s => (Step: s, Of: proposed[s.SubjectGuid()])).Select(w => new FinanceWork(
            w.Step, $"{w.Step.About} {w.Of.PayerName}", w.Of.Amount, Others: w.Of.State == ForfeitureState.Proposed ? 2 : 1));
    }

    private async Task<IEnumerable<FinanceWork>> PayoutsAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var owed = await db.Set<Payout>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Amount, ct);
        return open.Select(s => new FinanceWork(s, s.About, owed[s.SubjectGuid()]));
    }

    private async Task<IEnumerable<FinanceWork>> FeeRefundsAsync(IReadOnlyList<StepItem> open, CancellationToken ct)
    {
        var ids = IdsOf(open);
        var owed = await db.Set<FeeRefund>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Amount, ct);
        return open.Select(s => new FinanceWork(s, s.About, owed[s.SubjectGuid()]));
    }

    private static Guid[] IdsOf(IEnumerable<StepItem> open) => [.. open.Select(s => s.SubjectGuid())];
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>With what kind of instruction a line in suspense agrees. Of a deposit nothing more is shown: no lot, and nobody's participation.</summary>
public enum SuggestedInstruction
{
    Deposit,
    Fee,

    /// <summary>A price, by exactly what its plan asks for on the day on which the money counts.</summary>
    Price,
}

/// <summary>With what a line agrees.</summary>
/// <param name="With">The kind.</param>
/// <param name="FeeId">The charge, which is of an awarded lot; null for a deposit.</param>
/// <param name="Fault">What the rules of that instruction say against the receipt, so that nobody books it and it goes back; null where it may be booked.</param>
/// <param name="PlanId">The price plan, of an awarded lot too; null for all else.</param>
public sealed record Suggestion(SuggestedInstruction With, Guid? FeeId = null, RuleBrokenException? Fault = null, Guid? PlanId = null);

/// <summary>
/// Finds the one open instruction with which a line that names none agrees in payer, account and amount: a deposit of the line's bank account on which bids
/// are still taken and of which exactly that is missing, a fee that still owes exactly that, or a price of
/// which the plan asks exactly that. Nothing is kept: it is found anew at each look, and at the
/// approval for good. What the instruction's rules would not take with its sub-account, such as cash, they do not take without one. What names an instruction of another payer is never suggested, and neither is what agrees with two.
/// </summary>
public sealed class SuggestedReceipts(TradingDbContext db, PayerCheck payerCheck, VaultSeal seal)
{
    /// <summary>Of these lines those that agree with exactly one open instruction, as pages show it.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Suggestion>> OfAsync(IReadOnlyCollection<BankLine> lines, DateTime nowUtc, CancellationToken ct) =>
        (await FindAsync(lines, nowUtc, isHeld: false, ct)).ToDictionary(
            f => f.Key,
            f => f.Value.Match switch
            {
                LineMatch.ToFee to => new Suggestion(SuggestedInstruction.Fee, to.Fee.Id),
                LineMatch.ToPrice to => new Suggestion(SuggestedInstruction.Price, PlanId: to.Plan.Id),
                _ => new Suggestion(SuggestedInstruction.Deposit, Fault: f.Value.Fault),
            });

    /// <summary>The one instruction with which the line agrees at this instant, whose lot keeps its window until the transaction ends.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>suspense.agrees-with-none</c>; <c>deposits.form-not-allowed</c>, <c>deposits.not-basic-account</c>: it agrees, and the rules of the deposit do not take it
    /// </exception>
    internal async Task<LineMatch> RequireAsync(BankLine line, DateTime nowUtc, CancellationToken ct)
    {
        var found = (await FindAsync([line], nowUtc, isHeld: true, ct)).GetValueOrDefault(line.Id) ?? throw new RuleBrokenException(SuspenseRules.AgreesWithNone);
        return found.Fault is { } fault ? throw fault : found.Match;
    }

    /// <summary>Names line, form and instruction together, so that only who has the vault could say which instruction it is.</summary>
    internal string Tag(BankLine line, LineMatch match) => seal.Tag("suggested-receipt", match switch
    {
        LineMatch.ToDeposit to => $"{line.Id:N}:{line.Form}:deposit:{to.Deposit.ParticipationId:N}",
        LineMatch.ToFee to => $"{line.Id:N}:{line.Form}:fee:{to.Fee.Id:N}",
        LineMatch.ToPrice to => $"{line.Id:N}:{line.Form}:price:{to.Plan.Id:N}",
        _ => throw new InvalidOperationException($"{match.State} is no instruction."),
    });

    private async Task<Dictionary<Guid, Agreement>> FindAsync(IReadOnlyCollection<BankLine> lines, DateTime nowUtc, bool isHeld, CancellationToken ct)
    {
        var asked = lines.Where(NamesNoInstruction).ToList();
        if (asked.Count == 0)
        {
            return [];
        }

        var deposits = await DepositsAsync(asked, isHeld, nowUtc, ct);
        var fees = await FeesAsync(asked, ct);
        var prices = await PricesAsync(asked, ct);

        // One that the rules take is the one, whatever else it agrees with that they do not.
        return deposits.Concat(fees).Concat(prices).ToLookup(f => f.Line).Select(g => g.Any(f => f.Fault is null) ? [.. g.Where(f => f.Fault is null)] : g.ToArray())
            .Where(g => g.Length == 1).ToDictionary(g => g[0].Line, g => g[0]);
    }

    // A payer who was changed in the database agrees with nothing.
    private bool NamesNoInstruction(BankLine line) =>
        line is
        {
            State: BankLineState.Suspense, Reason: SuspenseReasons.NoSubAccount or SuspenseReasons.UnknownSubAccount,
            PayerName: { Length: > 0 } name, PayerAccount: { Length: > 0 } account, PayerCheck: { } check,
        }
        && payerCheck.Matches(check, line.Id, name, account);

    private async Task<List<Agreement>> DepositsAsync(IReadOnlyCollection<BankLine> lines, bool isHeld, DateTime nowUtc, CancellationToken ct)
    {
        var (accounts, amounts) = (lines.Select(l => l.BankAccountId).Distinct().ToArray(), AmountsOf(lines));
        var open = await db.Set<Deposit>()
            .Where(d => accounts.Contains(d.BankAccountId) && (d.State == DepositState.Awaited || d.State == DepositState.Short)
                && amounts.Contains((long)(object)d.Due - (long)(object)d.Received))
            .ToListAsync(ct);
        var agreeing = (
            from line in lines
            from deposit in open
            where deposit.BankAccountId == line.BankAccountId && deposit.Due - deposit.Received == line.Amount
            let isBasic = payerCheck.IsBasic(deposit.PayerCheck, deposit.ParticipationId, line.PayerName!, line.PayerAccount!)
            where isBasic is not null
            select (Line: line, Deposit: deposit, IsBasic: isBasic)).ToList();
        long[] lots = [.. agreeing.Select(a => a.Deposit.LotId).Distinct()];
        var rules = await ReceiptRules.OfAsync(db, lots, ct);
        var tenders = isHeld
            ? await LineMatcher.TendersAsync(db, lots, ct)
            : await db.Set<Tender>().AsNoTracking().Where(t => lots.Contains(t.LotId)).ToDictionaryAsync(t => t.LotId, ct);
        return
        [
            .. from a in agreeing
               where tenders[a.Deposit.LotId].TakesBids(nowUtc)
               select new Agreement(a.Line.Id, new LineMatch.ToDeposit(a.Deposit), rules[a.Deposit.LotId].FaultOf(a.Line.Form ?? DepositForm.Transfer, a.IsBasic)),
        ];
    }

    private async Task<List<Agreement>> FeesAsync(IReadOnlyCollection<BankLine> lines, CancellationToken ct)
    {
        var (centres, amounts) = (lines.Select(l => l.CentreId).Distinct().ToArray(), AmountsOf(lines));
        var open = await db.Set<FeeCharge>()
            .Where(f => centres.Contains(f.CentreId) && f.State == FeeChargeState.Charged && amounts.Contains((long)(object)f.Amount - (long)(object)f.Received)).ToListAsync(ct);
        var payers = await AccountsAsync(open.Select(f => f.OrganisationId), ct);
        return
        [
            .. from line in lines
               from fee in open
               where fee.CentreId == line.CentreId && fee.Amount - fee.Received == line.Amount
                   && payers[fee.OrganisationId].Any(p => IsPayer(line, p.Name, p.AccountNumber))
               select new Agreement(line.Id, new LineMatch.ToFee(fee), null),
        ];
    }

    private async Task<List<Agreement>> PricesAsync(IReadOnlyCollection<BankLine> lines, CancellationToken ct)
    {
        var accounts = lines.Select(l => l.BankAccountId).Distinct().ToArray();
        var open = await db.Set<PricePlan>().Where(p => accounts.Contains(p.BankAccountId) && p.State == PricePlanState.Open && p.BuyerId != null).ToListAsync(ct);
        var buyers = await AccountsAsync(open.Select(p => p.BuyerId!.Value), ct);
        return
        [
            .. from line in lines
               from plan in open
               where plan.BankAccountId == line.BankAccountId && plan.Asks(line.Amount, line.ValueOn)
                   && PayerCheck.NormaliseName(plan.BuyerName) == PayerCheck.NormaliseName(line.PayerName!) && buyers[plan.BuyerId!.Value].Any(b => IsPayer(line, b.Name, b.AccountNumber))
               select new Agreement(line.Id, new LineMatch.ToPrice(plan), null),
        ];
    }

    // The accounts that organisations have in force.
    private async Task<ILookup<long, (string Name, string AccountNumber)>> AccountsAsync(IEnumerable<long> organisations, CancellationToken ct)
    {
        var ids = organisations.Distinct().ToArray();
        var found = await (
            from organisation in db.Set<Organisation>()
            join account in db.Set<OrganisationAccount>() on organisation.Id equals account.OrganisationId
            where ids.Contains(organisation.Id) && account.UntilUtc == null
            select new { organisation.Id, organisation.Name, account.AccountNumber }).ToListAsync(ct);
        return found.ToLookup(p => p.Id, p => (p.Name, p.AccountNumber));
    }

    private static bool IsPayer(BankLine line, string name, string account) =>
        PayerCheck.NormaliseName(line.PayerName!) == PayerCheck.NormaliseName(name)
        && PayerCheck.NormaliseAccount(line.PayerAccount!) == PayerCheck.NormaliseAccount(account);

    private static long[] AmountsOf(IEnumerable<BankLine> lines) => [.. lines.Select(l => l.Amount.Fen).Distinct()];

    /// <summary>A line agrees with an instruction, whose rules may speak against it.</summary>
    private sealed record Agreement(Guid Line, LineMatch Match, RuleBrokenException? Fault);
}

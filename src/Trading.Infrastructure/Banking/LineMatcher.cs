using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Finds what the lines of one statement are for. A receipt names its instruction by the sub-account that was paid into, or by the same number in what the
/// payer wrote; it is a deposit only where that and the payer both agree and bids are still taken at the instant of the import. Whatever is not certain is suspense.
/// </summary>
internal sealed partial class LineMatcher
{
    private readonly PayerCheck _payerCheck;
    private readonly Dictionary<string, Deposit> _deposits;
    private readonly HashSet<string> _elsewhere;
    private readonly BidderNames _bidders;
    private readonly Dictionary<string, FeeCharge> _fees;
    private readonly Dictionary<long, string> _payers;
    private readonly Dictionary<string, PricePlan> _prices;
    private readonly Dictionary<string, Repayment> _payments;
    private readonly Dictionary<string, TreasuryReturn> _returns;
    private readonly Dictionary<string, TreasuryClaim> _claims;
    private readonly Dictionary<long, Tender> _tenders;
    private readonly Dictionary<long, ReceiptRules> _rules;
    private readonly HashSet<(string EndToEndId, Money Amount)> _shown;
    private readonly bool _isRenminbi;

    private LineMatcher(
        PayerCheck payerCheck, Dictionary<string, Deposit> deposits, HashSet<string> elsewhere, BidderNames bidders, Dictionary<string, FeeCharge> fees,
        Dictionary<long, string> payers, Dictionary<string, PricePlan> prices,
        Dictionary<string, Repayment> payments, Dictionary<string, TreasuryReturn> returns, Dictionary<string, TreasuryClaim> claims, Dictionary<long, Tender> tenders, Dictionary<long, ReceiptRules> rules,
        HashSet<(string EndToEndId, Money Amount)> shown, bool isRenminbi)
    {
        _payerCheck = payerCheck;
        _deposits = deposits;
        _elsewhere = elsewhere;
        _bidders = bidders;
        _fees = fees;
        _payers = payers;
        _prices = prices;
        _payments = payments;
        _returns = returns;
        _claims = claims;
        _tenders = tenders;
        _rules = rules;
        _shown = shown;
        _isRenminbi = isRenminbi;
    }

    /// <summary>Loads everything that the lines could be for, in a few statements however many lines there are.</summary>
    public static async Task<LineMatcher> LoadAsync(
        TradingDbContext db, PayerCheck payerCheck, DepositSubAccounts numbers, BidderSeal bidderSeal, BankAccount account, IReadOnlyCollection<StatementLine> lines,
        CancellationToken ct)
    {
        var written = lines.SelectMany(InstructionsIn).Distinct().ToDictionary(n => n, numbers.Tag);
        var tags = written.Values.ToArray();
        var tagged = await db.Set<Deposit>().Where(d => tags.Contains(d.SubAccountTag)).ToDictionaryAsync(d => d.SubAccountTag, ct);
        var deposits = written.Where(n => tagged.ContainsKey(n.Value)).ToDictionary(n => n.Key, n => tagged[n.Value]);
        // The numbers of deposits go into no statement in clear, where a database's log would keep them.
        var others = written.Keys.Except(deposits.Keys).ToArray();
        var fees = await db.Set<FeeCharge>().Where(f => others.Contains(f.SubAccount) && f.CentreId == account.CentreId).ToDictionaryAsync(f => f.SubAccount, ct);
        var prices = await db.Set<PricePlan>().Where(PricePlan.IsInForce).Where(p => others.Contains(p.SubAccount) && p.CentreId == account.CentreId)
            .ToDictionaryAsync(p => p.SubAccount, ct);
        // What is to be paid into another account of the centre is nobody's here.
        var elsewhere = deposits.Where(d => d.Value.CentreId == account.CentreId && d.Value.BankAccountId != account.Id).Select(d => d.Key)
            .Concat(prices.Where(p => p.Value.BankAccountId != account.Id).Select(p => p.Key)).ToHashSet();
        deposits = deposits.Where(d => d.Value.BankAccountId == account.Id).ToDictionary();
        prices = prices.Where(p => p.Value.BankAccountId == account.Id).ToDictionary();

        // Of all payers, so that a log of questions does not say who pays deposits.
        var paying = lines.Where(l => l.Amount.IsPositive).Select(l => l.CounterpartyName);
        var bidders = await BidderNames.LoadAsync(db, bidderSeal, [.. deposits.Values], paying, ct);
        var owing = fees.Values.Select(f => f.OrganisationId).Distinct().ToArray();
        var payers = await db.Set<Organisation>().Where(o => owing.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var named = lines.SelectMany(NumbersIn).Distinct().ToArray();
        var payments = await db.Set<Repayment>()
            .Where(r => named.Contains(r.EndToEndId) && db.Set<RepaymentBatch>().Any(b => b.Id == r.BatchId && b.BankAccountId == account.Id))
            .ToDictionaryAsync(r => r.EndToEndId, ct);
        var numbered = lines.SelectMany(ReturnsIn).Distinct().ToArray();
        var returns = numbered.Length == 0
            ? []
            : await db.Set<TreasuryReturn>().Where(r => numbered.Contains(r.Number) && r.CentreId == account.CentreId).ToDictionaryAsync(r => r.Number, ct);
        var claimed = lines.SelectMany(ClaimsIn).Distinct().ToArray();
        // What the treasury gives back is paid on from the account that the fee arrived on.
        var claims = claimed.Length == 0
            ? []
            : await db.Set<TreasuryClaim>().Where(c => claimed.Contains(c.Number) && db.Set<FeeRefund>().Any(r => r.Id == c.RefundId && r.BankAccountId == account.Id)).ToDictionaryAsync(c => c.Number, ct);
        var shown = await db.Set<BankLine>().Where(l => named.Contains(l.EndToEndId)).Select(l => new { l.EndToEndId, l.Amount }).ToListAsync(ct);
        long[] lots = [.. deposits.Values.Select(d => d.LotId).Distinct()];
        return new LineMatcher(
            payerCheck, deposits, elsewhere, bidders, fees, payers, prices, payments, returns, claims, await TendersAsync(db, lots, ct), await ReceiptRules.OfAsync(db, lots, ct),
            [.. shown.Select(s => (s.EndToEndId!, s.Amount))], account.Currency == BankAccount.Renminbi);
    }

    /// <summary>The lots for which a line could be.</summary>
    public long[] LotIds => [.. _tenders.Keys];

    public LineMatch Of(StatementLine line, DateTime nowUtc) =>
        (_isRenminbi ? OwnPayment(line) : null) ?? (line.Amount.IsPositive ? Incoming(line, nowUtc) : new LineMatch.Unexplained());

    /// <summary>Whether an incoming line comes from the very account that a payment went to; what the payer wrote proves nothing.</summary>
    internal static bool IsFromPayee(StatementLine line, Repayment payment) =>
        PayerCheck.NormaliseAccount(line.CounterpartyAccount) == PayerCheck.NormaliseAccount(payment.PayeeAccount)
        && PayerCheck.NormaliseName(line.CounterpartyName) == PayerCheck.NormaliseName(payment.PayeeName);

    // Against the closing of a window: the tender stays as it was read until this import is committed, as it does for a bid.
    internal static async Task<Dictionary<long, Tender>> TendersAsync(TradingDbContext db, long[] lots, CancellationToken ct)
    {
        var tenders = db.Database.IsSqlite()
            ? db.Set<Tender>().Where(t => lots.Contains(t.LotId))
            : db.Set<Tender>().FromSql($"SELECT * FROM tender WHERE lot_id = ANY({lots}) FOR SHARE");
        return await tenders.AsNoTracking().ToDictionaryAsync(t => t.LotId, ct);
    }

    private LineMatch Incoming(StatementLine line, DateTime nowUtc)
    {
        // Deposits and fees are asked in renminbi: an amount of another currency is never one of them.
        if (!_isRenminbi)
        {
            return IsInterest(line) ? new LineMatch.Interest() : new LineMatch.Suspense(SuspenseReasons.OtherCurrency);
        }

        if (ReturnsIn(line).Select(_returns.GetValueOrDefault).OfType<TreasuryReturn>().FirstOrDefault() is { } expected)
        {
            return expected.Takes(line.Amount) ? new LineMatch.ToTreasuryReturn(expected) : new LineMatch.Suspense(SuspenseReasons.ReturnDiffers);
        }

        if (ClaimsIn(line).Select(_claims.GetValueOrDefault).OfType<TreasuryClaim>().OrderByDescending(c => c.Takes(line.Amount)).FirstOrDefault() is { } claim)
        {
            return claim.Takes(line.Amount) ? new LineMatch.ToTreasuryClaim(claim) : new LineMatch.Suspense(SuspenseReasons.RefundDiffers);
        }

        // What may be a payment of ours coming back stays in question, whatever else is written there.
        if (line.SubAccount is null && PaymentNamedBy(line) is not null)
        {
            return new LineMatch.Suspense(SuspenseReasons.UnprovedReturn);
        }

        return NamedBy(line) switch
        {
            [] => IsInterest(line) ? new LineMatch.Interest() : new LineMatch.Suspense(SuspenseReasons.NoSubAccount),
            [var number] => For(line, number, nowUtc),
            _ => new LineMatch.Suspense(SuspenseReasons.SeveralInstructions),
        };
    }

    /// <summary>
    /// The instructions that a line names: the sub-account, and what the payer wrote as far as it is an instruction's. A sub-account that has not even the form of
    /// ours, such as the account itself written otherwise, says nothing beside a number that is.
    /// </summary>
    private List<string> NamedBy(StatementLine line)
    {
        var written = PaymentCodes.In(line).Where(IsInstruction).ToList();
        return line.SubAccount is { } into && (written.Count == 0 || IsInstruction(into) || RandomNumbers.IsSubAccount(into)) ? [.. written.Prepend(into).Distinct()] : written;
    }

    private bool IsInstruction(string number) => _fees.ContainsKey(number) || _prices.ContainsKey(number) || _deposits.ContainsKey(number) || _elsewhere.Contains(number);

    private LineMatch For(StatementLine line, string number, DateTime nowUtc) =>
        _fees.TryGetValue(number, out var fee) ? ForFee(line, fee)
        : _prices.TryGetValue(number, out var plan) ? ForPrice(line, plan)
        : _elsewhere.Contains(number) ? new LineMatch.Suspense(SuspenseReasons.OtherBankAccount)
        // A lot that asks for no deposit has nothing to receive.
        : _deposits.TryGetValue(number, out var deposit) && deposit.Due.IsPositive ? ForDeposit(line, deposit, nowUtc)
        : new LineMatch.Suspense(SuspenseReasons.UnknownSubAccount);

    /// <summary>Instruction and payer must agree; the payer may use any account of its own name.</summary>
    private LineMatch ForFee(StatementLine line, FeeCharge fee)
    {
        if (!_payers.TryGetValue(fee.OrganisationId, out var payer) || PayerCheck.NormaliseName(payer) != PayerCheck.NormaliseName(line.CounterpartyName))
        {
            return new LineMatch.Suspense(SuspenseReasons.OtherPayer);
        }

        return fee.Takes(line.Amount) ? new LineMatch.ToFee(fee) : new LineMatch.Suspense(SuspenseReasons.FeeExceeded);
    }

    /// <summary>Instruction and buyer must agree; the buyer may use any account of its own name, and pays no more than is owed on the day.</summary>
    private static LineMatch ForPrice(StatementLine line, PricePlan plan) =>
        PayerCheck.NormaliseName(plan.BuyerName) != PayerCheck.NormaliseName(line.CounterpartyName) ? new LineMatch.Suspense(SuspenseReasons.OtherPayer)
        : plan.Takes(line.Amount, line.CountsOn) ? new LineMatch.ToPrice(plan)
        : new LineMatch.Suspense(SuspenseReasons.PriceExceeded);

    private LineMatch ForDeposit(StatementLine line, Deposit deposit, DateTime nowUtc)
    {
        var isBasic = _payerCheck.IsBasic(deposit.PayerCheck, deposit.ParticipationId, line.CounterpartyName, line.CounterpartyAccount);
        var bidder = isBasic != true && new SuspensePayer(line.CounterpartyName, line.CounterpartyAccount, "", "").IsComplete ? _bidders.IdOf(deposit, line.CounterpartyName) : null;
        // Any account of its own name, as long as nothing has come from another: the deposit goes back to one account.
        if (isBasic is null && bidder is not null && deposit.Received.IsZero)
        {
            isBasic = false;
        }

        if (_rules[deposit.LotId].FaultOf(line.Form, isBasic) is { } fault)
        {
            return new LineMatch.Suspense(ReceiptRules.ReasonOf(fault));
        }

        // Money after the cut-off is late, not without a deposit.
        if (!deposit.TakesMoney && deposit.State != DepositState.Locked)
        {
            return new LineMatch.Suspense(SuspenseReasons.DepositClosed);
        }

        return _tenders[deposit.LotId].TakesBids(nowUtc) ? new LineMatch.ToDeposit(deposit, bidder) : new LineMatch.Suspense(SuspenseReasons.Late);
    }

    /// <summary>
    /// One of our payments leaving the account, or coming back from its payee; each is shown once. Before the bank's reply a payment that comes back
    /// waits for the reply; after a reply that said paid, it is owed again.
    /// </summary>
    private LineMatch? OwnPayment(StatementLine line)
    {
        if (PaymentNamedBy(line) is not { } payment)
        {
            return null;
        }

        var leaves = line.Amount == -payment.Total;
        var comesBack = line.Amount == payment.Total && (payment.IsReturnAnnounced || IsFromPayee(line, payment));
        if (!(leaves || comesBack) || !_shown.Add((payment.EndToEndId, line.Amount)))
        {
            return null;
        }

        return comesBack && payment.State == RepaymentState.Paid
            ? new LineMatch.PaymentReturned(payment)
            : new LineMatch.OwnPayment(payment.EndToEndId, leaves && payment is { State: RepaymentState.Sent, IsSettled: true } ? payment : null);
    }

    private Repayment? PaymentNamedBy(StatementLine line) =>
        NumbersIn(line).Select(_payments.GetValueOrDefault).OfType<Repayment>().FirstOrDefault(p => p.State != RepaymentState.Made);

    /// <summary>Interest comes from the bank itself: a line that names a counterparty is somebody's payment, whatever it says.</summary>
    private static bool IsInterest(StatementLine line) =>
        line.CounterpartyAccount.Length == 0 && line.CounterpartyName.Length == 0 && (Interest().IsMatch(line.Summary) || Interest().IsMatch(line.Remark));

    private static IEnumerable<string> InstructionsIn(StatementLine line) => line.SubAccount is { } into ? PaymentCodes.In(line).Prepend(into) : PaymentCodes.In(line);

    private static IEnumerable<string> NumbersIn(StatementLine line) =>
        Numbers().Matches(line.Written).Select(m => m.Value).Where(RandomNumbers.IsEndToEndId);

    private static IEnumerable<string> ReturnsIn(StatementLine line) => TreasuryNumber.ReturnsIn(HalfWidth.Of(line.Written));

    private static IEnumerable<string> ClaimsIn(StatementLine line) => TreasuryNumber.ClaimsIn(HalfWidth.Of(line.Written));

    [GeneratedRegex("结息|利息", RegexOptions.CultureInvariant)]
    private static partial Regex Interest();

    [GeneratedRegex("P[2-9A-Z]{15}", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}

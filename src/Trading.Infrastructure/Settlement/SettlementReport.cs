using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Settlement;

/// <summary>The fee settlement report of a centre for a period of Beijing days, both included. Lots that are not opened are not in it.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Fees">Charges that were made, paid or taken back in the period.</param>
/// <param name="Deposits">Deposit money of each lot that moved in the period.</param>
/// <param name="Controls">Each total against the journal.</param>
public sealed record SettlementReport(
    DateOnly From, DateOnly To, IReadOnlyList<FeeRow> Fees, IReadOnlyList<DepositRow> Deposits, IReadOnlyList<ControlTotal> Controls)
{
    /// <summary>Charged less taken back.</summary>
    public Money FeesCharged => Money.Sum(Fees.Select(f => f.Charged - f.Reversed));
    public Money FeesReceived => Money.Sum(Fees.Select(f => f.Received));
    public Money DepositsIn => Money.Sum(Deposits.Select(d => d.In));

    /// <summary>Principal sent back, less what the bank could not pay.</summary>
    public Money DepositsOut => Money.Sum(Deposits.Select(d => d.Out));

    /// <summary>What became price, earnest money or a bond, and what was forfeited: gone from the deposits, and to no bidder.</summary>
    public Money DepositsEnded => Money.Sum(Deposits.Select(d => d.Ended));
    public Money DepositsNet => Money.Sum(Deposits.Select(d => d.Net));
    public Money InterestPaid => Money.Sum(Deposits.Select(d => d.Interest));
    public bool TiesToLedger => Controls.All(c => c.Ties);
}

/// <summary>A fee charge with what happened to it in the period.</summary>
public sealed record FeeRow(
    Guid ChargeId, string ScheduleKey, string Citation, string LotCode, string LotName, long OrganisationId, string OrganisationName, Money? Base,
    Money Charged, Money Reversed, Money Received, FeeChargeState State, DateTime ChargedAtUtc);

/// <summary>
/// Deposits of one lot in the period: arrived (less what the bank took back), sent back, come to another end (converted, forfeited), and the interest sent
/// with them.
/// </summary>
public sealed record DepositRow(long LotId, string LotCode, string LotName, Money In, Money Out, Money Ended, Money Interest)
{
    public Money Net => In - Out - Ended;
}

/// <summary>A total of the report beside the same figure reckoned from the journal's postings alone.</summary>
/// <param name="Name">A words key.</param>
/// <param name="Reported">As the report has it.</param>
/// <param name="Ledger">As the journal has it.</param>
public sealed record ControlTotal(string Name, Money Reported, Money Ledger)
{
    public bool Ties => Reported == Ledger;
}

/// <summary>Whether the bank's balance is the ledger's; nothing else, for both figures would tell of unopened lots.</summary>
/// <param name="Day">The Beijing day at whose end they are compared.</param>
/// <param name="CoveredTo">The last day that statements cover; before <paramref name="Day"/> the proof waits for a statement.</param>
/// <param name="Difference">The bank's balance less the ledger's.</param>
public sealed record BankProof(DateOnly Day, DateOnly CoveredTo, Money Difference)
{
    public bool Ties => Difference.IsZero;
}

using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Treasury;

/// <summary>What was collected for the treasury of one kind in one month, and where it is; and what of it comes back.</summary>
/// <param name="Month">First day of the month in which the money was collected, or it was decided that some of it goes back.</param>
/// <param name="Income">The kind of income.</param>
/// <param name="Collected">All that was collected, less what the centre gave back before it was remitted.</param>
/// <param name="GivenBack">What the treasury gave back in the month of what was remitted.</param>
/// <param name="Remitted">What the bank has paid the treasury of it.</param>
/// <param name="UnderWay">What is in a batch that is not answered.</param>
/// <param name="Expected">What the treasury is to return of what is reckoned.</param>
/// <param name="Returned">What has come back.</param>
/// <param name="NotReckoned">What is in no return yet.</param>
public sealed record TreasuryRow(DateOnly Month, IncomeKind Income, Money Collected, Money GivenBack, Money Remitted, Money UnderWay, Money Expected, Money Returned, Money NotReckoned)
{
    /// <summary>Collected, and neither remitted nor under way.</summary>
    public Money Owed => Collected - Remitted - UnderWay;

    /// <summary>Last day of the month.</summary>
    public DateOnly MonthEnd => Month.AddMonths(1).AddDays(-1);
}

/// <summary>The treasury remittance and return statement (缴库与返还表) of a centre, for whole months.</summary>
/// <param name="From">First day of the first month.</param>
/// <param name="To">Last day of the last month.</param>
/// <param name="Rows">Each month and kind in which something was collected.</param>
/// <param name="CollectedByJournal">What the journal has as owed to the treasury in these days.</param>
public sealed record TreasuryReport(DateOnly From, DateOnly To, IReadOnlyList<TreasuryRow> Rows, Money CollectedByJournal)
{
    public Money Sum(Func<TreasuryRow, Money> of) => Money.Sum(Rows.Select(of));

    /// <summary>The statement as a table that goes out as spreadsheet, CSV and PDF, its total tied to the journal.</summary>
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public ReportTable ToTable(ReportHeading heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        var collected = W("treasury.collected");
        var columns = new ReportColumn[]
        {
            new(W("treasury.month"), ReportColumnKind.Date), new(W("treasury.kind"), ReportColumnKind.Text), new(collected, ReportColumnKind.Money, IsTotalled: true),
            new(W("treasury.given-back"), ReportColumnKind.Money, IsTotalled: true), new(W("treasury.remitted"), ReportColumnKind.Money, IsTotalled: true), new(W("treasury.under-way"), ReportColumnKind.Money, IsTotalled: true),
            new(W("treasury.owed"), ReportColumnKind.Money, IsTotalled: true), new(W("treasury.expected"), ReportColumnKind.Money, IsTotalled: true),
            new(W("treasury.returned"), ReportColumnKind.Money, IsTotalled: true),
        };
        var rows = Rows.Select<TreasuryRow, object?[]>(r =>
            [r.Month, Words.Of(r.Income, heading.Language), r.Collected, r.GivenBack, r.Remitted, r.UnderWay, r.Owed, r.Expected, r.Returned]).ToList();
        return ReportTable.Of(heading, columns, rows, new ReportControl(collected, "2103.01", CollectedByJournal));

        string W(string key) => Words.Get(key, heading.Language);
    }
}

/// <summary>What stands on the accounts of the two lines now.</summary>
/// <param name="Claimed">1222: to be given back by the treasury.</param>
/// <param name="Pending">2103.02: charged, not collected.</param>
/// <param name="Owed">2103.01: collected, not sent to the treasury.</param>
/// <param name="Returned">4001: come back so far.</param>
public sealed record TreasuryBalances(Money Pending, Money Owed, Money Returned, Money Claimed);

/// <summary>A return that is expected or has come.</summary>
public sealed record TreasuryReturnItem(
    string Number, IncomeKind Income, DateOnly Month, string ModelKey, string Citation, long BasisPoints, ReturnRounding Rounding, Money Collected, Money Amount,
    TreasuryReturnState State, DateOnly? ReceivedOn);

/// <summary>A remittance with the batch that pays it.</summary>
public sealed record RemittanceItem(Guid BatchId, IncomeKind Income, DateOnly Month, Money Amount, RemittanceState State, DateTime MadeAtUtc);

/// <summary>An application to the treasury, the lot of its fee, and how long it has been with it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="ChargeId">The charge that was taken back.</param>
/// <param name="RefundId">What is to go back.</param>
/// <param name="LotCode">The lot.</param>
/// <param name="Payer">Who was charged.</param>
/// <param name="Receipt">The receipt of which a part is claimed.</param>
/// <param name="Income">The kind of income.</param>
/// <param name="Amount">How much.</param>
/// <param name="Ground">Why.</param>
/// <param name="FiledAtUtc">When it was filed.</param>
/// <param name="State">What the treasury has said to it.</param>
/// <param name="PaidOn">The day of its payment.</param>
public sealed record TreasuryClaimItem(
    string Number, Guid ChargeId, Guid RefundId, string LotCode, string Payer, string Receipt, IncomeKind Income, Money Amount, string Ground, DateTime FiledAtUtc, TreasuryClaimState State, DateOnly? PaidOn)
{
    /// <summary>Days since it was filed, while the treasury has it; null once it has answered.</summary>
    public int? AgeOn(DateOnly today) => State == TreasuryClaimState.Filed ? today.DayNumber - Instants.BeijingDay(FiledAtUtc).DayNumber : null;
}

/// <summary>The papers of a charge that is the treasury's: its notice, where something was to be paid on it, a receipt for each payment, and what voids one.</summary>
public sealed record ChargePapers(NonTaxNotice? Notice, IReadOnlyList<NonTaxReceipt> Receipts)
{
    internal bool IsNone => Notice is null && Receipts.Count == 0;
}

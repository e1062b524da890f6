using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;

namespace Trading.Infrastructure.Fees;

/// <summary>Issues the numbered papers of income that is the treasury's, in the caller's transaction: a notice when it is charged, a receipt when it is paid.</summary>
public sealed class NonTaxPapers(TradingDbContext db, NumberSeries series)
{
    /// <summary>The payment notice of what is owed on a charge; none where the fee is the centre's own, or all of it is carried over.</summary>
    internal async Task NotifyAsync(FeeCharge charge, DateTime nowUtc, CancellationToken ct)
    {
        if (charge.Owner != IncomeOwner.Treasury || charge.State != FeeChargeState.Charged)
        {
            return;
        }

        db.Add(new NonTaxNotice
        {
            ChargeId = charge.Id,
            CentreId = charge.CentreId,
            Number = await NumberAsync(TreasuryPaper.Notice, charge.CentreId, nowUtc, ct),
            Income = charge.Income,
            Amount = charge.Amount - charge.Received,
            IssuedAtUtc = nowUtc,
        });
    }

    /// <summary>The receipt of a payment on a charge; none where the fee is the centre's own.</summary>
    /// <param name="line">The bank line that brought it.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="paid">What was paid, on which day, and into which account.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task ReceiveAsync(Guid line, FeeCharge charge, (Money Amount, DateOnly On, long BankAccountId) paid, DateTime nowUtc, CancellationToken ct)
    {
        if (charge.Owner != IncomeOwner.Treasury)
        {
            return;
        }

        db.Add(new NonTaxReceipt
        {
            Id = line,
            ChargeId = charge.Id,
            CentreId = charge.CentreId,
            BankAccountId = paid.BankAccountId,
            Number = await NumberAsync(TreasuryPaper.Receipt, charge.CentreId, nowUtc, ct),
            Income = charge.Income,
            Amount = paid.Amount,
            ValueOn = paid.On,
            IssuedAtUtc = nowUtc,
        });
    }

    /// <summary>The numbered paper by which a part of a receipt is void.</summary>
    internal async Task VoidAsync(Guid refund, FeeCharge charge, NonTaxReceipt receipt, Money part, DateTime nowUtc, CancellationToken ct) =>
        db.Add(receipt.Void(refund, charge.Id, await NumberAsync(TreasuryPaper.Void, charge.CentreId, nowUtc, ct), part, nowUtc));

    private async Task<string> NumberAsync(TreasuryPaper paper, long centreId, DateTime nowUtc, CancellationToken ct)
    {
        var year = Instants.BeijingDay(nowUtc).Year;
        return TreasuryNumber.Of(paper, centreId, year, await series.NextAsync(centreId, TreasuryNumber.Series(paper), year, ct));
    }
}

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
    /// <param name="id">The bank line that brought it; a number of its own where a forfeited deposit paid.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="paid">What was paid, on which day, and into which account.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task ReceiveAsync(Guid id, FeeCharge charge, FeePayment paid, DateTime nowUtc, CancellationToken ct)
    {
        if (charge.Owner != IncomeOwner.Treasury)
        {
            return;
        }

        db.Add(new NonTaxReceipt
        {
            Id = id,
            ForfeitureId = paid.ForfeitureId,
            ChargeId = charge.Id,
            CentreId = charge.CentreId,
            BankAccountId = paid.BankAccountId,
            Number = await NumberAsync(TreasuryPaper.Receipt, charge.CentreId, nowUtc, ct),
            Income = charge.Income,
            Amount = paid.Amount,
            ValueOn = paid.On,
            CollectedOn = paid.On,
            IssuedAtUtc = nowUtc,
        });
    }

    /// <summary>The numbered paper by which a part of a receipt is void; <paramref name="claim"/> is that by which the treasury gave it back.</summary>
    internal async Task VoidAsync(FeeRefund refund, NonTaxReceipt receipt, DateOnly on, DateTime nowUtc, CancellationToken ct, Guid? claim = null) =>
        db.Add(receipt.Void(refund, await NumberAsync(TreasuryPaper.Void, refund.CentreId, nowUtc, ct), on, nowUtc, claim));

    /// <summary>The numbered application to the treasury.</summary>
    internal async Task<TreasuryClaim> ClaimAsync(FeeRefund refund, NonTaxReceipt receipt, string ground, DateTime nowUtc, CancellationToken ct)
    {
        var claim = TreasuryClaim.File(Guid.NewGuid(), await NumberAsync(TreasuryPaper.Claim, refund.CentreId, nowUtc, ct), refund, receipt, ground, nowUtc);
        db.Add(claim);
        return claim;
    }

    private async Task<string> NumberAsync(TreasuryPaper paper, long centreId, DateTime nowUtc, CancellationToken ct)
    {
        var year = Instants.BeijingDay(nowUtc).Year;
        return TreasuryNumber.Of(paper, centreId, year, await series.NextAsync(centreId, TreasuryNumber.Series(paper), year, ct));
    }
}

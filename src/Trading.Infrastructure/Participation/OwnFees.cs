using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Participation;

/// <summary>A fee that an organisation is charged on a lot, with where to pay it.</summary>
public sealed record OwnFee(Guid Id, FeeChargeState State, Money Amount, Money Received, string SubAccount, string AccountName, string AccountNumber, string BankName, string Citation,
    FeeOccasion Occasion, string ScheduleKey)
{
    /// <summary>Until when it is to be paid, while it is not.</summary>
    public DateTime? DueAtUtc { get; init; }

    /// <summary>The numbers of its notice and receipts, where it is the treasury's.</summary>
    public IReadOnlyList<OwnPaper> Papers { get; init; } = [];

    /// <summary>What of it goes back to the organisation, and how far that has come.</summary>
    public IReadOnlyList<FeeRefundItem> Refunds { get; init; } = [];
}

/// <summary>The notice of a fee, or the receipt of a payment on it.</summary>
public sealed record OwnPaper(string Number, bool IsReceipt, Money Amount);

/// <summary>What an organisation is charged on a lot, whether it bid for it or put it up.</summary>
public sealed class OwnFees(TradingDbContext db, TimeProvider clock, FeeQueries refunds, AccountChoices accounts)
{
    /// <summary>The charges that stand, and those of which something goes back; the oldest first.</summary>
    public async Task<IReadOnlyList<OwnFee>> OfAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var of = await (
            from lot in db.Set<Lot>()
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where lot.Id == lotId
            select new { lot.CentreId, project.Line }).SingleAsync(ct);
        var paidInto = await accounts.OfAsync(of.CentreId, AccountPurpose.Fees, of.Line, Instants.BeijingDay(clock.NowUtc()), ct);
        var found = await (
            from fee in db.Set<FeeCharge>().AsNoTracking()
            join told in db.Set<ChargedEvent>() on fee.EventId equals told.Id
            where fee.LotId == lotId && fee.OrganisationId == organisationId && (fee.State != FeeChargeState.Reversed || fee.GivenBack > Money.Zero)
            from account in db.Set<BankAccount>().Where(a => a.Id == paidInto)
            orderby fee.ChargedAtUtc, fee.Id
            select new OwnFee(
                fee.Id, fee.State, fee.Amount, fee.Received, fee.SubAccount, account.Name, account.Number, account.BankName, fee.Citation, told.Occasion, fee.ScheduleKey)).ToListAsync(ct);
        var fees = new List<OwnFee>();
        foreach (var fee in found)
        {
            fees.Add(fee with { Refunds = await refunds.RefundsAsync(fee.Id, ct), Papers = await PapersAsync(fee.Id, ct), DueAtUtc = fee.State == FeeChargeState.Charged ? await DueAsync(fee.Id, ct) : null });
        }

        return fees;
    }

    private async Task<DateTime?> DueAsync(Guid charge, CancellationToken ct)
    {
        var subject = StepSubject.Of(StepSubjectKind.FeeCharge, charge);
        return await db.Set<ProcedureStep>()
            .Where(s => s.SubjectKind == subject.Kind && s.SubjectId == subject.Id && s.Stage == Stages.FeePayment && s.DoneAtUtc == null).Select(s => s.DueAtUtc).SingleOrDefaultAsync(ct);
    }

    private async Task<IReadOnlyList<OwnPaper>> PapersAsync(Guid charge, CancellationToken ct)
    {
        var notices = await db.Set<NonTaxNotice>().Where(n => n.ChargeId == charge).Select(n => new OwnPaper(n.Number, false, n.Amount)).ToListAsync(ct);
        var receipts = await db.Set<NonTaxReceipt>().Where(r => r.ChargeId == charge).OrderBy(r => r.Number).Select(r => new OwnPaper(r.Number, true, r.Amount)).ToListAsync(ct);
        return [.. notices, .. receipts];
    }
}

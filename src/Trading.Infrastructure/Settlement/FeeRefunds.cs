using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Owes back what was paid on a fee beyond what it is now (多收退付), to whoever paid it, in the caller's transaction; batches pay it (<c>DueRepayments</c>). It is taken from the latest payments first. What
/// is the treasury's is taken from what is owed to it, by a numbered paper that voids the receipt: a receipt that a remittance has or a return counts goes back through the treasury alone.
/// </summary>
public sealed class FeeRefunds(TradingDbContext db, LedgerPoster poster, NonTaxPapers papers, OpenSteps steps, StepDues dues)
{
    internal const string DueRule = "common.payout-workdays";

    /// <summary>Refuses where so much cannot go back from the centre.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.remitted</c>, <c>fees.paid-from-deposit</c></exception>
    internal async Task RequireAsync(FeeCharge charge, Money over, CancellationToken ct) => _ = await PartsAsync(charge, over, ct);

    /// <exception cref="RuleBrokenException"><c>fees.remitted</c>, <c>fees.paid-from-deposit</c></exception>
    internal async Task OweAsync(FeeCharge charge, Money over, DateTime nowUtc, CancellationToken ct)
    {
        var today = Instants.BeijingDay(nowUtc);
        var about = await db.Set<Lot>().Where(l => l.Id == charge.LotId).Select(l => l.Code).SingleAsync(ct);
        var due = await dues.OfAsync(charge.CentreId, DueRule, today, ct);
        var entries = new List<EntryDraft>();
        foreach (var (line, receipt, part) in await PartsAsync(charge, over, ct))
        {
            var refund = FeeRefund.Owe(Guid.NewGuid(), charge, line.Id, line.BankAccountId, part, today);
            db.Add(refund);
            await steps.BeginAsync(charge.CentreId, StepSubject.Of(StepSubjectKind.FeeRefund, refund.Id) with { About = about }, Stages.FeeRefund, Posts.FinanceMaker, due, nowUtc, ct);
            if (receipt is not null)
            {
                await papers.VoidAsync(refund.Id, charge, receipt, part, nowUtc, ct);
                entries.Add(TreasuryEntries.Released(refund.Id, charge, receipt.ValueOn, part));
            }
        }

        await db.SaveOrChangedMeanwhileAsync(ct);
        await poster.PostAsync(charge.CentreId, entries, nowUtc, ct);
    }

    /// <summary>From which payments so much goes back: those on the charge and on the charges that it stands for, the latest first.</summary>
    private async Task<IReadOnlyList<(BankLine Line, NonTaxReceipt? Receipt, Money Part)>> PartsAsync(FeeCharge charge, Money over, CancellationToken ct)
    {
        var parts = new List<(BankLine, NonTaxReceipt?, Money)>();
        if (!over.IsPositive)
        {
            return parts;
        }

        var lines = await LinesAsync(charge, ct);
        var ids = lines.Select(l => l.Id).ToArray();
        var given = (await db.Set<FeeRefund>().Where(r => ids.Contains(r.LineId)).Select(r => new { r.LineId, r.Amount }).ToListAsync(ct)).ToLookup(r => r.LineId, r => r.Amount);
        var receipts = await db.Set<NonTaxReceipt>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var left = over;
        foreach (var line in lines)
        {
            var receipt = receipts.GetValueOrDefault(line.Id);
            var part = Money.Least(left, line.Amount - Money.Sum(given[line.Id]));
            if (part.IsPositive && receipt is not { IsGone: true })
            {
                parts.Add((line, receipt, part));
                left -= part;
            }
        }

        return !left.IsPositive ? parts : throw (receipts.Values.Any(r => r.IsGone)
            ? new RuleBrokenException(FeeRules.Remitted, over, over - left)
            : new RuleBrokenException(FeeRules.PaidFromDeposit, over, over - left));
    }

    private async Task<List<BankLine>> LinesAsync(FeeCharge charge, CancellationToken ct)
    {
        List<string> charges = [charge.Id.ToString("N")];
        for (var before = charge.Adjusts; before is { } id; before = await db.Set<FeeCharge>().Where(f => f.Id == id).Select(f => f.Adjusts).SingleAsync(ct))
        {
            charges.Add(id.ToString("N"));
        }

        var keys = await db.Set<JournalEntry>()
            .Where(e => e.CentreId == charge.CentreId && e.Kind == EntryKinds.FeeReceived && charges.Contains(e.Subject) && !db.Set<JournalEntry>().Any(r => r.ReversesId == e.Id))
            .Select(e => e.Key).ToListAsync(ct);
        var ids = keys.Select(FeeEntries.LineOf).ToArray();
        return await db.Set<BankLine>().AsNoTracking().Where(l => ids.Contains(l.Id)).OrderByDescending(l => l.ValueOn).ThenByDescending(l => l.BookedAtUtc).ThenBy(l => l.Id).ToListAsync(ct);
    }
}

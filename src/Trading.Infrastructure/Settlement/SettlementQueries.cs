using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Settlement;

/// <summary>Reports whose totals tie to the journal.</summary>
public sealed class SettlementQueries(TradingDbContext db)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>Fees and deposits of a period by the day on which the money counts, with the journal's figures beside the totals.</summary>
    public async Task<SettlementReport> ReportAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var postings = await PostingsAsync(centreId, fromDay, toDay, ct);
        var fees = await FeesAsync(centreId, fromDay, toDay, postings, ct);
        var lots = await DepositLotsAsync(centreId, ct);
        var deposits = Deposits(postings, lots);
        var report = new SettlementReport(fromDay, toDay, fees, deposits, []);
        return report with { Controls = await ControlsAsync(report, centreId, ct) };
    }

    private async Task<IReadOnlyList<Moved>> PostingsAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        AccountClass[] classes = [AccountClass.FeeIncome, AccountClass.FeeReceivable, AccountClass.DepositHeld, AccountClass.InterestEarned];
        return await (
            from posting in db.Set<Posting>().AsNoTracking()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where entry.CentreId == centreId && entry.ValueOn >= fromDay && entry.ValueOn <= toDay && classes.Contains(account.Class)
                && account.Currency == BankAccount.Renminbi
            select new Moved(account.Class, account.Subject, entry.Kind, entry.Subject, posting.Amount)).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<FeeRow>> FeesAsync(long centreId, DateOnly fromDay, DateOnly toDay, IReadOnlyList<Moved> postings, CancellationToken ct)
    {
        var (start, end) = (Instants.StartOfBeijingDay(fromDay), Instants.EndOfBeijingDay(toDay));
        var paid = postings.Where(p => p.Kind == EntryKinds.FeeReceived && p.Class == AccountClass.FeeReceivable)
            .GroupBy(p => Guid.Parse(p.Account)).ToDictionary(g => g.Key, g => -Sum(g));
        var paidIds = paid.Keys.ToArray();
        var charges = await (
            from fee in db.Set<FeeCharge>().AsNoTracking()
            join lot in db.Set<Lot>() on fee.LotId equals lot.Id
            join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
            from payer in payers.DefaultIfEmpty()
            where fee.CentreId == centreId
                && ((fee.ChargedAtUtc >= start && end > fee.ChargedAtUtc) || (fee.ReversedAtUtc >= start && end > fee.ReversedAtUtc) || paidIds.Contains(fee.Id))
            orderby fee.ScheduleKey, lot.Code, fee.Id
            select new { fee, lot.Code, lot.Name, Payer = payer.Name }).ToListAsync(ct);
        return [.. charges.Select(c => new FeeRow(
            c.fee.Id, c.fee.ScheduleKey, c.fee.Citation, c.Code!, c.Name, c.fee.OrganisationId, c.Payer ?? "", c.fee.Base,
            Within(c.fee.ChargedAtUtc) ? c.fee.Amount : Money.Zero,
            Within(c.fee.ReversedAtUtc) ? c.fee.Amount : Money.Zero,
            paid.GetValueOrDefault(c.fee.Id), c.fee.State, c.fee.ChargedAtUtc))];

        bool Within(DateTime? utc) => utc >= start && utc < end;
    }

    /// <summary>
    /// The opened or ended lot of each participation; the others do not exist for a report. A deposit that was withdrawn before the opening is paid back
    /// without its lot for good, and stands in none.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, LotName>> DepositLotsAsync(long centreId, CancellationToken ct)
    {
        var rows = await (
            from deposit in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on deposit.LotId equals tender.LotId
            join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
            where deposit.CentreId == centreId && !deposit.RefundsApart
            select new { deposit.ParticipationId, Lot = new LotName(lot.Id, lot.Code!, lot.Name) }).ToListAsync(ct);
        return rows.ToDictionary(r => r.ParticipationId.ToString("N"), r => r.Lot);
    }

    private static IReadOnlyList<DepositRow> Deposits(IReadOnlyList<Moved> postings, IReadOnlyDictionary<string, LotName> lots) =>
    [
        .. postings.Where(p => lots.ContainsKey(p.Subject)).GroupBy(p => lots[p.Subject]).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => new DepositRow(
            g.Key.Id, g.Key.Code, g.Key.Name,
            In: -Sum(g.Where(p => p.Class == AccountClass.DepositHeld && p.Kind == EntryKinds.DepositReceived)),
            Out: Sum(g.Where(p => p.Class == AccountClass.DepositHeld && p.Kind is EntryKinds.DepositRepaymentSent or EntryKinds.RepaymentRejected)),
            Interest: Sum(g.Where(p => p.Class == AccountClass.InterestEarned)))),
    ];

    /// <summary>What the bank's lines say was paid on fees: told apart from the journal, so that one can check the other.</summary>
    private async Task<Money> FeeReceiptsAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var lines = await db.Set<BankLine>().AsNoTracking()
            .Where(l => l.CentreId == centreId && l.State == BankLineState.Fee && l.ValueOn >= fromDay && l.ValueOn <= toDay).Select(l => l.Amount).ToListAsync(ct);
        return SettlementReport.Sum(lines);
    }

    /// <summary>Each total beside a sum that the database reckons anew, from what the report was not made of.</summary>
    private async Task<IReadOnlyList<ControlTotal>> ControlsAsync(SettlementReport report, long centreId, CancellationToken ct)
    {
        var (from, to) = (report.From, report.To);
        return
        [
            new("settlement.control.fees-charged", report.FeesCharged, await ChargedAsync(centreId, from, to, ct)),
            new(
                "settlement.control.fees-received", report.FeesReceived,
                -await PostedAsync(centreId, from, to, AccountClass.FeeReceivable, EntryKinds.FeeReceived, ct)),
            new("settlement.control.fees-banked", await FeeReceiptsAsync(centreId, from, to, ct), await PostedAsync(centreId, from, to, AccountClass.Bank, EntryKinds.FeeReceived, ct)),
            // Whatever moved the accounts, not only the kinds that the report knows.
            new("settlement.control.deposits", report.DepositsIn - report.DepositsOut, -await DepositsPostedAsync(centreId, from, to, ct)),
        ];
    }

    /// <summary>Charged is what became income, and what is the treasury's before any of it was collected.</summary>
    private async Task<Money> ChargedAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct) =>
        -await PostedAsync(centreId, fromDay, toDay, AccountClass.FeeIncome, null, ct)
        - await PostedAsync(centreId, fromDay, toDay, AccountClass.TreasuryPending, null, ct)
        + await PostedAsync(centreId, fromDay, toDay, AccountClass.TreasuryPending, EntryKinds.TreasuryOwed, ct);

    private async Task<Money> PostedAsync(long centreId, DateOnly fromDay, DateOnly toDay, AccountClass accountClass, string? kind, CancellationToken ct) =>
        new(await (
            from posting in db.Set<Posting>()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where entry.CentreId == centreId && entry.ValueOn >= fromDay && entry.ValueOn <= toDay && account.Class == accountClass && account.Currency == BankAccount.Renminbi && (kind == null || entry.Kind == kind)
            select (long)(object)posting.Amount).SumAsync(ct));

    private async Task<Money> DepositsPostedAsync(long centreId, DateOnly fromDay, DateOnly toDay, CancellationToken ct)
    {
        var over = db.Set<Tender>().Where(TenderSecrecy.IsOver).Select(t => t.LotId);
        var shown = await db.Set<Deposit>().Where(d => d.CentreId == centreId && !d.RefundsApart && over.Contains(d.LotId)).Select(d => d.ParticipationId).ToListAsync(ct);
        var sum = 0L;
        foreach (var subjects in shown.Select(id => id.ToString("N")).Chunk(Chunk))
        {
            sum += await (
                from posting in db.Set<Posting>()
                join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
                join account in db.Set<Account>() on posting.AccountId equals account.Id
                where entry.ValueOn >= fromDay && entry.ValueOn <= toDay && account.Class == AccountClass.DepositHeld && subjects.Contains(account.Subject)
                    && account.CentreId == centreId
                select (long)(object)posting.Amount).SumAsync(ct);
        }

        return new Money(sum);
    }

    private static Money Sum(IEnumerable<Moved> postings) => SettlementReport.Sum(postings.Select(p => p.Amount));

    private sealed record Moved(AccountClass Class, string Account, string Kind, string Subject, Money Amount);

    private sealed record LotName(long Id, string Code, string Name);
}

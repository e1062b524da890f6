using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Reports;

/// <summary>
/// One refund that fell due: the last day that the rule allows, and the day on which the bank paid, null while it has not. <c>Late</c>: days after the last
/// day, until it was paid or until the day of the report.
/// </summary>
public sealed record RefundDue(string Line, string LotCode, string LotName, string Payee, DateOnly DueOn, string Citation, DateOnly? PaidOn, long Late, Money Amount)
{
    public bool IsOnTime => Late == 0;
}

/// <summary>The refunds of a period against the days that the rules allow. <c>Paid</c>: what the journal has as sent of these deposits.</summary>
public sealed record RefundTimeliness(DateOnly From, DateOnly To, IReadOnlyList<RefundDue> Rows, Money Paid)
{
    /// <summary>The share that was on time, in hundredths of a percent, rounded down; null where none was due.</summary>
    public int? OnTimeBasisPoints => Rows.Count == 0 ? null : (int)(Rows.Count(r => r.IsOnTime) * 10_000L / Rows.Count);

    /// <summary>The report as a table; the sum of what is paid ties to the journal.</summary>
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public ReportTable ToTable(ReportHeading heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        var paid = W("reports.paid");
        var columns = new ReportColumn[]
        {
            new(W("reports.line"), ReportColumnKind.Text), new(W("finance.lot-code"), ReportColumnKind.Text), new(W("finance.lot"), ReportColumnKind.Text),
            new(W("finance.payee"), ReportColumnKind.Text), new(W("finance.due-on"), ReportColumnKind.Date), new(W("finance.citation"), ReportColumnKind.Text),
            new(W("reports.paid-on"), ReportColumnKind.Date), new(W("finance.books.late"), ReportColumnKind.Integer), new(W("finance.amount"), ReportColumnKind.Money, IsTotalled: true),
            new(paid, ReportColumnKind.Money, IsTotalled: true),
        };
        var rows = Rows.Select<RefundDue, object?[]>(r =>
            [Words.Get($"line.{r.Line}", heading.Language), r.LotCode, r.LotName, r.Payee, r.DueOn, r.Citation, r.PaidOn, r.Late, r.Amount, r.PaidOn is null ? Money.Zero : r.Amount]).ToList();
        return ReportTable.Of(heading, columns, rows, new ReportControl(paid, "2241.01", Paid));

        string W(string key) => Words.Get(key, heading.Language);
    }
}

/// <summary>Reads how refunds kept their days. Deposits of lots that are not opened are in none of it.</summary>
public sealed class RefundTimelinessQueries(TradingDbContext db)
{
    /// <summary>Refunds whose last day lies in the period, paid or not by <paramref name="today"/>.</summary>
    public async Task<RefundTimeliness> ReadAsync(long centreId, DateOnly firstDay, DateOnly lastDay, DateOnly today, CancellationToken ct)
    {
        var due = await (
            from deposit in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on deposit.LotId equals tender.LotId
            join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where deposit.CentreId == centreId && !deposit.RefundsApart && deposit.RefundDueOn >= firstDay && deposit.RefundDueOn <= lastDay
                && (deposit.State == DepositState.RefundDue || deposit.State == DepositState.Refunding || deposit.State == DepositState.Refunded)
            select new { deposit.ParticipationId, project.Line, lot.Code, lot.Name, deposit.PayerName, deposit.RefundDueOn, deposit.RefundCitation, deposit.State, Owed = deposit.Received - deposit.Converted - deposit.Forfeited })
            .ToListAsync(ct);
        var sent = await SentAsync(centreId, ct);
        var rows = due.Select(d =>
        {
            var paid = d.State == DepositState.Refunded && sent.TryGetValue(d.ParticipationId.ToString("N"), out var found) ? found : default;
            var paidOn = paid.Amount.IsPositive ? paid.On : (DateOnly?)null;
            var late = Math.Max(0, (paidOn ?? today).DayNumber - d.RefundDueOn!.Value.DayNumber);
            return (Row: new RefundDue(d.Line, d.Code!, d.Name, d.PayerName ?? "", d.RefundDueOn.Value, d.RefundCitation!, paidOn, late, d.Owed), Sent: paidOn is null ? Money.Zero : paid.Amount);
        }).OrderBy(r => r.Row.DueOn).ThenBy(r => r.Row.LotCode, StringComparer.Ordinal).ThenBy(r => r.Row.Payee, StringComparer.Ordinal).ToList();
        return new RefundTimeliness(firstDay, lastDay, [.. rows.Select(r => r.Row)], Money.Sum(rows.Select(r => r.Sent)));
    }

    /// <summary>What left 2241.01 for each deposit, less what the bank did not pay, and the last day on which any did.</summary>
    private async Task<Dictionary<string, (Money Amount, DateOnly On)>> SentAsync(long centreId, CancellationToken ct)
    {
        var sent = await (
            from entry in db.Set<JournalEntry>().AsNoTracking()
            join posting in db.Set<Posting>() on entry.Id equals posting.EntryId
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.CentreId == centreId && account.Class == AccountClass.DepositHeld
                && (entry.Kind == EntryKinds.DepositRepaymentSent || entry.Kind == EntryKinds.RepaymentReturned || entry.Kind == EntryKinds.RepaymentRejected)
            group new { entry.ValueOn, Fen = (long)(object)posting.Amount } by entry.Subject into each
            select new { each.Key, Fen = each.Sum(e => e.Fen), On = each.Max(e => e.ValueOn) }).ToListAsync(ct);
        return sent.ToDictionary(s => s.Key, s => (new Money(Math.Abs(s.Fen)), s.On));
    }
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Closing;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Settlement;

namespace Trading.Infrastructure.Closing;

/// <summary>A bank account at the end of a month, as people look at it before they close the month.</summary>
public sealed record AccountProof(long AccountId, string Name, string Number, BankProof Proof)
{
    public MonthProof ToMonthProof() => new(AccountId, Proof.Difference, Proof.CoveredTo >= Proof.Day);
}

/// <summary>Reads what the close of a month rests on: whose turn it is, how the bank accounts stand, what the journal has of the month.</summary>
public sealed class MonthBooks(TradingDbContext db, BankProofs proofs)
{
    /// <summary>
    /// The month that is to be closed next: the one after the last that was, at first the month of the first booked statement or charged fee; null before
    /// there is either. No entry is asked: when the first came may tell of an unopened lot.
    /// </summary>
    public async Task<DateOnly?> TurnAsync(long centreId, CancellationToken ct)
    {
        if (await ClosedUntilAsync(centreId, ct) is { } next)
        {
            return next;
        }

        var statement = await db.Set<BankStatementRow>().Where(s => s.CentreId == centreId && s.State == StatementState.Booked)
            .OrderBy(s => s.FromDay).Select(s => (DateOnly?)s.FromDay).FirstOrDefaultAsync(ct);
        var fee = await db.Set<FeeCharge>().Where(f => f.CentreId == centreId).OrderBy(f => f.ChargedAtUtc).Select(f => (DateTime?)f.ChargedAtUtc).FirstOrDefaultAsync(ct);
        var first = ((DateOnly?[])[statement, fee is { } at ? Instants.BeijingDay(at) : null]).Min();
        return first is { } day ? AccountingPeriod.MonthOf(day) : null;
    }

    /// <summary>The first day that no close has reached; null where no month is closed.</summary>
    public Task<DateOnly?> ClosedUntilAsync(long centreId, CancellationToken ct) =>
        db.Set<AccountingPeriod>().Where(p => p.CentreId == centreId && p.State == PeriodState.Closed)
            .OrderByDescending(p => p.NextMonth).Select(p => (DateOnly?)p.NextMonth).FirstOrDefaultAsync(ct);

    /// <summary>Every bank account of the centre that has a booked statement by the last day of the month.</summary>
    public async Task<IReadOnlyList<AccountProof>> ProofsAsync(long centreId, DateOnly month, CancellationToken ct)
    {
        var last = month.AddMonths(1).AddDays(-1);
        var found = new List<AccountProof>();
        foreach (var account in await db.Set<BankAccount>().AsNoTracking().Where(a => a.CentreId == centreId).OrderBy(a => a.Id).ToListAsync(ct))
        {
            if (await proofs.BankProofAsync(account.Id, last, ct) is { } proof)
            {
                found.Add(new AccountProof(account.Id, account.Name, account.Number, proof));
            }
        }

        return found;
    }

    /// <summary>The first entry up to a day that has no seal or does not balance; null where all are sound.</summary>
    public async Task<long?> UnsoundAsync(long centreId, DateOnly? since, DateOnly next, CancellationToken ct)
    {
        var entries = Entries(centreId, since, next);
        var unsealed = await entries.Where(e => !db.Set<EntrySeal>().Any(s => s.EntryId == e.Id)).OrderBy(e => e.Id).Select(e => (long?)e.Id).FirstOrDefaultAsync(ct);
        return unsealed ?? await (
            from entry in entries
            join posting in db.Set<Posting>() on entry.Id equals posting.EntryId
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            group (long)(object)posting.Amount by new { entry.Id, account.Currency } into sums
            where sums.Sum() != 0
            orderby sums.Key.Id
            select (long?)sums.Key.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>What the journal has of a month, summed by the database. Into the first month that is closed counts whatever came before it.</summary>
    public async Task<PeriodTotals> TotalsAsync(long centreId, DateOnly? since, DateOnly next, CancellationToken ct)
    {
        var entries = Entries(centreId, since, next);
        var count = await entries.LongCountAsync(ct);
        var last = await db.Set<JournalEntry>().MaxAsync(e => (long?)e.Id, ct);

        // The converter hides the number from SQL's SUM; the cast brings it back.
        var debits = await (
            from entry in entries
            join posting in db.Set<Posting>() on entry.Id equals posting.EntryId
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where posting.Amount > Money.Zero
            group (long)(object)posting.Amount by account.Currency into sums
            select new { Currency = sums.Key, Fen = sums.Sum() }).ToDictionaryAsync(s => s.Currency, s => s.Fen, ct);
        return new PeriodTotals(count, debits, last ?? 0);
    }

    /// <summary>The latest entry of a month; null where it has none.</summary>
    internal Task<long?> LastEntryAsync(long centreId, DateOnly? since, DateOnly next, CancellationToken ct) =>
        Entries(centreId, since, next).MaxAsync(e => (long?)e.Id, ct);

    private IQueryable<JournalEntry> Entries(long centreId, DateOnly? since, DateOnly next)
    {
        var entries = db.Set<JournalEntry>().AsNoTracking().Where(e => e.CentreId == centreId && e.PostedOn < next);
        return since is { } first ? entries.Where(e => e.PostedOn >= first) : entries;
    }
}

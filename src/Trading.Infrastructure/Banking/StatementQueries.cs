using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>A bank account of the centre, with the name of the form in which its bank writes files.</summary>
public sealed record BankAccountItem(long Id, string Name, string BankName, string Number, string Currency, BankProfile Profile, PaymentFormat PaymentFormat);

/// <summary>A statement in a list.</summary>
/// <remarks><c>Difference</c>: in minor units of <c>Currency</c>; null where a balance is missing. <c>IsReplaced</c>: It was held, and a later statement of the same days has been booked.</remarks>
public sealed record StatementItem(
    Guid Id, long BankAccountId, string AccountNumber, DateOnly FromDay, DateOnly ToDay, StatementState State, Money? Difference, DateTime ImportedAtUtc,
    string? ImportedBy, bool IsReplaced, Guid? WaitingDecision, string Currency, BankFileFormat Format, Succession Succession)
{
    public bool IsRenminbi => Currency == BankAccount.Renminbi;

    /// <summary>Whether it does not follow the statement before it.</summary>
    public bool IsOutOfRow => Succession is Succession.Gap or Succession.Overlap;

    /// <summary>The difference in figures with its currency, for currencies that have no fen.</summary>
    public string DifferenceText => Difference is { } difference ? $"{CurrencyUnits.Text(difference.Fen, Currency)} {Currency}" : "—";
}


/// <summary>A line of a statement that is no bidder's deposit.</summary>
public sealed record StatementLineItem(
    Guid Id, BankLineState State, DateOnly BookedOn, DateOnly ValueOn, Money Amount, string? PayerName, string? PayerAccount, string? Reason, string? Remark, string? EndToEndId);

/// <summary>
/// A kind of contradiction in a held statement, once however many lines have it, and by how much its sums differ; never the balances, nor a line, its
/// number or its amount: they would tell of unopened lots. Null where what differs is the amount of a line.
/// </summary>
public sealed record StatementFaultItem(StatementFaultKind Kind, Money? Difference);

/// <summary>A statement with what a person may see of it, and what two people have proposed and decided where it was held.</summary>
/// <remarks><c>MayBeReleased</c>: it is held, and nothing but serial numbers stands against it now.</remarks>
public sealed record StatementDetail(
    StatementItem Statement, IReadOnlyList<StatementLineItem> Lines, IReadOnlyList<StatementFaultItem> Faults, IReadOnlyList<DecisionItem> Decisions, bool MayBeReleased);

/// <summary>
/// Statements as finance sees them. Lines that became deposits are in no list and in no count: each deposit has its own amount, and how many of one
/// amount arrived would tell how many take part in a lot that is not opened.
/// </summary>
public sealed class StatementQueries(TradingDbContext db, BankSeal seal, StatementChecks checks, DecisionQueries decisions, TimeProvider clock)
{
    public async Task<IReadOnlyList<BankAccountItem>> AccountsAsync(long centreId, CancellationToken ct)
    {
        var accounts = await db.Set<BankAccount>().AsNoTracking().Where(a => a.CentreId == centreId).OrderBy(a => a.Id).ToListAsync(ct);
        return [.. accounts.Select(a => new BankAccountItem(a.Id, a.Name, a.BankName, a.Number, a.Currency, BankProfiles.Of(a.Profile), a.PaymentFormat))];
    }

    public Task<int> CountAsync(long centreId, DayFilter days, CancellationToken ct) => Rows(centreId, days).CountAsync(ct);

    /// <summary>Statements, the latest import first; by the days that they are of, or by that of their import.</summary>
    public async Task<IReadOnlyList<StatementItem>> ListAsync(long centreId, DayFilter days, int skip, int take, CancellationToken ct) =>
        await Items(Rows(centreId, days).OrderByDescending(s => s.ImportedAtUtc).ThenBy(s => s.Id).Skip(skip).Take(take))
            .ToListAsync(ct);

    private IQueryable<BankStatementRow> Rows(long centreId, DayFilter days) =>
        days.Of(db.Set<BankStatementRow>().Where(s => s.CentreId == centreId), s => s.FromDay, s => s.ToDay, s => s.ImportedAtUtc);

    /// <summary>Statements of the centre by their numbers.</summary>
    public async Task<IReadOnlyList<StatementItem>> OfAsync(long centreId, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await Items(db.Set<BankStatementRow>().Where(s => s.CentreId == centreId && ids.Contains(s.Id))).ToListAsync(ct);

    /// <summary>A statement of the centre; null where it has none of that number.</summary>
    public async Task<StatementDetail?> FindAsync(long centreId, Guid id, CancellationToken ct)
    {
        var statement = await Items(db.Set<BankStatementRow>().Where(s => s.Id == id && s.CentreId == centreId)).SingleOrDefaultAsync(ct);
        if (statement is null)
        {
            return null;
        }

        if (statement.State == StatementState.Booked)
        {
            return new StatementDetail(statement, await LinesAsync(id, ct), [], await decisions.OfAsync(centreId, id, ct), MayBeReleased: false);
        }

        var kept = await checks.ReadAsync(await db.Set<BankStatementRow>().AsNoTracking().SingleAsync(s => s.Id == id, ct), ct);
        // Why it was held is of the day on which it came; whether it could be booked is of today.
        var faults = kept.FaultsOn(Instants.BeijingDay(statement.ImportedAtUtc)).GroupBy(f => f.Kind)
            .Select(kind => new StatementFaultItem(kind.Key, kind.First() is { IsOfSums: true } sum ? sum.Found - sum.Expected : null));
        var mayBeReleased = statement.State == StatementState.Held && kept.FaultsOn(Instants.BeijingDay(clock.NowUtc())).All(f => f.IsForPeople);
        return new StatementDetail(statement, [], [.. faults], await decisions.OfAsync(centreId, id, ct), mayBeReleased);
    }

    /// <summary>The number under which a file's first statement is kept.</summary>
    public async Task<Guid?> FindFileAsync(long centreId, byte[] file, CancellationToken ct)
    {
        var tag = seal.FileTag(file);
        return await db.Set<BankStatementRow>().Where(s => s.CentreId == centreId && s.FileTag == tag).OrderBy(s => s.Place).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
    }

    private IQueryable<StatementItem> Items(IQueryable<BankStatementRow> rows) =>
        from s in rows.AsNoTracking()
        join account in db.Set<BankAccount>() on s.BankAccountId equals account.Id
        select new StatementItem(
            s.Id, s.BankAccountId, account.Number, s.FromDay, s.ToDay, s.State, s.Difference, s.ImportedAtUtc,
            db.Users.Where(u => u.Id == s.ImportedBy).Select(u => u.DisplayName).FirstOrDefault(),
            s.State == StatementState.Held && db.Set<BankStatementRow>().Any(
                b => b.BankAccountId == s.BankAccountId && b.State == StatementState.Booked && b.ImportedAtUtc >= s.ImportedAtUtc && b.FromDay <= s.FromDay
                    && b.ToDay >= s.ToDay),
            db.Set<FinanceDecision>().Where(d => d.SubjectId == s.Id && d.State == DecisionState.Proposed).Select(d => (Guid?)d.Id).FirstOrDefault(),
            account.Currency, s.Format, s.Succession);

    private async Task<IReadOnlyList<StatementLineItem>> LinesAsync(Guid statement, CancellationToken ct) =>
        await db.Set<BankLine>().AsNoTracking().Where(l => l.StatementId == statement && l.State != BankLineState.Deposit).OrderBy(l => l.ValueOn).ThenBy(l => l.Id)
            .Select(l => new StatementLineItem(l.Id, l.State, l.BookedOn, l.ValueOn, l.Amount, l.PayerName, l.PayerAccount, l.Reason, l.Remark, l.EndToEndId)).ToListAsync(ct);
}

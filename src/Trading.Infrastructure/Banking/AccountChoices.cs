using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>A choice as it is listed.</summary>
public sealed record AccountChoiceItem(AccountPurpose Purpose, string? Line, string AccountName, string AccountNumber, DateOnly EffectiveFrom, DateTime SetAtUtc);

/// <summary>
/// Into which account of a centre money is to be paid. A row of the line goes before one of all lines, and of these the latest that has begun. Where a centre has chosen
/// none, deposits and fees go to its first account in renminbi, and a price to the account of the winner's deposit. What was told to be paid into an account stays there: a deposit and a price
/// plan keep theirs, a fee is taken in each.
/// </summary>
public sealed class AccountChoices(TradingDbContext db, TimeProvider clock)
{
    /// <summary>The lines of business, by the names of their rulebooks.</summary>
    public static IReadOnlyList<string> Lines { get; } = ["construction", "procurement", "state-property", "land", "mining", "rural"];

    /// <summary>What has been chosen for a centre, the latest first.</summary>
    public Task<List<AccountChoiceItem>> OfCentreAsync(long centreId, CancellationToken ct) => (
        from choice in db.Set<AccountChoice>().AsNoTracking()
        join account in db.Set<BankAccount>() on choice.BankAccountId equals account.Id
        where choice.CentreId == centreId
        orderby choice.EffectiveFrom descending, choice.Id descending
        select new AccountChoiceItem(choice.Purpose, choice.Line, account.Name, account.Number, choice.EffectiveFrom, choice.SetAtUtc)).ToListAsync(ct);

    /// <summary>Chooses an account from a day on; the line is null for all lines.</summary>
    /// <exception cref="RuleBrokenException"><see cref="BankingRules.NotAnOwnAccount"/>, <see cref="BankingRules.UnknownLine"/></exception>
    public async Task SetAsync(long centreId, AccountPurpose purpose, string? line, long bankAccountId, DateOnly from, long byUserId, CancellationToken ct)
    {
        if (line is not null && !Lines.Contains(line))
        {
            throw new RuleBrokenException(BankingRules.UnknownLine, line);
        }

        var number = await Own(centreId).Where(a => a.Id == bankAccountId).Select(a => a.Number).SingleOrDefaultAsync(ct) ?? throw new RuleBrokenException(BankingRules.NotAnOwnAccount);
        var nowUtc = clock.NowUtc();
        db.Add(new AccountChoice
        {
            CentreId = centreId,
            Purpose = purpose,
            Line = line,
            BankAccountId = bankAccountId,
            EffectiveFrom = from,
            SetByUserId = byUserId,
            SetAtUtc = nowUtc,
        });
        db.Add(new PartyEvent(
            PartySubject.Centre, centreId, PartyEvents.AccountChosen, FormattableString.Invariant($"{purpose} {line} {Masks.BankAccount(number)} {from:yyyy-MM-dd}"), byUserId, nowUtc));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The account that is chosen for a purpose in a line on a Beijing day; null where none is.</summary>
    public Task<long?> FindAsync(long centreId, AccountPurpose purpose, string line, DateOnly on, CancellationToken ct) => db.Set<AccountChoice>()
        .Where(c => c.CentreId == centreId && c.Purpose == purpose && (c.Line == null || c.Line == line) && c.EffectiveFrom <= on)
        .OrderByDescending(c => c.Line != null).ThenByDescending(c => c.EffectiveFrom).ThenByDescending(c => c.Id)
        .Select(c => (long?)c.BankAccountId).FirstOrDefaultAsync(ct);

    /// <summary>The account into which deposits or fees of a line are to be paid on a Beijing day.</summary>
    public async Task<long> OfAsync(long centreId, AccountPurpose purpose, string line, DateOnly on, CancellationToken ct) =>
        await FindAsync(centreId, purpose, line, on, ct) ?? await Own(centreId).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync(ct);

    private IQueryable<BankAccount> Own(long centreId) => db.Set<BankAccount>().AsNoTracking().Where(a => a.CentreId == centreId && a.Currency == BankAccount.Renminbi);
}

using Trading.Domain.Calendar;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Rulebooks;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Deposits;

/// <summary>Money in suspense with the day by which it is to be back with its payer.</summary>
public sealed record DueSuspense(SuspenseItem Item, DateOnly DueOn, string Citation);

/// <summary>Money in suspense and what the rules say of it.</summary>
public sealed record SuspensePage(IReadOnlyList<DueSuspense> Items, Rule Rule);

/// <summary>
/// One line that is or was in suspense: what the bank said of its payer, all that people proposed and decided, and the payments of ours that it may be
/// where that is in question.
/// </summary>
/// <remarks><c>MayNamePayer</c>: the bank does not name the payer in full, and nothing else comes first.</remarks>
public sealed record SuspenseDetail(
    DueSuspense Due, Guid StatementId, string BankPayerName, string BankPayerAccount, bool MayNamePayer, IReadOnlyList<DecisionItem> Decisions,
    IReadOnlyList<ReturnCandidate> Candidates);

/// <summary>When money that belongs to nothing must go back, and how far it is.</summary>
public sealed class SuspenseQueries(
    TradingDbContext db, DepositQueries deposits, DecisionQueries decisions, SuspenseService suspense, CentreRulebook rules, WorkCalendar calendar)
{
    private const string ReturnRule = "construction.unmatched-return-workdays";

    /// <summary>All money in suspense or on its way back, the most urgent first. Counted from the day on which the money counted at the bank.</summary>
    public async Task<SuspensePage> DueAsync(long centreId, CancellationToken ct)
    {
        var book = await rules.TodayAsync(centreId, ct);
        var items = await deposits.SuspenseAsync(centreId, ct);
        return new SuspensePage([.. items.Select(i => Due(i, book)).OrderBy(d => d.DueOn).ThenBy(d => d.Item.LineId)], book.Get(ReturnRule));
    }

    /// <summary>A line of the centre that is or was in suspense; null where it has none of that number.</summary>
    public async Task<SuspenseDetail?> FindAsync(long centreId, Guid lineId, CancellationToken ct)
    {
        var found = await db.WithDecisionsAsync(db.Set<BankLine>().AsNoTracking().Where(l => l.CentreId == centreId && l.Id == lineId && l.Reason != null), ct);
        if (found is not [var line])
        {
            return null;
        }

        var item = SuspenseItem.Of(line);
        return new SuspenseDetail(
            Due(item, await rules.TodayAsync(centreId, ct)), line.Line.StatementId, line.AtTheBank.Name, line.AtTheBank.Account,
            item.Need is SuspenseNeed.Payer or SuspenseNeed.Return && !line.AtTheBank.IsComplete, await decisions.OfAsync(centreId, lineId, ct),
            item.Need == SuspenseNeed.Explanation ? await suspense.CandidatesAsync(lineId, ct) : []);
    }

    private DueSuspense Due(SuspenseItem item, Rulebook book)
    {
        var due = book.Period(ReturnRule, calendar, item.ValueOn);
        return new DueSuspense(item, due.Date, due.Citation);
    }
}

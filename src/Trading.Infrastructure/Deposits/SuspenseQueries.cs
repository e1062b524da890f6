using Trading.Domain.Calendar;
using Trading.Domain.Rulebooks;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Deposits;

/// <summary>Money in suspense with the day by which it is to be back with its payer.</summary>
public sealed record DueSuspense(SuspenseItem Item, DateOnly DueOn, string Citation);

/// <summary>Money in suspense and what the rules say of it.</summary>
public sealed record SuspensePage(IReadOnlyList<DueSuspense> Items, Rule Rule);

/// <summary>When money that belongs to nothing must go back.</summary>
public sealed class SuspenseQueries(DepositQueries deposits, CentreRulebook rules, WorkCalendar calendar)
{
    private const string ReturnRule = "construction.unmatched-return-workdays";

    /// <summary>All money in suspense or on its way back, the most urgent first. Counted from the day on which the money counted at the bank.</summary>
    public async Task<SuspensePage> DueAsync(long centreId, CancellationToken ct)
    {
        var book = await rules.TodayAsync(centreId, ct);
        var items = await deposits.SuspenseAsync(centreId, ct);
        return new SuspensePage([.. items.Select(i => Due(i, book)).OrderBy(d => d.DueOn).ThenBy(d => d.Item.LineId)], book.Get(ReturnRule));
    }

    private DueSuspense Due(SuspenseItem item, Rulebook book)
    {
        var due = book.Period(ReturnRule, calendar, item.ValueOn);
        return new DueSuspense(item, due.Date, due.Citation);
    }
}

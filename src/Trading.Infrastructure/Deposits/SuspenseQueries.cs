using Microsoft.EntityFrameworkCore;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>Money in suspense with its step: by when it is to be put on its way back, under which rule, and how it stands.</summary>
/// <remarks><c>AgeDays</c>: since the Beijing day on which it counted at the bank.</remarks>
public sealed record DueSuspense(SuspenseItem Item, StepItem Step, int AgeDays)
{
    /// <summary>Who answers for it: the holder of the step's post, or the deputy; null while nobody serves in it.</summary>
    public string? Owner => Step.Person ?? Step.Deputy;

    /// <summary>The last day, which the step ends with.</summary>
    public DateOnly DueOn => Instants.LastBeijingDay(Step.DueAtUtc!.Value);

    public string Citation => Step.Citation!;
}

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
    TradingDbContext db, DepositQueries deposits, DecisionQueries decisions, SuspenseService suspense, CentreRulebook rules, SupervisionQueries steps, TimeProvider clock)
{
    /// <summary>All money in suspense or on its way back, the most urgent first.</summary>
    public async Task<SuspensePage> DueAsync(long centreId, CancellationToken ct) => new(
        [.. (await WithStepsAsync(await deposits.SuspenseAsync(centreId, ct), ct)).OrderBy(d => d.DueOn).ThenBy(d => d.Item.LineId)],
        (await rules.TodayAsync(centreId, ct)).Get(StatementSteps.ReturnRule));

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
            (await WithStepsAsync([item], ct)).Single(), line.Line.StatementId, line.AtTheBank.Name, line.AtTheBank.Account,
            item.Need is SuspenseNeed.Payer or SuspenseNeed.Return && !line.AtTheBank.IsComplete, await decisions.OfAsync(centreId, lineId, ct),
            item.Need is SuspenseNeed.Explanation or SuspenseNeed.Decision && line.IsInQuestion ? await suspense.CandidatesAsync(lineId, ct) : []);
    }

    private async Task<IEnumerable<DueSuspense>> WithStepsAsync(IReadOnlyCollection<SuspenseItem> items, CancellationToken ct)
    {
        var found = await steps.LatestAsync(StepSubjectKind.BankLine, Stages.SuspenseReturn, [.. items.Select(i => i.LineId.ToString("N"))], ct);
        var accounts = items.Select(i => i.BankAccountId).Distinct().ToArray();
        var currencies = await db.Set<BankAccount>().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Currency, ct);
        var today = Instants.BeijingDay(clock.NowUtc());
        return items.Select(i => new DueSuspense(
            i with { Currency = currencies[i.BankAccountId] }, found[i.LineId.ToString("N")], Math.Max(0, today.DayNumber - i.ValueOn.DayNumber)));
    }
}

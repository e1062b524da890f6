using Microsoft.EntityFrameworkCore;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>Money in suspense with its step: by when it is to be put on its way back, under which rule, and how it stands.</summary>
/// <remarks><c>AgeDays</c>: since the Beijing day on which it counted at the bank.</remarks>
public sealed record DueSuspense(SuspenseItem Item, StepItem Step, int AgeDays)
{
    /// <summary>Who answers for it: the holder of the step's post, or the deputy; the post itself while nobody serves in it.</summary>
    public string Owner(WordsLanguage language) => Step.Person ?? Step.Deputy ?? Words.Get($"post.{Step.Post}", language);

    /// <summary>The last day, which the step ends with.</summary>
    public DateOnly DueOn => Instants.LastBeijingDay(Step.DueAtUtc!.Value);

    public string Citation => Step.Citation!;
}

/// <summary>Money in suspense and what the rules say of it.</summary>
public sealed record SuspensePage(IReadOnlyList<DueSuspense> Items, Rule Rule, DayFilter Days);

/// <summary>
/// One line that is or was in suspense: what the bank said of its payer, all that people proposed and decided, and the payments of ours that it may be
/// where that is in question.
/// </summary>
/// <remarks><c>MayNamePayer</c>: the bank does not name the payer in full, and nothing else comes first.</remarks>
public sealed record SuspenseDetail(
    DueSuspense Due, Guid StatementId, string BankPayerName, string BankPayerAccount, bool MayNamePayer, IReadOnlyList<DecisionItem> Decisions,
    IReadOnlyList<ReturnCandidate> Candidates);

/// <summary>When money that belongs to nothing must go back, with what it agrees, and how far it is; and what the bank took back that could not be undone.</summary>
public sealed class SuspenseQueries(
    TradingDbContext db, DecisionQueries decisions, SuspenseService suspense, SuggestedReceipts suggested, CentreRulebook rules, SupervisionQueries steps, TimeProvider clock)
{
    /// <summary>Money in suspense or on its way back, and reversals that are not settled, of some days or all; the most urgent first.</summary>
    public async Task<SuspensePage> DueAsync(long centreId, DayFilter days, CancellationToken ct)
    {
        var lines = await db.WithDecisionsAsync(
            days.Of(
                db.Set<BankLine>().AsNoTracking().Where(l => l.CentreId == centreId
                    && (l.State == BankLineState.Suspense || l.State == BankLineState.Returning || (l.State == BankLineState.Unexplained && l.Reason != null))),
                l => l.ValueOn, l => l.BookedAtUtc),
            ct);
        return new SuspensePage(
            [.. (await DueAsync([.. lines.Where(l => l.Line.State != BankLineState.Unexplained || l.IsNotUndone)], ct)).OrderBy(d => d.DueOn).ThenBy(d => d.Item.LineId)],
            (await rules.TodayAsync(centreId, ct)).Get(StatementSteps.ReturnRule), days);
    }

    /// <summary>A line of the centre that is or was for finance to see to; null where it has none of that number.</summary>
    public async Task<SuspenseDetail?> FindAsync(long centreId, Guid lineId, CancellationToken ct)
    {
        var found = await db.WithDecisionsAsync(db.Set<BankLine>().AsNoTracking().Where(l => l.CentreId == centreId && l.Id == lineId && l.Reason != null), ct);
        if (found is not [var line])
        {
            return null;
        }

        var due = (await DueAsync([line], ct)).Single();
        return new SuspenseDetail(
            due, line.Line.StatementId, line.AtTheBank.Name, line.AtTheBank.Account,
            due.Item.Need is SuspenseNeed.Payer or SuspenseNeed.Return && !line.AtTheBank.IsComplete, await decisions.OfAsync(centreId, lineId, ct),
            due.Item.Need is SuspenseNeed.Explanation or SuspenseNeed.Decision && line.IsInQuestion ? await suspense.CandidatesAsync(lineId, ct) : []);
    }

    private async Task<IEnumerable<DueSuspense>> DueAsync(IReadOnlyCollection<SuspenseLine> lines, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var agreeing = await suggested.OfAsync([.. lines.Select(l => l.Line)], nowUtc, ct);
        var returns = await StepsAsync(Stages.SuspenseReturn, lines.Where(l => l.Line.State != BankLineState.Unexplained), ct);
        var reversals = await StepsAsync(Stages.ReversalNotUndone, lines.Where(l => l.Line.State == BankLineState.Unexplained), ct);
        var accounts = lines.Select(l => l.Line.BankAccountId).Distinct().ToArray();
        var currencies = await db.Set<BankAccount>().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Currency, ct);
        var today = Instants.BeijingDay(nowUtc);
        return lines.Select(SuspenseItem.Of).Select(i => new DueSuspense(
            i with
            {
                Currency = currencies[i.BankAccountId],
                Suggested = agreeing.GetValueOrDefault(i.LineId) is { Fault: null } taken ? taken : null,
                Fault = agreeing.GetValueOrDefault(i.LineId)?.Fault,
            },
            (i.State == BankLineState.Unexplained ? reversals : returns)[i.LineId.ToString("N")], Math.Max(0, today.DayNumber - i.ValueOn.DayNumber)));
    }

    private Task<IReadOnlyDictionary<string, StepItem>> StepsAsync(string stage, IEnumerable<SuspenseLine> lines, CancellationToken ct) =>
        steps.LatestAsync(StepSubjectKind.BankLine, stage, [.. lines.Select(l => l.Line.Id.ToString("N"))], ct);
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Rulebooks;

/// <summary>A centre's own layer of rules: proposed by one officer of the centre, approved by another.</summary>
public sealed class CentreRuleService(TradingDbContext db, RulebookLibrary library, TimeProvider clock, WorkCalendar calendar, OpenSteps steps)
{
    private const string DueRule = "common.rule-approval-workdays";

    /// <summary>Proposes that the national row in force on the day is right, as its source was read by the proposer.</summary>
    /// <exception cref="RuleBrokenException"><see cref="RulebookRules.UnknownKey"/></exception>
    public Task<long> ConfirmAsync(string key, DateOnly from, Officer officer, CancellationToken ct) =>
        ProposeAsync(new CentreRule.Confirmation(key, National(key, from).Hash, from), officer, ct);

    /// <summary>Proposes the same of several rows; all or none.</summary>
    /// <exception cref="RuleBrokenException"><see cref="RulebookRules.UnknownKey"/>, <see cref="RulebookRules.NothingChosen"/></exception>
    public Task ConfirmAsync(IReadOnlyCollection<string> keys, DateOnly from, Officer officer, CancellationToken ct) =>
        EachAsync(keys, key => ConfirmAsync(key, from, officer, ct), ct);

    /// <summary>Puts several proposed rows in force; all or none.</summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.MakerIsChecker"/>, <see cref="RulebookRules.AlreadyApproved"/>, <see cref="RulebookRules.NothingChosen"/>, <see cref="SharedRules.ChangedMeanwhile"/></exception>
    public async Task ApproveAsync(IReadOnlyCollection<long> rowIds, Officer officer, CancellationToken ct)
    {
        var found = await db.Set<CentreRuleRow>().CountAsync(r => rowIds.Contains(r.Id) && r.CentreId == officer.CentreId, ct);
        if (found < rowIds.Distinct().Count())
        {
            throw new RuleBrokenException(SharedRules.ChangedMeanwhile);
        }

        await EachAsync(rowIds, id => ApproveAsync(id, officer, ct), ct);
    }

    /// <summary>Proposes another value, with its source.</summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="RulebookRules.UnknownKey"/>, <see cref="RulebookRules.NotSettable"/>, <see cref="RulebookRules.MalformedValue"/>,
    /// <see cref="RulebookRules.OutOfBounds"/>.
    /// </exception>
    public Task<long> ReplaceAsync(CentreRule.Replacement rule, Officer officer, CancellationToken ct) => ProposeAsync(rule, officer, ct);

    /// <summary>Puts a proposed row in force from its day on.</summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.MakerIsChecker"/>, <see cref="RulebookRules.AlreadyApproved"/>.</exception>
    public async Task ApproveAsync(long rowId, Officer officer, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var row = await db.Set<CentreRuleRow>().SingleAsync(r => r.Id == rowId && r.CentreId == officer.CentreId, ct);
        row.Approve(officer.UserId, nowUtc);
        await steps.FinishAsync(SubjectOf(row), Stages.RuleApproval, new Acting(officer.UserId), "approved", nowUtc, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
    }

    /// <summary>The approved layer of a centre, for <see cref="RulebookLibrary.Resolve"/>; the resolver picks what is in force on its day.</summary>
    public async Task<IReadOnlyList<CentreRule>> ApprovedAsync(long centreId, CancellationToken ct)
    {
        var rows = await db.Set<CentreRuleRow>().AsNoTracking()
            .Where(r => r.CentreId == centreId && r.ApprovedByUserId != null)
            .OrderBy(r => r.EffectiveFrom).ThenBy(r => r.Id)
            .ToListAsync(ct);
        return [.. rows.Select(r => r.ToRule())];
    }

    private Task EachAsync<T>(IReadOnlyCollection<T> chosen, Func<T, Task> act, CancellationToken ct) => chosen.Count == 0
        ? throw new RuleBrokenException(RulebookRules.NothingChosen)
        : db.InTransactionAsync(
            async () =>
            {
                foreach (var each in chosen)
                {
                    await act(each);
                }
            },
            ct);

    private async Task<long> ProposeAsync(CentreRule rule, Officer officer, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var row = CentreRuleRow.Propose(officer.CentreId, rule, National(rule.Key, rule.EffectiveFrom), officer.UserId, nowUtc);
        // The step names the row's number, which the database gives: two saves, one transaction.
        return await db.InTransactionAsync(
            async () =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                await steps.BeginAsync(row.CentreId, SubjectOf(row), Stages.RuleApproval, Posts.CentreManager, await DueAsync(row.CentreId, nowUtc, ct), nowUtc, ct);
                await db.SaveChangesAsync(ct);
                return row.Id;
            },
            ct);
    }

    /// <summary>Until when another person is to decide, as the centre's own rules stand today.</summary>
    private async Task<StepDue> DueAsync(long centreId, DateTime nowUtc, CancellationToken ct)
    {
        var today = Instants.BeijingDay(nowUtc);
        return StepDue.Of(library.Resolve(CentreRulebook.Book, today, await ApprovedAsync(centreId, ct), []).Period(DueRule, calendar, today));
    }

    private static StepSubject SubjectOf(CentreRuleRow row) => StepSubject.Of(StepSubjectKind.CentreRule, row.Id) with { About = row.Key };

    private Rule National(string key, DateOnly on) => library.Find(key, on) ?? throw new RuleBrokenException(RulebookRules.UnknownKey, key);
}

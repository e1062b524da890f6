using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Supervision;

/// <summary>Warns whoever answers for a step before it is due, once, as early as the pinned rule says (<c>common.step-warning-workdays</c>).</summary>
public sealed class StepWarnings(TradingDbContext db, TimeProvider clock, WorkCalendar calendar, DueActions due, Outbox outbox)
{
    private const string Rule = "common.step-warning-workdays";

    // No holiday is longer; within these days each step is looked at.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(20);

    /// <summary>Plans the warning of each step whose time to warn has come.</summary>
    public async Task PlanAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var horizon = nowUtc + Horizon;
        var steps = await (
            from step in db.Set<ProcedureStep>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on step.ProjectId equals project.Id
            where step.DoneAtUtc == null && step.WarnedAtUtc == null && step.DueAtUtc != null && step.DueAtUtc < horizon && project.RulebookHash != null
            select new { step.Id, step.CentreId, step.DueAtUtc, Project = project }).ToListAsync(ct);
        foreach (var step in steps.Where(s => IsTime(s.Project, s.DueAtUtc!.Value, nowUtc)))
        {
            await due.PlanOnceAsync(DueKinds.WarnStep, step.Id.ToString("N"), step.CentreId, nowUtc, ct);
        }

        await due.SavePlansAsync(ct);
    }

    /// <summary>Warns of one step, where it is still open and nobody has been warned.</summary>
    public async Task WarnAsync(Guid stepId, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var step = await db.Set<ProcedureStep>().SingleAsync(s => s.Id == stepId, ct);
                if (step is { DoneAtUtc: null, WarnedAtUtc: null })
                {
                    step.Warn(nowUtc);
                    await MailAsync(step, nowUtc, ct);
                }

                await due.EndAsync(DueKinds.WarnStep, stepId.ToString("N"), nowUtc, ct);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    private bool IsTime(Project project, DateTime dueAtUtc, DateTime nowUtc)
    {
        try
        {
            // The due instant is the end of its day, 24:00, which is the next day's beginning.
            var from = TenderLoader.RulesOf(project).Rulebook.Period(Rule, calendar, Instants.BeijingDay(dueAtUtc.AddMilliseconds(-1)));
            return nowUtc >= Instants.StartOfBeijingDay(from.Date);
        }
        catch (RuleBrokenException)
        {
            // No rule, or a year without its holidays: too early a warning is better than none.
            return true;
        }
    }

    private async Task MailAsync(ProcedureStep step, DateTime nowUtc, CancellationToken ct)
    {
        var project = await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == step.ProjectId, ct);
        var lot = step.LotId is { } id ? await db.Set<Lot>().AsNoTracking().Where(l => l.Id == id).Select(l => l.Code).SingleAsync(ct) : null;
        MailText Text(string path) => new(MailKinds.StepDue, path, new Word($"mail.stage.{step.Stage}"), lot ?? project.Code!, step.DueAtUtc!.Value);
        switch (step.Post)
        {
            case Posts.Owner:
                await outbox.ToOrganisationAsync(project.OwnerId, Text("owner"), nowUtc, ct);
                if (project.AgencyId is { } agency)
                {
                    await outbox.ToOrganisationAsync(agency, Text("owner"), nowUtc, ct);
                }

                break;
            case Posts.FinanceMaker:
                await outbox.ToOfficersAsync(step.CentreId, Roles.FinanceMaker, Text("finance"), nowUtc, ct);
                break;
            default:
                // Experts are bound to a room, not to a mailbox: the centre's operators call them.
                await outbox.ToOfficersAsync(step.CentreId, Roles.CentreOperator, Text("centre"), nowUtc, ct);
                break;
        }
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Supervision;

/// <summary>
/// Warns whoever answers for a step once its light is no longer green (<see cref="StepLighting"/>): the holder and the deputy of its post, or
/// everybody with the role where the post has nobody, in every centre where none has the step yet. Once for each due time: a step that was moved is warned of again.
/// </summary>
public sealed class StepWarnings(TradingDbContext db, TimeProvider clock, StepLighting lighting, DueActions due, Outbox outbox)
{
    // No holiday is longer; within these days each step is looked at.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(20);

    /// <summary>Plans the warning of each step whose time to warn has come.</summary>
    public async Task PlanAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var horizon = nowUtc + Horizon;
        var steps = await db.Set<ProcedureStep>().AsNoTracking()
            .Where(s => s.DoneAtUtc == null && s.WarnedAtUtc == null && s.DueAtUtc != null && s.DueAtUtc < horizon).ToListAsync(ct);
        var lights = await lighting.LightsAsync([.. steps.Select(s => new StepTime(s.Id, s.CentreId, s.ProjectId, s.DueAtUtc, nowUtc))], ct);
        foreach (var step in steps.Where(s => lights[s.Id] != StepLight.Green))
        {
            // A step that no centre has yet is the platform's: 0 is no centre's number.
            await due.PlanOnceAsync(DueKinds.WarnStep, SubjectOf(step), step.CentreId ?? 0, nowUtc, ct);
        }

        await due.SavePlansAsync(ct);
    }

    /// <summary>Warns of one step, where it is still open, still due then, and nobody has been warned.</summary>
    /// <param name="subject">The step and the due time that is warned of.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task WarnAsync(string subject, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var nowUtc = clock.NowUtc();
        var stepId = Guid.ParseExact(subject.Split(' ')[0], "N");
        await db.InTransactionAsync(
            async () =>
            {
                var step = await db.Set<ProcedureStep>().SingleAsync(s => s.Id == stepId, ct);
                if (step is { DoneAtUtc: null, WarnedAtUtc: null } && SubjectOf(step) == subject)
                {
                    step.Warn(nowUtc);
                    await MailAsync(step, nowUtc, ct);
                }

                await due.EndAsync(DueKinds.WarnStep, subject, nowUtc, ct);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    private static string SubjectOf(ProcedureStep step) => string.Create(CultureInfo.InvariantCulture, $"{step.Id:N} {step.DueAtUtc!.Value:yyyyMMdd'T'HHmmssfff}");

    private Task MailAsync(ProcedureStep step, DateTime nowUtc, CancellationToken ct) => step.ProjectId is { } project
        ? MailOfProjectAsync(step, project, nowUtc, ct)
        : ToPostAsync(step, new MailText(MailKinds.WorkDue, AreaOf(step.Post), new Word($"stage.{step.Stage}"), new DueTime(step.DueAtUtc!.Value)), nowUtc, ct);

    private async Task MailOfProjectAsync(ProcedureStep step, long projectId, DateTime nowUtc, CancellationToken ct)
    {
        var project = await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == projectId, ct);
        var lot = step.LotId is { } id ? await db.Set<Lot>().AsNoTracking().Where(l => l.Id == id).Select(l => l.Code).SingleAsync(ct) : null;
        MailText Text(string path) => new(MailKinds.StepDue, path, new Word($"mail.stage.{step.Stage}"), lot ?? project.Code!, new DueTime(step.DueAtUtc!.Value));
        switch (step.Post)
        {
            case Posts.Owner:
                await outbox.ToOrganisationAsync(project.OwnerId, Text("owner"), nowUtc, ct);
                if (project.AgencyId is { } agency)
                {
                    await outbox.ToOrganisationAsync(agency, Text("owner"), nowUtc, ct);
                }

                break;
            case Posts.Panel:
                // Experts are bound to a room, not to a mailbox: the centre's operators call them.
                await outbox.ToOfficersAsync(step.CentreId, Posts.CentreOperator, Text("centre"), nowUtc, ct);
                break;
            default:
                await ToPostAsync(step, Text(AreaOf(step.Post)), nowUtc, ct);
                break;
        }
    }

    private static string AreaOf(string post) => post is Posts.FinanceMaker or Posts.FinanceChecker ? "finance" : "centre";

    // A post of the centre is named as the role that serves it. That there is money which may be of an unopened lot is told to finance alone.
    private async Task ToPostAsync(ProcedureStep step, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        if (Stages.OfFinanceAlone.Contains(step.Stage))
        {
            await outbox.SealedToPostAsync(step.CentreId!.Value, step.Post, text, nowUtc, ct);
            return;
        }

        var told = await outbox.ToPeopleAsync([.. new[] { step.PersonId, step.DeputyId }.OfType<long>()], text, nowUtc, ct);
        if (told == 0)
        {
            await outbox.ToOfficersAsync(step.CentreId, step.Post, text, nowUtc, ct);
        }
    }
}

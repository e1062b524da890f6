using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Projects;

/// <summary>What an owner entrusts: the project and its lots.</summary>
public sealed record EntrustProject(long CentreId, string Line, long OwnerId, long? AgencyId, ProjectFacts Facts, IReadOnlyList<LotFacts> Lots);

/// <summary>
/// Entrustment: the owner writes and submits, the centre returns it once with all defects or accepts it. Acceptance numbers the project, pins its
/// rulebook, and gives each lot a tender with its own key pair and a committed secret for draws, long before any bid can be known.
/// </summary>
public sealed class ProjectService(
    TradingDbContext db, TimeProvider clock, RulebookLibrary rulebooks, CentreRuleService centreRules, LotKeys lotKeys, DrawSecrets drawSecrets,
    NumberSeries numbers, ProcedureLog log, Outbox outbox)
{
    public async Task<long> DraftAsync(EntrustProject entrustment, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var project = Project.Draft(
            entrustment.CentreId, entrustment.Line, entrustment.OwnerId, entrustment.AgencyId, acting.UserId ?? 0, entrustment.Facts, nowUtc);
        foreach (var lot in entrustment.Lots)
        {
            project.AddLot(lot);
        }

        db.Add(project);
        await db.SaveChangesAsync(ct);
        return project.Id;
    }

    /// <exception cref="RuleBrokenException"><c>projects.incomplete</c> with every missing field; <c>projects.wrong-state</c></exception>
    public Task SubmitAsync(long projectId, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        (project, nowUtc) =>
        {
            project.Submit(nowUtc);
            log.Begin(project.CentreId, project.Id, null, Stages.EntrustmentCheck, Posts.CentreOperator, nowUtc);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-submitted", project.Name), nowUtc);
            return Task.CompletedTask;
        },
        ct);

    /// <exception cref="RuleBrokenException"><c>projects.no-defects</c>, <c>projects.wrong-state</c></exception>
    public Task ReturnAsync(long projectId, IReadOnlyList<Defect> defects, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.Return(defects);
            await log.FinishAsync(project.Id, null, Stages.EntrustmentCheck, acting, "returned", nowUtc, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-returned", project.Name), nowUtc);
            await ToOwnerAsync(project, new MailText(MailKinds.EntrustmentReturned, "owner", project.Name, defects.Count), nowUtc, ct);
        },
        ct);

    /// <summary>Accepts the entrustment under the named rulebook with what the project may set for itself.</summary>
    public Task AcceptAsync(long projectId, string rulebook, IReadOnlyList<ProjectSetting> settings, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            var today = Instants.BeijingDay(nowUtc);
            var centre = await centreRules.ApprovedAsync(project.CentreId, ct);
            var resolved = rulebooks.Resolve(rulebook, today, centre, settings);
            var serial = await numbers.NextAsync(project.CentreId, "project", today.Year, ct);
            var code = string.Create(CultureInfo.InvariantCulture, $"A{project.RegionCode}{today:yyyy}{project.CentreId:D2}{serial:D5}");
            project.Accept(code, resolved.ToJson(), resolved.Hash, nowUtc);
            foreach (var lot in project.Lots)
            {
                PrepareTender(lot, new TenderRulebook(resolved, project.Line), nowUtc);
            }

            await log.FinishAsync(project.Id, null, Stages.EntrustmentCheck, acting, "accepted", nowUtc, ct);
            log.Record(
                project.CentreId, project.Id, null, acting,
                new EventFacts("entrustment-accepted", code, ContentHash: Convert.FromHexString(resolved.Hash)), nowUtc);
            await ToOwnerAsync(project, new MailText(MailKinds.EntrustmentAccepted, "owner", project.Name, code), nowUtc, ct);
        },
        ct);

    private async Task ToOwnerAsync(Project project, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        await outbox.ToOrganisationAsync(project.OwnerId, text, nowUtc, ct);
        if (project.AgencyId is { } agency)
        {
            await outbox.ToOrganisationAsync(agency, text, nowUtc, ct);
        }
    }

    private void PrepareTender(Lot lot, TenderRulebook rules, DateTime nowUtc)
    {
        var secret = drawSecrets.Commit(lot.Id);
        db.Add(lotKeys.Create(lot.Id));
        db.Add(Tender.Prepare(lot, rules.TieChain, secret.Commitment, secret.SealedSecret));
        log.Begin(lot.CentreId, lot.ProjectId, lot.Id, Stages.Notice, Posts.Owner, nowUtc);
    }

    private async Task ChangeAsync(long projectId, Func<Project, DateTime, Task> change, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var project = await db.Set<Project>().Include(p => p.Lots).SingleAsync(p => p.Id == projectId, ct);
                await change(project, nowUtc);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }
}

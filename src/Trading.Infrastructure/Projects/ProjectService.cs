using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
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
public sealed record EntrustProject(long CentreId, string Line, long OwnerId, long? AgencyId, ProjectFacts Facts, IReadOnlyList<LotFacts> Lots)
{
    /// <summary>The random number of the form that says it; null where none does.</summary>
    public Guid? FormId { get; init; }
}

/// <summary>What the owner's side changes of a draft or a returned entrustment. Centre and agency change in a draft only; elsewhere they are left.</summary>
public sealed record CorrectProject(long ProjectId, long CentreId, long? AgencyId, ProjectFacts Facts);

/// <summary>
/// Entrustment: the owner writes and submits, or confirms what its agency has written; the centre returns it once with all defects or accepts it. Acceptance numbers the project, pins its
/// rulebook, and gives each lot a tender with its own key pair and a committed secret for draws, long before any bid can be known.
/// </summary>
public sealed class ProjectService(
    TradingDbContext db, TimeProvider clock, WorkCalendar calendar, RulebookLibrary rulebooks, CentreRuleService centreRules, LotKeys lotKeys,
    DrawSecrets drawSecrets, NumberSeries numbers, ProcedureLog log, Outbox outbox)
{
    /// <summary>
    /// Begins an entrustment. Whether the agency writes it is asked of the person who acts and never of the caller: the owner's word cannot be left
    /// out by a form. The same form of the same person sent again, because its answer was lost or in two windows at once, answers with the first project.
    /// </summary>
    public async Task<long> DraftAsync(EntrustProject entrustment, Acting acting, CancellationToken ct)
    {
        if (await DraftedAsync(entrustment, acting, ct) is { } drafted)
        {
            return drafted;
        }

        try
        {
            return await WriteDraftAsync(entrustment, acting, ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            // Sent twice at once: the unique index chose.
            db.ChangeTracker.Clear();
            return await DraftedAsync(entrustment, acting, ct) ?? throw new InvalidOperationException("A draft stands in the way that is not there.", e);
        }
    }

    private async Task<long?> DraftedAsync(EntrustProject entrustment, Acting acting, CancellationToken ct) => entrustment.FormId is { } form
        ? await db.Set<Project>().Where(p => p.CreatedBy == (acting.UserId ?? 0) && p.FormId == form).Select(p => (long?)p.Id).SingleOrDefaultAsync(ct)
        : null;

    private async Task<long> WriteDraftAsync(EntrustProject entrustment, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var project = Project.Draft(
            entrustment.CentreId, entrustment.Line, entrustment.OwnerId, entrustment.AgencyId, await IsOfAgencyAsync(entrustment, acting, ct), acting.UserId ?? 0,
            entrustment.Facts, nowUtc, entrustment.FormId);
        foreach (var lot in entrustment.Lots)
        {
            project.AddLot(lot);
        }

        db.Add(project);
        await db.SaveChangesAsync(ct);
        return project.Id;
    }

    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c></exception>
    public Task CorrectAsync(CorrectProject correction, CancellationToken ct) => ChangeAsync(
        correction.ProjectId,
        (project, _) =>
        {
            project.Describe(correction.Facts);
            if (project.State == ProjectState.Draft)
            {
                project.Direct(correction.CentreId, correction.AgencyId);
            }

            return Task.CompletedTask;
        },
        ct);

    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c></exception>
    public Task AddLotAsync(long projectId, LotFacts facts, CancellationToken ct) => ChangeAsync(
        projectId,
        (project, _) =>
        {
            project.AddLot(facts);
            return Task.CompletedTask;
        },
        ct);

    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.no-such-lot</c></exception>
    public Task ChangeLotAsync(long projectId, long lotId, LotFacts facts, CancellationToken ct) => ChangeAsync(
        projectId,
        (project, _) =>
        {
            project.ChangeLot(lotId, facts);
            return Task.CompletedTask;
        },
        ct);

    /// <summary>Takes a lot out of the entrustment together with its files.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.no-such-lot</c></exception>
    public Task RemoveLotAsync(long projectId, long lotId, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, _) =>
        {
            var lot = project.Lots.FirstOrDefault(l => l.Id == lotId);
            project.RemoveLot(lotId);
            db.Remove(lot!);
            await db.Set<Tendering.TenderDocument>().Where(d => d.LotId == lotId).ExecuteDeleteAsync(ct);
        },
        ct);

    /// <summary>Keeps what the tender document sets; tried against the rulebook of today, so that what acceptance would refuse is refused now.</summary>
    /// <exception cref="RuleBrokenException"><c>rulebooks.not-settable</c>, <c>rulebooks.out-of-bounds</c>, <c>rulebooks.malformed-value</c></exception>
    public Task SetAsync(long projectId, IReadOnlyList<ProjectSetting> settings, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            rulebooks.Resolve(project.Line, Instants.BeijingDay(nowUtc), await centreRules.ApprovedAsync(project.CentreId, ct), settings);
            project.Set(settings);
        },
        ct);

    /// <summary>Everything for which the entrustment could not be handed in or accepted today, at once; empty where it could.</summary>
    public async Task<IReadOnlyList<RuleBrokenException>> BreachesAsync(long projectId, CancellationToken ct)
    {
        var project = await db.Set<Project>().AsNoTracking().Include(p => p.Lots).SingleAsync(p => p.Id == projectId, ct);
        var rules = new TenderRulebook(await ResolveAsync(project, project.Line, [], clock.NowUtc(), ct), project.Line, project.IsLegallyRequired);
        return [.. new[] { project.Incompleteness() }.OfType<RuleBrokenException>(), .. Breaches(project, rules)];
    }

    /// <summary>The agency puts what it has written before the owner. What the centre would refuse is not put before it.</summary>
    /// <exception cref="RuleBrokenException">the first of <see cref="BreachesAsync"/>; <c>projects.nothing-to-confirm</c>, <c>projects.wrong-state</c></exception>
    public Task AskOwnerAsync(long projectId, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.AskOwner();
            RequireLawful(project, await ResolveAsync(project, project.Line, [], nowUtc, ct));
            await log.FinishAsync(project.Id, null, Stages.EntrustmentCorrection, acting, "to-owner", nowUtc, ct);
            await log.BeginAsync(project.CentreId, project.Id, null, Stages.EntrustmentConfirmation, Posts.Owner, nowUtc, null, null, null, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-to-owner", project.Name), nowUtc);
            await outbox.ToOrganisationAsync(project.OwnerId, new MailText(MailKinds.EntrustmentToConfirm, "owner", project.Name), nowUtc, ct);
        },
        ct);

    /// <summary>The owner confirms what it was shown; its agency hands it in.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.owner-decides</c>, <c>projects.not-as-shown</c>, <c>projects.wrong-state</c></exception>
    public Task ConfirmAsync(long projectId, long organisationId, long shownVersion, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.RequireOwner(organisationId);
            project.Confirm(shownVersion);
            await log.FinishAsync(project.Id, null, Stages.EntrustmentConfirmation, acting, "confirmed", nowUtc, ct);
            await log.BeginAsync(project.CentreId, project.Id, null, Stages.EntrustmentSubmission, Posts.Owner, nowUtc, null, null, null, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-confirmed", project.Name), nowUtc);
            await ToAgencyAsync(project, new MailText(MailKinds.EntrustmentConfirmed, "owner", project.Name), nowUtc, ct);
        },
        ct);

    /// <summary>The owner gives it back to its agency; <see cref="Acting.Reason"/> says why.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>projects.owner-decides</c>, <c>projects.not-as-shown</c>, <c>projects.reason-missing</c>, <c>projects.wrong-state</c>
    /// </exception>
    public Task SendBackAsync(long projectId, long organisationId, long shownVersion, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.RequireOwner(organisationId);
            project.SendBack(shownVersion, acting.Reason);
            await log.FinishAsync(project.Id, null, Stages.EntrustmentConfirmation, acting, "sent-back", nowUtc, ct);
            await log.BeginAsync(project.CentreId, project.Id, null, Stages.EntrustmentCorrection, Posts.Owner, nowUtc, null, null, null, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-sent-back", project.Name), nowUtc);
            await ToAgencyAsync(project, new MailText(MailKinds.EntrustmentSentBack, "owner", project.Name, project.SentBackBecause!), nowUtc, ct);
        },
        ct);

    /// <summary>Either side takes it back, from before the owner or after its word, so that the agency writes on.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.nothing-to-confirm</c>, <c>projects.wrong-state</c></exception>
    public Task TakeBackAsync(long projectId, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.TakeBack();
            await log.FinishAsync(project.Id, null, Stages.EntrustmentConfirmation, acting, "taken-back", nowUtc, ct);
            await log.FinishAsync(project.Id, null, Stages.EntrustmentSubmission, acting, "taken-back", nowUtc, ct);
            await log.BeginAsync(project.CentreId, project.Id, null, Stages.EntrustmentCorrection, Posts.Owner, nowUtc, null, null, null, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-taken-back", project.Name), nowUtc);
        },
        ct);

    /// <exception cref="RuleBrokenException">
    /// the first of <see cref="BreachesAsync"/>: <c>projects.incomplete</c> with every missing field, or what of a lot would keep it from ever being
    /// published; <c>projects.owner-confirms</c>: the agency wrote it, and the owner has not confirmed it; <c>projects.wrong-state</c>
    /// </exception>
    public async Task SubmitAsync(long projectId, Acting acting, CancellationToken ct)
    {
        var line = await db.Set<Project>().Where(p => p.Id == projectId).Select(p => p.Line).SingleAsync(ct);
        await SubmitAsync(projectId, line, acting, ct);
    }

    /// <summary>The same for a project that is to be accepted under another rulebook than its line's.</summary>
    public Task SubmitAsync(long projectId, string rulebook, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.Submit(nowUtc);
            RequireLawful(project, await ResolveAsync(project, rulebook, [], nowUtc, ct));
            await log.FinishAsync(
                project.Id, null, project.Confirmation == OwnerConfirmation.Given ? Stages.EntrustmentSubmission : Stages.EntrustmentCorrection, acting, "submitted", nowUtc, ct);
            await BeginCheckAsync(project, nowUtc, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-submitted", project.Name), nowUtc);
        },
        ct);

    /// <exception cref="RuleBrokenException"><c>projects.no-defects</c>, <c>projects.wrong-state</c></exception>
    public Task ReturnAsync(long projectId, IReadOnlyList<Defect> defects, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            project.Return(defects);
            await log.FinishAsync(project.Id, null, Stages.EntrustmentCheck, acting, "returned", nowUtc, ct);
            await log.BeginAsync(project.CentreId, project.Id, null, Stages.EntrustmentCorrection, Posts.Owner, nowUtc, null, null, null, ct);
            log.Record(project.CentreId, project.Id, null, acting, new EventFacts("entrustment-returned", project.Name), nowUtc);
            await ToOwnerAsync(project, new MailText(MailKinds.EntrustmentReturned, "owner", project.Name, defects.Count), nowUtc, ct);
        },
        ct);

    /// <summary>
    /// Accepts the entrustment under the named rulebook with what the project sets for itself; <paramref name="settings"/> go before the project's own.
    /// What is accepted can be published: nobody can change a lot's figures afterwards, so they are checked here.
    /// </summary>
    /// <exception cref="RuleBrokenException">the first of <see cref="Tender.LotBreaches"/>; <c>projects.wrong-state</c></exception>
    public Task AcceptAsync(long projectId, string rulebook, IReadOnlyList<ProjectSetting> settings, Acting acting, CancellationToken ct) => ChangeAsync(
        projectId,
        async (project, nowUtc) =>
        {
            var today = Instants.BeijingDay(nowUtc);
            var resolved = await ResolveAsync(project, rulebook, settings, nowUtc, ct);
            var serial = await numbers.NextAsync(project.CentreId, "project", today.Year, ct);
            var code = string.Create(CultureInfo.InvariantCulture, $"A{project.RegionCode}{today:yyyy}{project.CentreId:D2}{serial:D5}");
            project.Accept(code, resolved.ToJson(), resolved.Hash, nowUtc);
            RequireLawful(project, resolved);
            foreach (var lot in project.Lots)
            {
                await PrepareTenderAsync(lot, new TenderRulebook(resolved, project.Line, project.IsLegallyRequired), nowUtc, ct);
            }

            await log.FinishAsync(project.Id, null, Stages.EntrustmentCheck, acting, "accepted", nowUtc, ct);
            log.Record(
                project.CentreId, project.Id, null, acting,
                new EventFacts("entrustment-accepted", code, ContentHash: Convert.FromHexString(resolved.Hash)), nowUtc);
            await ToOwnerAsync(project, new MailText(MailKinds.EntrustmentAccepted, "owner", project.Name, code), nowUtc, ct);
        },
        ct);

    private async Task<Rulebook> ResolveAsync(Project project, string rulebook, IReadOnlyList<ProjectSetting> settings, DateTime nowUtc, CancellationToken ct) =>
        rulebooks.Resolve(
            rulebook, Instants.BeijingDay(nowUtc), await centreRules.ApprovedAsync(project.CentreId, ct),
            [.. project.Settings.Where(own => !settings.Any(s => s.Key == own.Key)), .. settings]);

    private static IEnumerable<RuleBrokenException> Breaches(Project project, TenderRulebook rules) =>
        project.Lots.OrderBy(l => l.Number).SelectMany(lot => Tender.LotBreaches(lot, rules).Select(breach => project.Lots.Count == 1 ? breach : breach.Of(lot.Name)))
            .Concat(PoolBreaches(project, rules));

    // One deposit for several lots is of one sum.
    private static IEnumerable<RuleBrokenException> PoolBreaches(Project project, TenderRulebook rules) =>
        rules.Deposits.Pooling is not { } rule ? []
        : project.Lots.OrderBy(l => l.Number).Where(l => l.Deposit != project.Lots.MinBy(f => f.Number)!.Deposit)
            .Select(l => RuleBrokenException.Cited(CoverRules.PoolSumsDiffer, rule.Citation, project.Lots.MinBy(f => f.Number)!.Deposit, l.Deposit).Of(l.Name));

    private static void RequireLawful(Project project, Rulebook rulebook)
    {
        if (Breaches(project, new TenderRulebook(rulebook, project.Line, project.IsLegallyRequired)).FirstOrDefault() is { } first)
        {
            throw first;
        }
    }

    private async Task<bool> IsOfAgencyAsync(EntrustProject entrustment, Acting acting, CancellationToken ct) =>
        entrustment.AgencyId is { } agency && agency != entrustment.OwnerId
        && await db.Users.AnyAsync(u => u.Id == acting.UserId && u.OrganisationId == agency, ct);

    private async Task ToOwnerAsync(Project project, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        await outbox.ToOrganisationAsync(project.OwnerId, text, nowUtc, ct);
        await ToAgencyAsync(project, text, nowUtc, ct);
    }

    private async Task ToAgencyAsync(Project project, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        if (project.AgencyId is { } agency)
        {
            await outbox.ToOrganisationAsync(agency, text, nowUtc, ct);
        }
    }

    /// <summary>The centre's promise of how soon it checks; a rulebook without one leaves the step open-ended.</summary>
    private async Task BeginCheckAsync(Project project, DateTime nowUtc, CancellationToken ct)
    {
        var today = Instants.BeijingDay(nowUtc);
        var resolved = rulebooks.Resolve(project.Line, today, await centreRules.ApprovedAsync(project.CentreId, ct), []);
        var key = $"{project.Line}.entrustment-check-workdays";
        if (resolved.Rules.Any(r => r.Key == key))
        {
            var due = resolved.Period(key, calendar, today);
            await log.BeginAsync(
                project.CentreId, project.Id, null, Stages.EntrustmentCheck, Posts.CentreOperator, nowUtc, Instants.EndOfBeijingDay(due.Date), due.Key, due.Citation, ct);
        }
        else
        {
            await log.BeginAsync(project.CentreId, project.Id, null, Stages.EntrustmentCheck, Posts.CentreOperator, nowUtc, null, null, null, ct);
        }
    }

    private async Task PrepareTenderAsync(Lot lot, TenderRulebook rules, DateTime nowUtc, CancellationToken ct)
    {
        var secret = drawSecrets.Commit(lot.Id);
        db.Add(lotKeys.Create(lot.Id));
        db.Add(Tender.Prepare(lot, rules.TieChain, secret.Commitment, secret.SealedSecret));
        await log.BeginAsync(lot.CentreId, lot.ProjectId, lot.Id, Stages.Notice, Posts.Owner, nowUtc, null, null, null, ct);
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

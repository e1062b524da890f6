using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Projects;

/// <summary>A project in a list, with where each of its lots stands.</summary>
public sealed record ProjectRow(
    long Id, string? Code, string Name, ProjectState State, string OwnerName, DateTime CreatedAtUtc, DateTime? SubmittedAtUtc, IReadOnlyList<LotRow> Lots);

public sealed record LotRow(long Id, int Number, string? Code, string Name, TenderState? State, DateTime? DeadlineUtc);

/// <summary>A step that somebody has to do.</summary>
/// <remarks><c>Subject</c>: the lot's or project's name, or what a step without a project is about.</remarks>
public sealed record DueRow(
    string Stage, StepSubjectKind SubjectKind, string SubjectId, long? ProjectId, long? LotId, string Subject, DateTime StartedAtUtc, DateTime? DueAtUtc, string? Citation);

/// <summary>A project in the intake list; <c>DueAtUtc</c>: until when it is to be checked, where it waits for that.</summary>
public sealed record EntrustmentRow(ProjectRow Project, DateTime? DueAtUtc);

/// <summary>A project with the names of those around it.</summary>
public sealed record ProjectView(Project Project, string OwnerName, string? AgencyName, Centre Centre, IReadOnlyList<long> LotsWithDocuments);

/// <summary>A file of a lot's tender document.</summary>
public sealed record ProjectFile(long LotId, Guid Id, string FileName, long Length);

public sealed record NamedOrganisation(long Id, string Name, string CreditCode);

/// <summary>Projects as the owner's side and the centre see them; what is somebody else's is not found.</summary>
public sealed class ProjectQueries(TradingDbContext db)
{
    /// <summary>The projects of an owner or agency, the newest first.</summary>
    public Task<List<ProjectRow>> OfOrganisationAsync(long organisationId, CancellationToken ct) =>
        RowsAsync(db.Set<Project>().Where(p => p.OwnerId == organisationId || p.AgencyId == organisationId).OrderByDescending(p => p.Id), ct);

    /// <summary>The projects that were handed in to a centre, the newest first. A draft is the owner's alone.</summary>
    public Task<List<ProjectRow>> OfCentreAsync(long centreId, CancellationToken ct) =>
        RowsAsync(db.Set<Project>().Where(p => p.CentreId == centreId && p.State != ProjectState.Draft).OrderByDescending(p => p.Id), ct);

    /// <summary>The entrustments that wait for a centre's check: its open steps, the most urgent first.</summary>
    public async Task<IReadOnlyList<EntrustmentRow>> ToCheckAsync(long centreId, CancellationToken ct)
    {
        var due = await db.Set<ProcedureStep>().AsNoTracking().Where(s => s.CentreId == centreId && s.Stage == Stages.EntrustmentCheck && s.DoneAtUtc == null)
            .ToDictionaryAsync(s => s.ProjectId!.Value, s => s.DueAtUtc, ct);
        var ids = due.Keys.ToArray();
        return [.. (await RowsAsync(db.Set<Project>().Where(p => ids.Contains(p.Id)), ct)).Select(p => new EntrustmentRow(p, due[p.Id]))
            .OrderBy(r => r.DueAtUtc ?? DateTime.MaxValue).ThenBy(r => r.Project.SubmittedAtUtc)];
    }

    /// <summary>
    /// What the owner's side has to do, the most urgent first; what has no due time comes last. The owner itself, and not the agency that wrote it,
    /// has an entrustment to confirm.
    /// </summary>
    public Task<List<DueRow>> DueOfOrganisationAsync(long organisationId, CancellationToken ct) => DueAsync(
        db.Set<ProcedureStep>().Where(s => (s.Post == Posts.Owner || s.Post == Posts.Panel)
            && db.Set<Project>().Any(p => p.Id == s.ProjectId && (p.OwnerId == organisationId || (p.AgencyId == organisationId && s.Stage != Stages.EntrustmentConfirmation)))),
        ct);

    /// <summary>
    /// What the centre's intake has to do or to attend to, likewise: of its own centre, and what any centre may take. What waits for a manager is in the
    /// managers' lists.
    /// </summary>
    public Task<List<DueRow>> DueOfCentreAsync(long centreId, bool forManagers, CancellationToken ct) => DueAsync(
        db.Set<ProcedureStep>().Where(s => (s.CentreId == centreId || s.CentreId == null)
            && (s.Post == Posts.CentreOperator || s.Stage == Stages.Opening || (forManagers && s.Post == Posts.CentreManager))),
        ct);

    /// <summary>Null where there is none, or where the organisation has no part in it.</summary>
    public Task<ProjectView?> FindForOrganisationAsync(long projectId, long organisationId, CancellationToken ct) =>
        ViewAsync(db.Set<Project>().Where(p => p.Id == projectId && (p.OwnerId == organisationId || p.AgencyId == organisationId)), ct);

    /// <summary>Null where there is none, where it is another centre's, or where it was never handed in.</summary>
    public Task<ProjectView?> FindForOfficerAsync(long projectId, Officer officer, CancellationToken ct) =>
        ViewAsync(db.Set<Project>().Where(p => p.Id == projectId && p.CentreId == officer.CentreId && p.State != ProjectState.Draft), ct);

    /// <summary>The files of a project's tender documents, by lot and name.</summary>
    public Task<List<ProjectFile>> FilesAsync(long projectId, CancellationToken ct) => (
        from lot in db.Set<Lot>().AsNoTracking()
        join document in db.Set<Tendering.TenderDocument>() on lot.Id equals document.LotId
        where lot.ProjectId == projectId
        orderby lot.Number, document.FileName
        select new ProjectFile(lot.Id, document.Id, document.FileName, document.Length)).ToListAsync(ct);

    public Task<List<Centre>> CentresAsync(CancellationToken ct) => db.Set<Centre>().AsNoTracking().OrderBy(c => c.Code).ToListAsync(ct);

    /// <summary>The registered agencies, by name.</summary>
    public Task<List<NamedOrganisation>> AgenciesAsync(CancellationToken ct) =>
        db.Set<Organisation>().AsNoTracking().Where(o => (o.Kinds & OrganisationKinds.Agency) != 0).OrderBy(o => o.Name)
            .Select(o => new NamedOrganisation(o.Id, o.Name, o.CreditCode)).ToListAsync(ct);

    /// <summary>The owner with exactly this credit code; null where none is registered.</summary>
    public Task<NamedOrganisation?> OwnerByCodeAsync(string creditCode, CancellationToken ct)
    {
        var code = Domain.Parties.Codes.CodeText.Canonical(creditCode);
        return db.Set<Organisation>().AsNoTracking().Where(o => o.CreditCode == code && (o.Kinds & OrganisationKinds.Owner) != 0)
            .Select(o => new NamedOrganisation(o.Id, o.Name, o.CreditCode)).SingleOrDefaultAsync(ct);
    }

    private async Task<List<ProjectRow>> RowsAsync(IQueryable<Project> projects, CancellationToken ct)
    {
        var found = await (
            from project in projects.AsNoTracking()
            select new
            {
                project.Id,
                project.Code,
                project.Name,
                project.State,
                project.CreatedAtUtc,
                project.SubmittedAtUtc,
                Owner = db.Set<Organisation>().Where(o => o.Id == project.OwnerId).Select(o => o.Name).FirstOrDefault(),
            }).ToListAsync(ct);
        var ids = found.Select(p => p.Id).ToArray();
        var lots = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join tender in db.Set<Tender>() on lot.Id equals tender.LotId into tenders
            from tender in tenders.DefaultIfEmpty()
            where ids.Contains(lot.ProjectId)
            orderby lot.Number
            select new { lot.ProjectId, Row = new LotRow(lot.Id, lot.Number, lot.Code, lot.Name, (TenderState?)tender.State, tender.DeadlineUtc) }).ToListAsync(ct);
        var byProject = lots.ToLookup(l => l.ProjectId, l => l.Row);
        return [.. found.Select(p => new ProjectRow(p.Id, p.Code, p.Name, p.State, p.Owner ?? "", p.CreatedAtUtc, p.SubmittedAtUtc, [.. byProject[p.Id]]))];
    }

    private async Task<List<DueRow>> DueAsync(IQueryable<ProcedureStep> steps, CancellationToken ct)
    {
        var rows = await (
            from step in steps.AsNoTracking()
            where step.DoneAtUtc == null
            select new DueRow(
                step.Stage, step.SubjectKind, step.SubjectId, step.ProjectId, step.LotId,
                db.Set<Lot>().Where(l => l.Id == step.LotId).Select(l => l.Name).FirstOrDefault()
                    ?? db.Set<Project>().Where(p => p.Id == step.ProjectId).Select(p => p.Name).FirstOrDefault() ?? step.About ?? "",
                step.StartedAtUtc, step.DueAtUtc, step.Citation)).ToListAsync(ct);
        return [.. rows.OrderBy(r => r.DueAtUtc ?? DateTime.MaxValue).ThenBy(r => r.StartedAtUtc)];
    }

    private async Task<ProjectView?> ViewAsync(IQueryable<Project> projects, CancellationToken ct)
    {
        if (await projects.AsNoTracking().Include(p => p.Lots.OrderBy(l => l.Number)).SingleOrDefaultAsync(ct) is not { } project)
        {
            return null;
        }

        var names = await db.Set<Organisation>().Where(o => o.Id == project.OwnerId || o.Id == project.AgencyId).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var lots = project.Lots.Select(l => l.Id).ToArray();
        return new ProjectView(
            project,
            names.GetValueOrDefault(project.OwnerId, ""),
            project.AgencyId is { } agency ? names.GetValueOrDefault(agency) : null,
            await db.Set<Centre>().AsNoTracking().SingleAsync(c => c.Id == project.CentreId, ct),
            await db.Set<Tendering.TenderDocument>().Where(d => lots.Contains(d.LotId)).Select(d => d.LotId).Distinct().ToListAsync(ct));
    }
}

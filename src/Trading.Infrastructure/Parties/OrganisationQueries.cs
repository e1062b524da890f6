using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>What screens show of organisations. Numbers of people and accounts come masked, except to the organisation itself.</summary>
public sealed class OrganisationQueries(TradingDbContext db)
{
    /// <summary>The whole record, untracked; null where there is none.</summary>
    public Task<Organisation?> FindAsync(long organisationId, CancellationToken ct) =>
        db.Set<Organisation>().AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(o => o.Id == organisationId, ct);

    /// <summary>As <see cref="FindAsync"/>, unless another centre has the review.</summary>
    public Task<Organisation?> FindForAsync(long organisationId, Officer officer, CancellationToken ct) =>
        VisibleTo(officer).SingleOrDefaultAsync(o => o.Id == organisationId, ct);

    /// <summary>
    /// Registrations in a state of review that this officer's centre may take or has taken: those with an open step by their time, the others as they
    /// came.
    /// </summary>
    public async Task<List<ReviewRow>> ReviewQueueAsync(Officer officer, ReviewState state, CancellationToken ct)
    {
        var found = await VisibleTo(officer).Where(o => o.ReviewState == state)
            .OrderBy(o => o.RegisteredAtUtc).ThenBy(o => o.Id)
            .Select(o => new ReviewRow(
                o.Id, o.Name, o.CreditCode, o.Kinds, o.RegisteredAtUtc, o.ReviewState,
                db.Users.Where(u => u.Id == o.ReviewedByUserId).Select(u => u.DisplayName).FirstOrDefault(), null))
            .ToListAsync(ct);
        var due = await DueAsync(officer, Stages.RegistrationReview, ct);
        return [.. found.Select(r => r with { DueAtUtc = due.GetValueOrDefault(r.Id) }).OrderBy(r => r.DueAtUtc ?? DateTime.MaxValue)];
    }

    /// <summary>The officer who has the review of a registration, or had it last.</summary>
    public Task<string?> ReviewerAsync(long organisationId, CancellationToken ct) =>
        db.Set<Organisation>().Where(o => o.Id == organisationId)
            .Select(o => db.Users.Where(u => u.Id == o.ReviewedByUserId).Select(u => u.DisplayName).FirstOrDefault()).FirstOrDefaultAsync(ct);

    /// <summary>Changes of bank account that wait for a decision by this officer's centre, by their time.</summary>
    public async Task<List<AccountChangeRow>> OpenAccountChangesAsync(Officer officer, CancellationToken ct)
    {
        var due = await DueAsync(officer, Stages.AccountChange, ct);
        var ids = due.Keys.ToArray();
        var found = await (
            from change in db.Set<AccountChange>().AsNoTracking()
            join organisation in VisibleTo(officer) on change.OrganisationId equals organisation.Id
            where ids.Contains(change.Id)
            orderby change.RequestedAtUtc, change.Id
            select new AccountChangeRow(change.Id, organisation.Name, organisation.CreditCode, change.RequestedAtUtc, null)).ToListAsync(ct);
        return [.. found.Select(r => r with { DueAtUtc = due[r.Id] }).OrderBy(r => r.DueAtUtc)];
    }

    /// <summary>One change with its organisation, for the officer who decides it.</summary>
    public async Task<AccountChangeView?> AccountChangeForAsync(long changeId, Officer officer, CancellationToken ct)
    {
        var change = await db.Set<AccountChange>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == changeId, ct);
        return change is not null && await FindForAsync(change.OrganisationId, officer, ct) is { } organisation
            ? new AccountChangeView(change, organisation)
            : null;
    }

    /// <summary>The organisation's latest request, for its own profile.</summary>
    public Task<AccountChange?> LatestAccountChangeAsync(long organisationId, CancellationToken ct) =>
        db.Set<AccountChange>().AsNoTracking().Where(c => c.OrganisationId == organisationId)
            .OrderByDescending(c => c.RequestedAtUtc).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);

    /// <summary>Who changed what, the newest first.</summary>
    public Task<List<PartyEventRow>> EventsAsync(PartySubject subject, long subjectId, CancellationToken ct) =>
        db.Set<PartyEvent>().AsNoTracking().Where(e => e.Subject == subject && e.SubjectId == subjectId)
            .OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id)
            .Select(e => new PartyEventRow(
                e.WordsKey, e.Detail, e.AtUtc, db.Users.Where(u => u.Id == e.ByUserId).Select(u => u.DisplayName).First()))
            .ToListAsync(ct);

    // Open steps of a stage, by the number of their subject.
    private async Task<Dictionary<long, DateTime?>> DueAsync(Officer officer, string stage, CancellationToken ct)
    {
        var open = await db.Set<ProcedureStep>().AsNoTracking()
            .Where(s => s.Stage == stage && s.DoneAtUtc == null && (s.CentreId == null || s.CentreId == officer.CentreId)).Select(s => new { s.SubjectId, s.DueAtUtc }).ToListAsync(ct);
        return open.ToDictionary(s => long.Parse(s.SubjectId, CultureInfo.InvariantCulture), s => s.DueAtUtc);
    }

    private IQueryable<Organisation> VisibleTo(Officer officer) =>
        db.Set<Organisation>().AsNoTracking().Where(o => o.ReviewCentreId == null || o.ReviewCentreId == officer.CentreId);
}

public sealed record ReviewRow(
    long Id, string Name, string CreditCode, OrganisationKinds Kinds, DateTime RegisteredAtUtc, ReviewState State, string? Reviewer, DateTime? DueAtUtc);

public sealed record AccountChangeRow(long Id, string OrganisationName, string CreditCode, DateTime RequestedAtUtc, DateTime? DueAtUtc);

public sealed record AccountChangeView(AccountChange Change, Organisation Organisation);

public sealed record PartyEventRow(string WordsKey, string? Detail, DateTime AtUtc, string By);

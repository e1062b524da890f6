using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>People, for administrators and for the sign-in page.</summary>
public sealed class PersonQueries(TradingDbContext db)
{
    /// <param name="onlyCentreId">An administrator's own centre; null for one of the whole platform.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<List<PersonRow>> OfficersAsync(long? onlyCentreId, CancellationToken ct) =>
        Rows(Officers(onlyCentreId).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)).ToListAsync(ct);

    /// <summary>Null where there is no such officer, or where it is another centre's.</summary>
    public Task<PersonRow?> FindOfficerAsync(long userId, long? onlyCentreId, CancellationToken ct) =>
        Rows(Officers(onlyCentreId).Where(u => u.Id == userId)).SingleOrDefaultAsync(ct);

    /// <summary>The demonstration accounts. The caller asks in demo mode only.</summary>
    public Task<List<DemoAccountRow>> DemoAccountsAsync(CancellationToken ct) =>
        db.Users.AsNoTracking().Where(u => u.IsDemo && u.DisabledAtUtc == null).OrderBy(u => u.Id)
            .Select(u => new DemoAccountRow(
                u.UserName!, u.DisplayName,
                db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name!).OrderBy(n => n).ToList()))
            .ToListAsync(ct);

    // Members of organisations keep their accounts themselves.
    private IQueryable<User> Officers(long? onlyCentreId) =>
        db.Users.AsNoTracking().Where(u => u.OrganisationId == null && (onlyCentreId == null || u.CentreId == onlyCentreId)
            && (u.CentreId != null || db.UserRoles.Any(r => r.UserId == u.Id)));

    private IQueryable<PersonRow> Rows(IQueryable<User> users) =>
        users.Select(u => new PersonRow(
            u.Id, u.UserName!, u.DisplayName, u.Email, u.CentreId, u.TwoFactorEnabled, u.DisabledAtUtc,
            db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name!).OrderBy(n => n).ToList()));
}

public sealed record PersonRow(
    long Id, string UserName, string DisplayName, string? Email, long? CentreId, bool HasSecondFactor, DateTime? DisabledAtUtc,
    IReadOnlyList<string> Roles);

public sealed record DemoAccountRow(string UserName, string DisplayName, IReadOnlyList<string> Roles);

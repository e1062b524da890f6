using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Persistence;

/// <summary>The role under which the site works on PostgreSQL, where the tables belong to another (<see cref="AppRights"/>).</summary>
public sealed record AppRole(string Name);

public static class AppRoleRules
{
    /// <summary>{0}: the role. It does not exist, and the owner of the tables may not create roles: docs/operations.md has the statement.</summary>
    public const string Missing = "database.no-app-role";
}

/// <summary>Grants, and the question whether the role that is connected has more than it should.</summary>
public static class AppRoles
{
    /// <summary>
    /// Gives the role its rights and no others; makes it where it is missing and whoever is connected may (without a password: an administrator sets one).
    /// Leaves everything alone where the role is the owner itself, as on a developer's machine.
    /// </summary>
    /// <exception cref="RuleBrokenException"><see cref="AppRoleRules.Missing"/></exception>
    internal static async Task GrantAsync(TradingDbContext db, AppRole role, CancellationToken ct)
    {
        if (await db.ScalarAsync("SELECT CASE WHEN current_user = {0} THEN 1::bigint ELSE 0::bigint END AS \"Value\"", ct, role.Name) == 1)
        {
            return;
        }

        if (await db.ScalarAsync("SELECT COUNT(*) AS \"Value\" FROM pg_roles WHERE rolname = {0}", ct, role.Name) == 0)
        {
            await CreateAsync(db, role, ct);
        }

        await db.ExecuteAsync(AppRights.Script(role.Name), [], ct);
    }

    /// <summary>The append-only tables that the connected role owns or may change, in their order; none where the database itself holds it back, and on SQLite, whose file has no roles.</summary>
    public static async Task<IReadOnlyList<string>> MayChangeAsync(TradingDbContext db, CancellationToken ct) => db.Database.IsSqlite() ? [] : await db.Database.SqlQueryRaw<string>(
        """
        SELECT c.relname::text AS "Value" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relname = ANY ({0})
          AND (pg_has_role(c.relowner, 'MEMBER') OR has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
               OR has_table_privilege(c.oid, 'TRUNCATE') OR has_table_privilege(c.oid, 'TRIGGER'))
        ORDER BY 1
        """,
        (object)AppendOnlyTables.Names.ToArray()).ToListAsync(ct);

    private static async Task CreateAsync(TradingDbContext db, AppRole role, CancellationToken ct)
    {
        if (await db.ScalarAsync("SELECT COUNT(*) AS \"Value\" FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper)", ct) == 0)
        {
            throw new RuleBrokenException(AppRoleRules.Missing, role.Name);
        }

        await db.ExecuteAsync(AppRights.CreateScript(role.Name), [], ct);
    }
}

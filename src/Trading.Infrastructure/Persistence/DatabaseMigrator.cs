using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Trading.Infrastructure.Persistence;

/// <summary>
/// Brings a database to the present model and puts back every guard that a migration may have dropped: triggers, the deferred key from an entry
/// to its seal, append-only rules; on PostgreSQL also the rights of the role under which the site works. Safe to run again at any time.
/// </summary>
/// <param name="db">Connected as the owner of the tables.</param>
/// <param name="site">The role of the site; null where it works as the owner (SQLite, a developer's machine).</param>
public sealed class DatabaseMigrator(TradingDbContext db, AppRole? site = null)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await db.Database.MigrateAsync(ct);
        await RaiseGuardsAsync(ct);
    }

    public async Task RaiseGuardsAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (db.Database.IsSqlite())
            {
                await DeferSealOnSqliteAsync(ct);
            }

            await RunScriptAsync(EmbeddedText(db.Database.IsSqlite() ? "guards/sqlite.sql" : "guards/postgres.sql"), ct);
            await RunScriptAsync(AppendOnlyScript(db.Database.IsSqlite()), ct);
            if (site is not null && !db.Database.IsSqlite())
            {
                await AppRoles.GrantAsync(db, site, ct);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// SQLite cannot add a foreign key to a table, and rebuilding the journal to get one would copy every row. Adding a constraint that all rows
    /// meet changes no stored content, so the table's text in the schema is edited, as SQLite's documentation of ALTER TABLE describes.
    /// </summary>
    private async Task DeferSealOnSqliteAsync(CancellationToken ct)
    {
        var present = await db.ScalarAsync(
            "SELECT COUNT(*) AS \"Value\" FROM pragma_foreign_key_list('journal_entry') WHERE \"table\" = 'entry_seal'", ct);
        if (present > 0)
        {
            return;
        }

        const string key = ", CONSTRAINT \"fk_journal_entry_sealed\" FOREIGN KEY (\"id\") REFERENCES \"entry_seal\" (\"entry_id\") DEFERRABLE INITIALLY DEFERRED)";
        await RunScriptAsync(
            $"""
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = SUBSTR(sql, 1, LENGTH(RTRIM(sql)) - 1) || '{key}'
              WHERE type = 'table' AND name = 'journal_entry';
            PRAGMA writable_schema = RESET;
            """,
            ct);
        var broken = await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToListAsync(ct);
        if (broken is not ["ok"])
        {
            throw new InvalidOperationException("The journal's schema did not survive the deferred key: " + broken[0]);
        }
    }

    private static string AppendOnlyScript(bool sqlite)
    {
        var script = new StringBuilder();
        foreach (var table in AppendOnlyTables.Names)
        {
            script.AppendLine(sqlite
                ? $"""
                   DROP TRIGGER IF EXISTS {table}_no_update; DROP TRIGGER IF EXISTS {table}_no_delete;
                   CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END;
                   CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END;
                   """
                : $"""
                   CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
                   CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                   """);
        }

        return script.ToString();
    }

    private async Task RunScriptAsync(string script, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The text is this assembly's own.
        command.CommandText = script;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string EmbeddedText(string name)
    {
        using var stream = typeof(DatabaseMigrator).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

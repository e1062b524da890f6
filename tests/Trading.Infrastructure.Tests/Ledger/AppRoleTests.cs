using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

/// <summary>What the role of the site may do on PostgreSQL. That it may do enough is shown by every other test, which works under it.</summary>
public sealed class AppRoleTests
{
    private static bool IsMissing => PostgresCluster.SkipReason is not null;

    /// <summary>A new table is decided on before it is used.</summary>
    [Fact]
    public void Rights_EveryTableOfTheModel_IsDecidedOn()
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase("Host=nowhere");
        using var db = new TradingDbContext(options.Options);
        var tables = db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Append("__EFMigrationsHistory").Distinct();

        Assert.Equal(tables.Order(StringComparer.Ordinal), AppRights.ByTable.Keys.Order(StringComparer.Ordinal));
        Assert.All(AppendOnlyTables.Names, t => Assert.Equal(TableRights.Add, AppRights.ByTable[t]));
    }

    [Fact]
    public async Task Catalogue_AfterMigrating_HasTheRightsOfTheListAndNoOthers()
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        // What somebody granted by hand is taken back by the next run.
        await database.TamperAsync($"GRANT ALL ON posting, roles TO {PostgresCluster.Site}; GRANT UPDATE ON bid TO PUBLIC; GRANT CREATE ON SCHEMA public TO {PostgresCluster.Site}");
        await using (var db = database.NewOwnersContext())
        {
            await new DatabaseMigrator(db, new AppRole(PostgresCluster.Site)).RunAsync(default);
        }

        await using var owner = database.NewOwnersContext();
        var found = await owner.Database.SqlQuery<string>(
            $"""
             SELECT c.relname || ' ' || p.privilege AS "Value" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (privilege)
             WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege({PostgresCluster.Site}, c.oid, p.privilege)
             """).ToListAsync();

        Assert.Equal(
            AppRights.ByTable.SelectMany(t => AppRights.Privileges(t.Value).Select(p => $"{t.Key} {p}")).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.False(await owner.Database.SqlQuery<bool>($"SELECT has_schema_privilege({PostgresCluster.Site}, 'public', 'CREATE') AS \"Value\"").SingleAsync());
    }

    [Fact]
    public async Task TheSite_CannotChangeWhatIsOnlyEverAdded_NorTakeAGuardAway()
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        foreach (var table in AppendOnlyTables.Names)
        {
            var column = await ColumnAsync(database, table);
            foreach (var statement in (string[])
            [
                $"UPDATE {table} SET {column} = {column}", $"DELETE FROM {table}", $"TRUNCATE {table}", $"DROP TRIGGER {table}_no_change ON {table}",
                $"ALTER TABLE {table} DISABLE TRIGGER ALL", $"ALTER TABLE {table} ADD COLUMN x int", $"DROP TABLE {table}",
            ])
            {
                await AssertDeniedAsync(database, statement);
            }
        }

        foreach (var statement in (string[])
        [
            "DELETE FROM hold", "DELETE FROM repayment", "DELETE FROM repayment_batch", "DELETE FROM finance_decision", "UPDATE account SET subject = 'x'", "DELETE FROM bid", "UPDATE roles SET name = 'x'",
            "CREATE TABLE x (id int)", "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "SET session_replication_role = replica",
            $"ALTER ROLE {PostgresCluster.Site} SUPERUSER", $"SET ROLE {PostgresCluster.Owner}",
        ])
        {
            await AssertDeniedAsync(database, statement);
        }
    }

    /// <summary>What a production site asks before it starts.</summary>
    [Fact]
    public async Task MayChange_OfARoleWithMoreThanItsRights_NamesTheTables()
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var site = database.NewContext();
        await using var owner = database.NewOwnersContext();

        Assert.Empty(await AppRoles.MayChangeAsync(site, default));
        Assert.Equal(AppendOnlyTables.Names.Order(StringComparer.Ordinal), (await AppRoles.MayChangeAsync(owner, default)).Order(StringComparer.Ordinal));
        foreach (var grant in (string[])["UPDATE ON posting", "UPDATE (amount) ON posting", "DELETE ON posting", "TRUNCATE ON posting", "TRIGGER ON posting"])
        {
            await database.TamperAsync($"GRANT {grant} TO {PostgresCluster.Site}");
            Assert.Equal((grant, "posting"), (grant, Assert.Single(await AppRoles.MayChangeAsync(site, default))));
            await database.TamperAsync($"REVOKE {grant} FROM {PostgresCluster.Site}");
        }

        await database.TamperAsync($"ALTER TABLE event_link OWNER TO {PostgresCluster.Site}");
        Assert.Equal(["event_link"], await AppRoles.MayChangeAsync(site, default));
    }

    /// <summary>An owner that is no superuser makes everything in its own database, and the role where it may.</summary>
    [Theory]
    [InlineData("CREATEROLE", true)]
    [InlineData("NOCREATEROLE", false)]
    public async Task Migrate_ByAnOrdinaryOwner_MakesTheRoleWhereItMay(string attribute, bool may)
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        var (owner, site) = ($"owner_{Guid.NewGuid():N}", $"site_{Guid.NewGuid():N}");
        var database = $"test_{Guid.NewGuid():N}";
        var cluster = PostgresCluster.Instance;
        await cluster.ExecuteAsync($"CREATE ROLE {owner} LOGIN NOSUPERUSER {attribute}");
        await cluster.ExecuteAsync($"CREATE DATABASE {database} OWNER {owner}");
        try
        {
            await using var db = Context(cluster.ConnectionString(database, owner));
            var migrator = new DatabaseMigrator(db, new AppRole(site));
            if (!may)
            {
                Assert.Equal(AppRoleRules.Missing, (await Assert.ThrowsAsync<RuleBrokenException>(() => migrator.RunAsync(default))).Rule);
                await cluster.ExecuteAsync($"CREATE ROLE {site} LOGIN");
            }

            await migrator.RunAsync(default);
            await migrator.RunAsync(default);

            await using var app = Context(cluster.ConnectionString(database, site));
            Assert.Empty(await AppRoles.MayChangeAsync(app, default));
            Assert.Empty(await app.Database.GetPendingMigrationsAsync());
            Assert.NotEmpty(await app.Roles.ToListAsync());
        }
        finally
        {
            await cluster.ExecuteAsync($"DROP DATABASE {database} WITH (FORCE)");
            await cluster.ExecuteAsync($"DROP ROLE {site}");
            await cluster.ExecuteAsync($"DROP ROLE {owner}");
        }
    }

    private static TradingDbContext Context(string connection)
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase(connection + ";Pooling=False");
        return new TradingDbContext(options.Options);
    }

    private static async Task<string> ColumnAsync(TestDatabase database, string table)
    {
        await using var db = database.NewContext();
        return await db.Database.SqlQuery<string>($"SELECT column_name AS \"Value\" FROM information_schema.columns WHERE table_name = {table} ORDER BY ordinal_position LIMIT 1").SingleAsync();
    }

    private static async Task AssertDeniedAsync(TestDatabase database, string statement)
    {
        await using var db = Context(database.ConnectionString);
#pragma warning disable EF1002 // The test wrote the text.
        var refusal = await Record.ExceptionAsync(() => db.Database.ExecuteSqlRawAsync(statement));
#pragma warning restore EF1002
        Assert.Equal((statement, PostgresErrorCodes.InsufficientPrivilege), (statement, (refusal as PostgresException)?.SqlState ?? refusal?.Message ?? "done"));
    }
}

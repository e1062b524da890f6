using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Jobs;

/// <summary>SQLite knows how large its tables are, so that no list is walked from the wrong end.</summary>
public sealed class KeepStatisticsJobTests
{
    [Fact]
    public async Task AfterManyRows_TheTablesAreCounted_AndAgainOnlyWhereTheyHaveGrown()
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);
        await site.UseAsync((FinanceHistory h) => h.WriteAsync(new HistoryOrder(3, 300), progress: null, CancellationToken.None));
        Assert.Empty(await CountedAsync(site));

        await site.UseAsync((KeepStatisticsJob j) => j.RunAsync(default));
        var counted = await CountedAsync(site);
        Assert.Contains("journal_entry ix_journal_entry_key 300", counted, StringComparer.Ordinal);

        await site.UseAsync((KeepStatisticsJob j) => j.RunAsync(default));
        Assert.Equal(counted, await CountedAsync(site));
    }

    [Fact]
    public async Task OnPostgres_DoesNothing()
    {
        Assert.SkipWhen(PostgresCluster.SkipReason is not null, "PostgreSQL is not installed");
        await using var site = await TestSite.CreateAsync(DatabaseKind.Postgres);
        await site.UseAsync((KeepStatisticsJob j) => j.RunAsync(default));
    }

    private static async Task<IReadOnlyList<string>> CountedAsync(TestSite site) => await site.DbAsync(async db =>
        await db.ScalarAsync("SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = 'sqlite_stat1'", default) == 0 ? [] : (IReadOnlyList<string>)await db.Database.SqlQueryRaw<string>(
            "SELECT tbl || ' ' || idx || ' ' || SUBSTR(stat, 1, INSTR(stat, ' ') - 1) AS \"Value\" FROM sqlite_stat1 WHERE idx IS NOT NULL ORDER BY 1").ToListAsync());
}

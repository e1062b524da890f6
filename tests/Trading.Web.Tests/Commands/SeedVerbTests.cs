using Trading.Infrastructure;
using Trading.TestKit;
using Trading.Web.Commands;
using static Trading.Web.Tests.Commands.VerbRun;

namespace Trading.Web.Tests.Commands;

/// <summary>The demonstration by verbs: one JSON document alone on standard output, verified afterwards, and none in production.</summary>
public sealed class SeedVerbTests
{
    [Fact]
    public async Task MigrateSeedVerify_OneAfterTheOther_EachAnswerOneJsonDocument()
    {
        using var installation = new VerbProcess();

        Assert.Equal("Sqlite", Json(await installation.RunAsync("migrate", "--json")).GetProperty("provider").GetString());
        var seeded = Json(await installation.RunAsync("seed", "--demo", "--json"));
        Assert.Equal(1, seeded.GetProperty("centres").GetInt32());
        Assert.True(seeded.GetProperty("people").GetInt32() > 0);
        Assert.Equal(5, seeded.GetProperty("organisations").GetInt32());
        Assert.Equal(6, seeded.GetProperty("tenders").GetInt32());
        Assert.Equal(seeded.ToString(), Json(await installation.RunAsync("seed", "--demo", "--json")).ToString());

        var verified = Json(await installation.RunAsync("verify", "--json"));
        Assert.True(verified.GetProperty("ok").GetBoolean());
        foreach (var check in verified.GetProperty("checks").EnumerateArray())
        {
            Assert.Equal(["check", "ok", "rows", "first_offender"], check.EnumerateObject().Select(p => p.Name));
        }

        var journal = Path.Combine(installation.Folder.FullName, "journal.ledger");
        var exported = Json(await installation.RunAsync("export", "journal", "--format", "ledger", "--out", journal, "--json"));
        Assert.Equal(["file", "format", "entries", "postings", "debits_by_currency", "sha256"], exported.EnumerateObject().Select(p => p.Name));
        Assert.Equal(exported.GetProperty("postings").GetInt64(), File.ReadLines(journal).Count(line => line.EndsWith(" CNY", StringComparison.Ordinal)));

        var states = await installation.ReadAsync("SELECT DISTINCT state FROM tender ORDER BY state");
        Assert.Equal(["Bidding", "Contracted", "Failed", "Publicity"], states);
        Assert.Equal(["Award", "DocumentSold", "ExpertsSat", "VenueUsed"], await installation.ReadAsync("SELECT DISTINCT occasion FROM fee_event ORDER BY occasion"));
        Assert.Equal(["Charged", "Received", "Reversed"], await installation.ReadAsync("SELECT DISTINCT state FROM fee_charge ORDER BY state"));
        Assert.Equal(["Paid"], await installation.ReadAsync("SELECT DISTINCT state FROM fee_refund ORDER BY state"));
    }

    /// <summary>The owner makes the tables and gives the site's role its rights; under these the demonstration is founded and the books verified.</summary>
    [Fact]
    public async Task MigrateByTheOwner_ThenTheSitesRole_SeedsAndVerifies()
    {
        Assert.SkipWhen(PostgresCluster.SkipReason is not null, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateEmptyAsync(DatabaseKind.Postgres);
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database.OwnersConnectionString).Database!;
        using var installation = new VerbProcess(
            ("ConnectionStrings__Owner", database.OwnersConnectionString), ("ConnectionStrings__Trading", PostgresCluster.Instance.ConnectionString(name, PostgresCluster.Site)));

        Assert.Equal("Postgres", Json(await installation.RunAsync("migrate", "--json")).GetProperty("provider").GetString());
        Assert.Equal(6, Json(await installation.RunAsync("seed", "--demo", "--json")).GetProperty("tenders").GetInt32());
        Assert.True(Json(await installation.RunAsync("verify", "--json")).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production")]
    [InlineData("DOTNET_ENVIRONMENT", "production")]
    [InlineData("Site__Demo", "false")]
    public async Task Seed_OnAProductionSite_IsRefusedAndTouchesNothing(string setting, string value)
    {
        using var installation = new VerbProcess((setting, value));

        var run = await installation.RunAsync("seed", "--demo", "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(Words.Get($"rule.{CommandRules.NoDemoInProduction}", WordsLanguage.Chinese), run.Error.Trim());
        Assert.False(File.Exists(installation.Database));
    }
}

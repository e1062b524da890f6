using System.Text.Json;
using Trading.Infrastructure;
using Trading.TestKit;
using Trading.Web.Commands;

namespace Trading.Web.Tests.Commands;

/// <summary>The verbs that work on an installation: one JSON document alone on standard output, and no demonstration in production.</summary>
public sealed class InstallationVerbsTests
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
    }

    [Fact]
    public async Task Found_OnAProductionSite_TellsThePasswordOnceAndOnlyOnce()
    {
        using var keys = new TempFolder();
        using var installation = new VerbProcess(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("Site__Demo", "false"), ("Site__Root", "https://ggzy.demo.example/"),
            ("Sealing__KeyFolder", Path.Combine(keys.Path, "vault")), ("DataProtection__Folder", Path.Combine(keys.Path, "protection")), ("Mail__Host", "127.0.0.1"));
        string[] found = ["found", "--code", "440100", "--centre", "某市公共资源交易中心", "--centre-en", "Some City Trading Centre", "--admin", "root", "--json"];
        var early = await installation.RunAsync(found);
        Assert.Equal((1, ""), (early.ExitCode, early.Output));
        Json(await installation.RunAsync("migrate", "--json"));

        var founded = Json(await installation.RunAsync(found));
        var again = await installation.RunAsync(found);

        Assert.Equal(["centre_id", "user_name", "password"], founded.EnumerateObject().Select(p => p.Name));
        Assert.True(founded.GetProperty("password").GetString()!.Length >= 20);
        Assert.Equal((1, "", "已有系统管理员，其他账号由管理员开立。"), (again.ExitCode, again.Output, again.Error.Trim()));
    }

    [Fact]
    public async Task Found_OnASiteThatWouldNotStart_SaysWhatIsMissing()
    {
        using var installation = new VerbProcess(("ASPNETCORE_ENVIRONMENT", "Production"), ("Site__Demo", "false"));

        var run = await installation.RunAsync("found", "--code", "1", "--centre", "中心", "--centre-en", "Centre", "--admin", "root");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Sealing:KeyFolder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutADatabase_SaysWhatToDoAndMakesNone()
    {
        using var installation = new VerbProcess();

        var run = await installation.RunAsync("verify", "--json", "--lang", "en");

        Assert.Equal((1, "", Words.Get($"rule.{CommandRules.NotMigrated}", WordsLanguage.English)), (run.ExitCode, run.Output, run.Error.Trim()));
        Assert.False(File.Exists(installation.Database));
    }

    [Fact]
    public async Task Checkpoint_OfADigest_TellsWhetherItIsKnownAndHolds()
    {
        using var installation = new VerbProcess();
        Json(await installation.RunAsync("migrate", "--json"));

        var unknown = await installation.RunAsync("checkpoint", new string('0', 64), "--json");
        var malformed = await installation.RunAsync("checkpoint", "abc", "--lang", "en");

        Assert.Equal(1, unknown.ExitCode);
        Assert.Equal("""{"known":false,"chain":null,"made_on":null,"holds":false}""", unknown.Output.Trim());
        Assert.Equal((1, "", Words.Get($"rule.{CommandRules.NotADigest}", WordsLanguage.English)), (malformed.ExitCode, malformed.Output, malformed.Error.Trim()));
    }

    /// <summary>The owner makes the tables and gives the site's role its rights; under these the demonstration is founded and the books verified.</summary>
    [Fact]
    public async Task MigrateByTheOwner_ThenTheSitesRole_SeedsAndVerifies()
    {
        Assert.SkipWhen(Requirements.SkipWithout("postgres", PostgresCluster.BinariesFolder is not null) is not null, "PostgreSQL is not installed");
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

    [Fact]
    public async Task Replay_OfAFewTenders_AnswersTheStatedFields()
    {
        using var installation = new VerbProcess();
        var file = Path.Combine(installation.Folder.FullName, "bids.csv");
        await RecordedData.WriteAsync(file, 2);

        var answer = Json(await installation.RunAsync("replay", "tenders", file, "--json"));

        string[] stated =
        [
            "tenders", "bids", "winners_expected", "winners_matched", "mismatches", "failed", "rejected_by_rule", "rejected_by_panel", "deposits_in_fen",
            "deposits_out_fen", "deposit_liability_fen", "fees_charged_fen", "fees_received_fen", "interest_fen", "unbalanced_entries", "chain_ok",
            "award_notices", "seconds", "peak_rss_mb",
        ];
        Assert.Empty(stated.Except(answer.EnumerateObject().Select(p => p.Name)));
        Assert.Equal((2, 0L, true), (answer.GetProperty("tenders").GetInt32(), answer.GetProperty("unbalanced_entries").GetInt64(), answer.GetProperty("chain_ok").GetBoolean()));
        Assert.False(File.Exists(installation.Database));
    }

    [Fact]
    public async Task Replay_IntoADatabaseWithTables_IsRefused()
    {
        using var installation = new VerbProcess();
        var file = Path.Combine(installation.Folder.FullName, "bids.csv");
        await RecordedData.WriteAsync(file, 1);
        var other = Path.Combine(installation.Folder.FullName, "other.db");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={other};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE somebody_elses (id INTEGER)";
            await command.ExecuteNonQueryAsync();
        }

        var run = await installation.RunAsync("replay", "tenders", file, "--json", "--database", $"Data Source={other}");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(Words.Get($"rule.{CommandRules.NotFresh}", WordsLanguage.Chinese), run.Error.Trim());
    }

    [Fact]
    public async Task Replay_OfAFileThatIsNotThere_NamesIt()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

        var run = await VerbRun.OfAsync("replay", "tenders", file, "--json");

        Assert.Equal((1, "", Words.Get($"rule.{CommandRules.NoFile}", WordsLanguage.Chinese, file)), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("trading-verb-keys-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    /// <summary>The whole of standard output is one JSON object.</summary>
    private static JsonElement Json(VerbRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}

using Trading.Infrastructure;
using Trading.TestKit;
using Trading.Web.Commands;
using static Trading.Web.Tests.Commands.VerbRun;

namespace Trading.Web.Tests.Commands;

/// <summary>The replay as a verb: the stated fields, and a fresh database of its own.</summary>
public sealed class ReplayVerbTests
{
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
}

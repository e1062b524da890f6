using Trading.Infrastructure;
using Trading.Web.Commands;
using static Trading.Web.Tests.Commands.VerbRun;

namespace Trading.Web.Tests.Commands;

/// <summary>The verbs that work on an installation: one JSON document alone on standard output.</summary>
public sealed class InstallationVerbsTests
{
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

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("trading-verb-keys-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

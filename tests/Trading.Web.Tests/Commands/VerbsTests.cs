using Trading.Infrastructure;
using Trading.Web.Commands;

namespace Trading.Web.Tests.Commands;

public sealed class VerbsTests
{
    [Theory]
    [InlineData(true, "calc", "fee")]
    [InlineData(true, "no-such-verb")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "serve")]
    [InlineData(false, "serve", "--urls", "http://127.0.0.1:0")]
    [InlineData(false, "--urls", "http://127.0.0.1:0")]
    [InlineData(false, "urls=http://127.0.0.1:0")]
    public void IsVerb_Arguments_StartTheSiteOrAVerb(bool expected, params string[] args) => Assert.Equal(expected, Verbs.IsVerb(args));

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("calc")]
    [InlineData("calc", "fee", "--json")]
    [InlineData("calc", "fee", "--schedule", "agency-1980", "--category", "works", "--amount-fen", "1.5", "--json")]
    public async Task RunAsync_LineThatCannotBeRead_Exits2AndKeepsStandardOutputEmpty(params string[] args)
    {
        var run = await VerbRun.OfAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("命令无法识别", run.Error);
    }

    [Fact]
    public async Task Export_IntoAFolderThatIsNotThere_NamesItAndTouchesNoDatabase()
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        var run = await VerbRun.OfAsync("export", "journal", "--format", "csv", "--out", Path.Combine(folder, "journal.csv"), "--json");

        Assert.Equal((1, "", Words.Get($"rule.{CommandRules.NoFolder}", WordsLanguage.Chinese, folder)), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("calc", "--help")]
    [InlineData("calc", "fee", "--help")]
    [InlineData("calc", "period", "--help")]
    [InlineData("calc", "uscc", "--help")]
    [InlineData("calc", "id", "--help", "--lang", "en")]
    public async Task RunAsync_Help_IsShown(params string[] args)
    {
        var run = await VerbRun.OfAsync(args);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("--json", run.Output);
    }
}

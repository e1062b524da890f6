using System.Text;
using System.Text.Json;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.TestKit;
using Trading.Web.Commands;

namespace Trading.Web.Tests.Commands;

/// <summary><c>import statement</c>: what it answers of a file, and what it refuses.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private static readonly string Folder = Checkout.Of("tests", "data", "bank-files");

    private const string DemoAccount = "900000000000000001";

    private readonly DirectoryInfo _written = Directory.CreateTempSubdirectory("trading-import-");

    [Fact]
    public async Task DryRun_OfAFileWithTwoStatements_AnswersExactlyTheStatedFields()
    {
        var answer = Json(await DryRunAsync(Path.Combine(Folder, "pain-camt-iso20022js", "goldman_sachs__camt_053_uk_v2_2.xml")));

        Assert.Equal(["format", "statements", "entries", "ties_out", "difference", "posted", "duplicates", "held_reason"], answer.EnumerateObject().Select(p => p.Name));
        Assert.All(answer.GetProperty("statements").EnumerateArray(), s => Assert.Equal(
            ["account", "currency", "opening", "closing", "entries", "ties_out", "difference", "gap", "overlap"], s.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(("camt.053", 2, 6), (answer.GetProperty("format").GetString(), answer.GetProperty("statements").GetArrayLength(), answer.GetProperty("entries").GetInt32()));
        Assert.Equal((false, 108.35m), (answer.GetProperty("ties_out").GetBoolean(), answer.GetProperty("difference").GetDecimal()));
        Assert.Equal((0, 0), (answer.GetProperty("posted").GetInt32(), answer.GetProperty("duplicates").GetInt32()));
        Assert.Equal("does not tie out", answer.GetProperty("held_reason").GetString());
    }

    [Theory]
    [InlineData("camt-genkgo/camt053.v2.multi.statement.xml", "camt.053", true, "0.00", null)]
    [InlineData("camt-genkgo/camt053.v2.minimal.xml", "camt.053", false, "-54.00", "does not tie out")]
    [InlineData("camt-genkgo/camt052.v8.xml", "camt.052", false, null, "provisional")]
    [InlineData("camt-genkgo/camt054.v8.xml", "camt.054", false, null, "notification")]
    [InlineData("camt-genkgo/camt53.only-Dt-with-DtTm.xml", "camt.053", false, null, "no closing balance")]
    [InlineData("mt940-wolph/jejik__abnamro.sta", "MT940", false, "-3040.60", "does not tie out")]
    [InlineData("mt940-wolph/cmxl__mt940.sta", "MT940", true, "0.00", null)]
    public async Task DryRun_OfEachFormat_ProvesIt(string file, string format, bool tiesOut, string? difference, string? reason)
    {
        var answer = Json(await DryRunAsync(Path.Combine(Folder, file)));

        Assert.Equal((format, tiesOut, reason), (answer.GetProperty("format").GetString(), answer.GetProperty("ties_out").GetBoolean(), answer.GetProperty("held_reason").GetString()));
        Assert.Equal(difference ?? "null", answer.GetProperty("difference").GetRawText());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("debit-credit-gb18030")]
    public async Task DryRun_OfATable_ByItsProfileOrFoundByItself(string? profile)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Write("table.csv", Encoding.GetEncoding("gb18030").GetBytes(
            "明细\r\n账号,3602000000000001\r\n币种,美元\r\n期初余额,\"1,000.00\"\r\n期末余额,１０１２．５０\r\n流水号,交易日期,交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,对方开户行,摘要,附言,子账号\r\n"
            + "A1,2026-03-02,09:30:15,,12.500,1012.50,,,,,,\r\n合计,,,0,12.50\r\n"));

        var answer = Json(await DryRunAsync(file, profile is null ? [] : ["--profile", profile]));

        var statement = answer.GetProperty("statements")[0];
        Assert.Equal(("csv", "USD", true, 1012.50m), (
            answer.GetProperty("format").GetString(), statement.GetProperty("currency").GetString(), answer.GetProperty("ties_out").GetBoolean(), statement.GetProperty("closing").GetDecimal()));
    }

    /// <summary>The second statement of the account in the file does not open where the first closed.</summary>
    [Fact]
    public async Task DryRun_WithAGapInTheFile_TellsByHowMuch()
    {
        var file = Write("gap.sta", Encoding.ASCII.GetBytes(Mt940("123", "260227", "1,00", "2,00", "1,00") + Mt940("123", "260301", "5,00", "6,00", "1,00")));

        var answer = Json(await DryRunAsync(file));

        Assert.Equal(["null", "3.00"], answer.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("gap").GetRawText()));
    }

    [Theory]
    [InlineData("a.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document>&e;</Document>", "XML", "第 1 行")]
    [InlineData("a.sta", ":20:X\n:25:1\n:60F:C260227CNY1,00\n:61:260227C1,005NTRF\n:62F:C260227CNY2,00\n-", "MT940", "第 4 行的“:61:”")]
    [InlineData("a.sta", ":20:X\n:25:1\n:60F:C260227CNY100000000000,01\n:62F:C260227CNY2,00\n-", "MT940", "第 3 行的“:60F:”")]
    [InlineData("a.csv", "what,ever\n1,2\n", "csv", "--profile")]
    public async Task AFileThatCannotBeRead_ExitsWith1_AndNamesFormatLineAndReason(string name, string text, string format, string reason)
    {
        var run = await VerbRun.OfAsync("import", "statement", Write(name, Encoding.UTF8.GetBytes(text)), "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{name}（{format}）：", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoFile_OrAnUnknownProfile_IsRefused()
    {
        var missing = await VerbRun.OfAsync("import", "statement", "/no/such/file", "--dry-run");
        var profile = await VerbRun.OfAsync("import", "statement", Write("a.csv", "x"u8.ToArray()), "--profile", "nobody", "--dry-run", "--lang", "en");

        Assert.Equal((1, Words.Get($"rule.{CommandRules.NoFile}", WordsLanguage.Chinese, "/no/such/file")), (missing.ExitCode, missing.Error.Trim()));
        Assert.Equal((1, Words.Get($"rule.{BankingRules.UnknownProfile}", WordsLanguage.English, "nobody")), (profile.ExitCode, profile.Error.Trim()));
    }

    [Fact]
    public async Task Import_IntoTheInstallation_BooksOnce_AndRefusesStrangers()
    {
        using var installation = new VerbProcess();
        var file = Write("own.sta", Encoding.ASCII.GetBytes(Mt940(DemoAccount, "260227", "1,00", "2,00", "1,00") + Mt940("99990000", "260227", "1,00", "2,00", "1,00")));
        Assert.Equal(1, (await installation.RunAsync("import", "statement", file, "--json")).ExitCode);
        Assert.Equal(0, (await installation.RunAsync("migrate", "--json")).ExitCode);
        Assert.Equal(0, (await installation.RunAsync("seed", "--demo", "--json")).ExitCode);

        var first = Json(await installation.RunAsync("import", "statement", file, "--json"));
        var again = Json(await installation.RunAsync("import", "statement", file, "--json"));

        Assert.Equal((1, 0, "no such account"), (first.GetProperty("posted").GetInt32(), first.GetProperty("duplicates").GetInt32(), first.GetProperty("held_reason").GetString()));
        Assert.Equal((0, 1), (again.GetProperty("posted").GetInt32(), again.GetProperty("duplicates").GetInt32()));
        Assert.True(Json(await installation.RunAsync("verify", "--json")).GetProperty("ok").GetBoolean());
    }

    public void Dispose() => _written.Delete(recursive: true);

    private static string Mt940(string account, string day, string opening, string closing, string amount) =>
        $":20:S\n:25:{account}\n:60F:C{day}CNY{opening}\n:61:{day}C{amount}NTRFNONREF//{day}\n:62F:C{day}CNY{closing}\n-\n";

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_written.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static Task<VerbRun> DryRunAsync(string file, params string[] more) => VerbRun.OfAsync(["import", "statement", file, "--dry-run", "--json", .. more]);

    private static JsonElement Json(VerbRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}

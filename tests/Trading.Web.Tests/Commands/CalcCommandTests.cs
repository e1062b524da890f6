using Trading.Infrastructure;
using Trading.Web.Commands;

namespace Trading.Web.Tests.Commands;

public sealed class CalcCommandTests
{
    private static readonly string NewLine = Environment.NewLine;

    [Fact]
    public async Task Fee_Json_HasFeeTiersAndCitation()
    {
        var run = await VerbRun.OfAsync("calc", "fee", "--schedule", "agency-1980", "--category", "works", "--amount-fen", "150000001", "--json");

        Assert.Equal(
            """{"fee_fen":1350000,"tiers":["""
            + """{"from_fen":0,"up_to_fen":100000000,"amount_fen":100000000,"rate_per_100000":1000,"exact_fen":1000000},"""
            + """{"from_fen":100000000,"up_to_fen":500000000,"amount_fen":50000001,"rate_per_100000":700,"exact_fen":350000.007}],"""
            + "\"citation\":\"《招标代理服务收费管理暂行办法》（计价格〔2002〕1980号）附件\"}" + NewLine,
            run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("2026-03-02", "construction.bid-preparation-days", "2026-03-23", "\"2026-03-22\"", "《招标投标法》第二十四条")]
    [InlineData("2026-05-20", "construction.clarification-days", "2026-05-05", "null", "《招标投标法实施条例》第二十一条")]
    public async Task Period_RuleAsJson_HasDateRolledFromAndCitation(string from, string rule, string date, string rolledFrom, string citation)
    {
        var run = await VerbRun.OfAsync("calc", "period", "--from", from, "--rule", rule, "--json");

        Assert.Equal($$"""{"date":"{{date}}","rolled_from":{{rolledFrom}},"provisional":false,"citation":"{{citation}}"}""" + NewLine, run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("2026-06-01", "5", "calendar", false, "2026-06-08")]
    [InlineData("2026-09-28", "5", "working", false, "2026-10-10")]
    [InlineData("2026-05-20", "15", "calendar", true, "2026-05-05")]
    [InlineData("2026-10-10", "1", "working", true, "2026-10-09")]
    public async Task Period_Days_AreDueByOrCountedBack(string from, string days, string unit, bool backward, string date)
    {
        string[] args = ["calc", "period", "--from", from, "--days", days, "--unit", unit, "--json", .. backward ? (string[])["--backward"] : []];

        Assert.StartsWith($"{{\"date\":\"{date}\"", (await VerbRun.OfAsync(args)).Output);
    }

    [Theory]
    [InlineData("zh", "最早 2026-03-23。依据：《招标投标法》第二十四条。原期限末日 2026-03-22 为休息日，顺延至 2026-03-23。")]
    [InlineData("en", "Not earlier than 2026-03-23. Source: 《招标投标法》第二十四条. The natural last day 2026-03-22 is a day off; the period ends on 2026-03-23. ")]
    public async Task Period_WithoutJson_IsASentence(string language, string sentence)
    {
        var run = await VerbRun.OfAsync("calc", "period", "--from", "2026-03-02", "--rule", "construction.bid-preparation-days", "--lang", language);

        Assert.Equal(sentence + NewLine, run.Output);
    }

    [Fact]
    public async Task Period_IntoAnUnpublishedYear_SaysSo()
    {
        var run = await VerbRun.OfAsync("calc", "period", "--from", "2026-12-28", "--days", "5", "--unit", "working", "--json");

        Assert.Contains("\"provisional\":true", run.Output);
    }

    [Theory]
    [InlineData(CommandRules.BadDay, "2026-02-30", "--from", "2026-02-30", "--days", "5", "--unit", "working")]
    [InlineData(CommandRules.BadDay, "1948-12-31", "--from", "1948-12-31", "--days", "5", "--unit", "working")]
    [InlineData(CommandRules.RuleOrDays, "", "--from", "2026-03-02", "--days", "5")]
    [InlineData(CommandRules.RuleOrDays, "", "--from", "2026-03-02", "--days", "5", "--unit", "working", "--rule", "construction.contract-days")]
    [InlineData(CommandRules.RuleOrDays, "", "--from", "2026-03-02")]
    [InlineData(CommandRules.BadDays, "3660 0", "--from", "2026-03-02", "--days", "0", "--unit", "calendar")]
    [InlineData(CommandRules.BadDays, "3660 3661", "--from", "2026-03-02", "--days", "3661", "--unit", "calendar")]
    [InlineData(CommandRules.UnknownRule, "construction.no-such", "--from", "2026-03-02", "--rule", "construction.no-such")]
    [InlineData(CommandRules.UnknownRule, "construction.refund-days", "--from", "2012-01-31", "--rule", "construction.refund-days")]
    [InlineData(CommandRules.NotAPeriod, "construction.min-bidders", "--from", "2026-03-02", "--rule", "construction.min-bidders")]
    [InlineData(CommandRules.BackwardWithRule, "", "--from", "2026-03-02", "--rule", "construction.contract-days", "--backward")]
    public async Task Period_ArgumentsThatMakeNoSense_AreRefusedOnStandardError(string rule, string limits, params string[] args)
    {
        var run = await VerbRun.OfAsync(["calc", "period", "--json", .. args]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        object[] said = [.. limits.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(Words.Get($"rule.{rule}", WordsLanguage.Chinese, said), run.Error.Trim());
    }

    [Theory]
    [InlineData("agency-1980", "works", "0", "计费金额应大于零")]
    [InlineData("agency-1980", "land", "1", "agency-1980")]
    public async Task Fee_Refused_Exits1(string schedule, string category, string fen, string sentence)
    {
        var run = await VerbRun.OfAsync("calc", "fee", "--schedule", schedule, "--category", category, "--amount-fen", fen, "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error);
    }

    [Theory]
    [InlineData("uscc", "91350100M000100Y43", """{"valid":true,"reason":null}""")]
    [InlineData("uscc", "91350100M000100Y44", """{"valid":false,"reason":"code.uscc.check-digit"}""")]
    [InlineData("id", "11010519491231002X", """{"valid":true,"reason":null}""")]
    [InlineData("id", "110105194912310021", """{"valid":false,"reason":"code.id.check-digit"}""")]
    public async Task Code_Json_HasValidAndReason(string kind, string code, string json)
    {
        var run = await VerbRun.OfAsync("calc", kind, code, "--json");

        Assert.Equal((0, json + NewLine, ""), (run.ExitCode, run.Output, run.Error));
    }
}

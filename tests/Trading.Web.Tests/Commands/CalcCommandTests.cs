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
            """{"fee_fen":1350000,"side":"owner","share_basis_points":10000,"tiers":["""
            + """{"from_fen":0,"up_to_fen":100000000,"amount_fen":100000000,"rate_per_100000":1000,"exact_fen":1000000},"""
            + """{"from_fen":100000000,"up_to_fen":500000000,"amount_fen":50000001,"rate_per_100000":700,"exact_fen":350000.007}],"time":null,"""
            + "\"citation\":\"《招标代理服务收费管理暂行办法》（计价格〔2002〕1980号）附件\",\"collected_by\":\"agency\",\"bound_by\":null,\"bound\":null,\"case\":null}" + NewLine,
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

    // 10万: 240 and 3,200 yuan by the tiers, 160 less than a case pays; the transferee bears it.
    [Theory]
    [InlineData("transferor", "\"fee_fen\":24000,", "\"bound_by\":null,\"bound\":null,", "\"other_side_fen\":336000,")]
    [InlineData("transferee", "\"fee_fen\":336000,", "\"bound_by\":\"minimum\",\"bound\":{\"limit_fen\":360000,\"before_fen\":320000,\"why\":\"各方合计", "\"other_side_fen\":24000,")]
    public async Task Fee_OfASideBelowTheMinimum_HasTheOthersPart(string side, params string[] parts)
    {
        var run = await VerbRun.OfAsync(
            "calc", "fee", "--schedule", "exchange-changsha", "--category", "property", "--amount-fen", "10000000", "--side", side, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(parts, part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
        Assert.Contains("\"case\":{\"minimum_fen\":360000,\"sum_fen\":344000,", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"shortfall_fen\":16000,\"borne_by\":\"transferee\"}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(36_000_000, "--schedule", "exchange-taizhou", "--category", "property", "--amount-fen", "9000000000", "--listing-fen", "12000000000", "--side", "transferee")]
    [InlineData(3_700_000, "--schedule", "exchange-taizhou", "--category", "property", "--amount-fen", "800000000", "--side", "transferor")]
    [InlineData(250_000, "--schedule", "exchange-taizhou", "--category", "lease", "--amount-fen", "10000000", "--months", "72", "--side", "transferor")]
    [InlineData(500_000, "--schedule", "exchange-taizhou", "--category", "capital-increase", "--amount-fen", "100000000")]
    [InlineData(18_040_000, "--schedule", "agency-534", "--category", "works", "--amount-fen", "6000000000", "--discount-bp", "2000")]
    [InlineData(80_000, "--schedule", "demo-venue", "--category", "opening-room", "--hours", "4", "--rooms", "1")]
    [InlineData(350_000, "--schedule", "demo-expert-fee", "--hours", "6", "--experts", "5")]
    [InlineData(8_000, "--schedule", "document-fee", "--amount-fen", "30000", "--cost-fen", "8000")]
    [InlineData(400_000, "--schedule", "auction-commission", "--amount-fen", "10000000", "--side", "transferee", "--discount-bp", "2000")]
    public async Task Fee_WithWhatTheScheduleAsksFor_IsReckoned(long feeFen, params string[] args)
    {
        var run = await VerbRun.OfAsync(["calc", "fee", "--json", .. args]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{{\"fee_fen\":{feeFen},", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "应收 200.00 元。依据：演示交易中心交易服务费收费公示（演示数据）。按费率计为 8.00 元，低于最低收费 200.00 元，按最低收费计。", "1000000")]
    [InlineData("en", "The fee is 30,000.00 yuan. Source: 演示交易中心交易服务费收费公示（演示数据）. The tiers come to 104,300.00 yuan; the most is 30,000.00 yuan.", "100000000000")]
    public async Task Fee_HeldByALimit_SaysWhich(string language, string sentence, string fen)
    {
        var run = await VerbRun.OfAsync("calc", "fee", "--schedule", "demo-trading-service", "--category", "works", "--amount-fen", fen, "--lang", language);

        Assert.Equal(sentence + NewLine, run.Output);
    }

    [Theory]
    [InlineData("zh", "各方合计 3,440.00 元，低于每宗最低收费 3,600.00 元，不足的 160.00 元由本方承担（本方按费率计为 3,200.00 元）。")]
    [InlineData("en", " All sides come to 3,440.00 yuan together and a case pays 3,600.00 yuan at least; the 160.00 yuan wanting fall to this side, whose tiers come to 3,200.00 yuan.")]
    public async Task Fee_RaisedToTheMinimum_SaysByHowMuch(string language, string sentence)
    {
        var run = await VerbRun.OfAsync(
            "calc", "fee", "--schedule", "exchange-changsha", "--category", "property", "--amount-fen", "10000000", "--side", "transferee", "--lang", language);

        Assert.EndsWith(sentence + NewLine, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fee_OfTime_HasTheHours()
    {
        var run = await VerbRun.OfAsync("calc", "fee", "--schedule", "demo-venue", "--category", "evaluation-room", "--hours", "6", "--rooms", "2", "--json");

        Assert.StartsWith(
            """{"fee_fen":160000,"side":"host","share_basis_points":10000,"tiers":[],"time":{"hours":6,"count":2,"each_pays_fen":80000},""", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "收费标准 agency-1980 的“works”需要填写金额（分）。", "agency-1980", "--category", "works")]
    [InlineData("en", "Fee schedule demo-expert-fee needs the number of experts for evaluation.", "demo-expert-fee", "--hours", "1")]
    [InlineData("en", "Expected the hours from 1 to 100000; 0 was received.", "demo-expert-fee", "--hours", "0", "--experts", "1")]
    [InlineData("zh", "收费标准 demo-expert-fee 的“evaluation”不使用金额（分），请不要填写。", "demo-expert-fee", "--hours", "1", "--experts", "1", "--amount-fen", "1")]
    [InlineData("zh", "收费标准 document-fee 的“tender-document”需要填写工本成本（分）。", "document-fee", "--amount-fen", "1")]
    public async Task Fee_WithoutWhatTheScheduleAsksFor_NamesIt(string language, string sentence, string schedule, params string[] more)
    {
        var run = await VerbRun.OfAsync(["calc", "fee", "--schedule", schedule, .. more, "--lang", language]);

        Assert.Equal((1, "", sentence), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Theory]
    [InlineData("计费金额应大于零", "agency-1980", "works", "0")]
    [InlineData("没有收费标准 agency-1981。", "agency-1981", "works", "1")]
    [InlineData("收费标准 agency-1980 没有“land”这一类别，可选：goods, services, works。", "agency-1980", "land", "1")]
    [InlineData("收费标准 agency-1980 分类别计费，请指明类别：goods, services, works。", "agency-1980", null, "1")]
    [InlineData("收费标准 exchange-changsha 向双方分别收费，请指明一方：transferor, transferee。", "exchange-changsha", "property", "1")]
    [InlineData("收费标准 exchange-changsha 不向“buyer”收费，可选：transferor, transferee。", "exchange-changsha", "property", "1", "--side", "buyer")]
    [InlineData("收费标准 agency-1980 不向“transferee”收费，可选：owner。", "agency-1980", "works", "1", "--side", "transferee")]
    [InlineData("收费标准 exchange-changsha 的“property”不使用挂牌价（分），请不要填写。", "exchange-changsha", "property", "1", "--side", "transferee", "--listing-fen", "1")]
    [InlineData("收费标准 exchange-taizhou 的“lease”需要填写租期月数。", "exchange-taizhou", "lease", "1", "--side", "transferee")]
    [InlineData("收费标准 agency-1980 的“works”不使用租期月数，请不要填写。", "agency-1980", "works", "1", "--months", "1")]
    [InlineData("收费标准 exchange-changsha 的下浮应在 0 至 0 个基点之间，收到的是 1。", "exchange-changsha", "property", "1", "--side", "transferee", "--discount-bp", "1")]
    public async Task Fee_Refused_Exits1_WithASentence(string sentence, string schedule, string? category, string fen, params string[] more)
    {
        string[] named = category is null ? [] : ["--category", category];
        var run = await VerbRun.OfAsync(["calc", "fee", "--schedule", schedule, .. named, "--amount-fen", fen, "--json", .. more]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
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

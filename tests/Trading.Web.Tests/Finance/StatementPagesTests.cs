using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Finance;

/// <summary>Statements by hand: what is refused, held, known already and shown.</summary>
public sealed class StatementPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Upload_WithABadCell_NamesLineAndColumn()
    {
        var file = Text(Encoding.UTF8.GetPreamble(), "账户交易明细", $"账号,{StoryBank.AccountNumber}", "币种,人民币", "期初余额,0.00", "期末余额,1.00",
            "流水号,交易日期,交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,对方开户行,摘要,附言,子账号", "X1,2026-03-02,09:30:15,,one,1.00,,,,,,");

        using var refused = await UploadAsync(file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("文件第 7 行“贷方发生额”列无法识别：“one”", (await TestSite.ReadAsync(refused)).GetElementById("Form_File-error")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_Twice_BooksOnceAndSaysSo()
    {
        var file = Statement("T1", Money.Yuan(12.5m), Money.Zero);

        var first = await FollowAsync(await UploadAsync(file));
        var again = await FollowAsync(await UploadAsync(file));
        var longer = await FollowAsync(await UploadAsync(Statement("T1", Money.Yuan(12.5m), Money.Zero, another: true)));

        Assert.Contains("已导入，新增待查 1 行。", first.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("此前已经导入，没有重复入账", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已导入，新增待查 1 行。", longer.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Story Stranger", await site.Maker.TextAsync("/finance/suspense"), StringComparison.Ordinal);
        Assert.Contains("中心财务管理规定", await site.Maker.TextAsync("/finance/suspense"), StringComparison.Ordinal);
    }

    /// <summary>A file that tells its own form needs no profile: what it is, its content says, not its name.</summary>
    [Fact]
    public async Task Upload_OfMt940_IsBookedToTheAccountsThatItNames_AndTheStrangersAreNamed()
    {
        static string Statement(string account, string reference) =>
            $":20:S\n:25:{account}\n:60F:C260302CNY7000,00\n:61:260302C8,00NTRFNONREF//{reference}\n:86:payment\n:62F:C260302CNY7008,00\n-\n";

        var one = await FollowAsync(await UploadAsync(Encoding.ASCII.GetBytes(Statement(StoryBank.AccountNumber, "M1"))));
        var two = await FollowAsync(await UploadAsync(Encoding.ASCII.GetBytes(Statement(StoryBank.AccountNumber, "M2") + Statement("99990000", "M3"))));

        Assert.Contains("已导入，新增待查 1 行。", one.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("MT940", one.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("文件含 2 份对账单：已入账 1 份，暂缓入账 0 份，此前已导入 0 份。新增待查 1 行。以下账户未登记，其对账单未导入：99990000 CNY。", two.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Document><BkToCstmrAcctRpt><Rpt><Id>1</Id></Rpt></BkToCstmrAcctRpt></Document>", "camt.052 报文已读取并核对")]
    [InlineData("<!DOCTYPE x><Document/>", "不允许的文档类型、实体")]
    [InlineData(":20:S\n:25:99990000\n:60F:C260302CNY1,00\n:62F:C260302CNY1,00\n-", "没有登记账号为“99990000”、币种为“CNY”的银行账户")]
    public async Task Upload_OfWhatIsNotBooked_IsRefusedBesideTheFile(string text, string sentence)
    {
        using var refused = await UploadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(sentence, (await TestSite.ReadAsync(refused)).GetElementById("Form_File-error")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ThatDoesNotTieOut_IsHeldWithWhereAndByHowMuch()
    {
        var text = Encoding.GetEncoding("GB18030").GetString(Statement("H1", Money.Yuan(500m), Money.Zero)).Replace("期末余额,500.00", "期末余额,512.34", StringComparison.Ordinal);

        var page = await FollowAsync(await UploadAsync(Encoding.GetEncoding("GB18030").GetBytes(text)));

        Assert.Contains("这份对账单有下列疑点，暂缓入账", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("期末余额", StringComparison.Ordinal) && row.TextContent.Contains("12.34", StringComparison.Ordinal));
        Assert.DoesNotContain("512.34", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("处理暂缓入账的对账单", await site.Maker.TextAsync("/finance"), StringComparison.Ordinal);
    }

    /// <summary>The line of the totals is the number of lines: deposits and all.</summary>
    [Fact]
    public async Task Upload_ThatIsHeld_NamesItsLinesToTheUploaderAlone_Once()
    {
        var text = Encoding.GetEncoding("GB18030").GetString(Statement("H2", Money.Yuan(600m), Money.Zero)).Replace("600.00,Story", "601.00,Story", StringComparison.Ordinal)
            .Replace(",600.00,600.00,", ",600.00,601.00,", StringComparison.Ordinal);
        var file = Encoding.GetEncoding("GB18030").GetBytes(text);
        using var upload = await UploadAsync(file);
        var address = upload.Headers.Location!.OriginalString;

        var uploaders = await site.Maker.PageAsync(address);
        var laters = await site.Maker.PageAsync(address);
        var others = await site.Checker.PageAsync(address);
        var again = await FollowAsync(await UploadAsync(file));

        Assert.Contains("文件行", uploaders.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(uploaders.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains('7', StringComparison.Ordinal));
        Assert.All([laters, others], page =>
        {
            Assert.Contains("暂缓入账的原因", page.Body!.TextContent, StringComparison.Ordinal);
            // What a balance is off by may be the amount of one line, and a line may be a deposit.
            Assert.Equal("余额与上一行余额加减发生额不符—", page.QuerySelector("tbody tr")!.TextContent.Trim());
            Assert.DoesNotContain("文件行", page.Body!.TextContent, StringComparison.Ordinal);
        });
        Assert.Contains("文件行", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ThatRepeatsASerialNumber_IsHeldForThatAndNothingElse()
    {
        var line = new SimulatedLine(new DateTime(2026, 3, 3, 1, 0, 0, DateTimeKind.Utc), Money.Yuan(3m)) { CounterpartyName = "Story Stranger", Serial = "R1" };
        using var file = new MemoryStream();
        StatementWriter.Write(file, StoryBank.Profile, new SimulatedStatement(StoryBank.AccountNumber, Money.Zero, [line, line]));

        var page = await FollowAsync(await UploadAsync(file.ToArray()));

        Assert.Contains("流水号重复", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("不平", page.QuerySelector("main h1 ~ p, .title")!.TextContent + page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Neither line nor cell: both would tell of deposits. Only finance of the centre sees it, and a maker ends it.</summary>
    [Fact]
    public async Task FileFromTheInboxThatCannotBeRead_IsShownToFinance_AndEndedWithAReason()
    {
        var inbox = site.Services.GetRequiredService<StatementInboxService>();
        Directory.CreateDirectory(inbox.InboxOf(site.People.BankAccountId));
        await File.WriteAllBytesAsync(Path.Combine(inbox.InboxOf(site.People.BankAccountId), "bank-0302.csv"), Text(
            Encoding.UTF8.GetPreamble(), "账户交易明细", $"账号,{StoryBank.AccountNumber}", "币种,人民币", "期初余额,0.00", "期末余额,1.00",
            "流水号,交易日期,交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,对方开户行,摘要,附言,子账号", "X1,2026-03-02,09:30:15,,secretcell,1.00,,,,,,"));
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ImportStatementsJob>().RunAsync(TestContext.Current.CancellationToken);
        }

        var list = await site.Maker.PageAsync("/finance/statements");
        var link = list.QuerySelectorAll("#unreadable ~ *, section a").Single(a => a.TextContent.Contains("bank-0302.csv", StringComparison.Ordinal)).GetAttribute("href")!;
        var page = await site.Maker.PageAsync(link);
        Assert.Contains("“贷方发生额”列", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secretcell", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("第 7 行", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("处理无法读取的对账单文件", await site.Checker.TextAsync("/finance"), StringComparison.Ordinal);
        Assert.Equal(404, await site.OtherChecker.StatusAsync(link));

        using (var refused = await site.Maker.SubmitAsync(page, link + "/end"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using (var ended = await site.Maker.SubmitAsync(page, link + "/end", ("Form.Reason", "The bank sent it anew")))
        {
            Assert.Equal(link, ended.Headers.Location?.OriginalString);
        }

        Assert.Contains("The bank sent it anew", await site.Checker.TextAsync(link), StringComparison.Ordinal);
        Assert.DoesNotContain("bank-0302.csv", await site.Maker.TextAsync("/finance/statements"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_OfAnotherCentre_IsNowhere()
    {
        var mine = (await site.Maker.PageAsync("/finance/statements")).QuerySelector("tbody a")!.GetAttribute("href")!;

        Assert.Equal(200, await site.Checker.StatusAsync(mine));
        Assert.Equal(404, await site.OtherChecker.StatusAsync(mine));
    }

    private static byte[] Statement(string serial, Money amount, Money opening, bool another = false)
    {
        SimulatedLine Line(string number) => new(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc), amount)
        {
            CounterpartyName = "Story Stranger",
            CounterpartyAccount = "6222999900001111",
            Serial = number,
        };

        using var file = new MemoryStream();
        StatementWriter.Write(file, StoryBank.Profile, new SimulatedStatement(StoryBank.AccountNumber, opening, another ? [Line(serial), Line(serial + "b")] : [Line(serial)]));
        return file.ToArray();
    }

    private static byte[] Text(byte[] mark, params string[] lines) => [.. mark, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n")];

    private async Task<HttpResponseMessage> UploadAsync(byte[] file) => await site.Maker.UploadAsync(
        await site.Maker.PageAsync("/finance/statements"), "/finance/statements", file, ("Form.BankAccountId", $"{site.People.BankAccountId}"));

    private async Task<IHtmlDocument> FollowAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            return await site.Maker.PageAsync(response.Headers.Location!.OriginalString);
        }
    }
}

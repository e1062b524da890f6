using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Ledger;
using Trading.Infrastructure.Ledger;
using Trading.Web.Tests.Finance;

namespace Trading.Web.Tests.Supervision;

public sealed class SupervisorPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Pages_AreForSupervisors_AndACentresOwnSeesItsCentreOnly()
    {
        Assert.Equal(403, await site.Maker.StatusAsync("/supervisor"));
        Assert.Equal(404, await site.OtherSupervisor.StatusAsync($"/supervisor/lots/{site.Due.LotId}"));
        Assert.Equal(404, await site.OtherSupervisor.StatusAsync($"/supervisor/lots/{site.Due.LotId}/trail.csv"));
        Assert.Equal(404, await site.Supervisor.StatusAsync($"/supervisor/steps/{Guid.NewGuid()}"));
        Assert.DoesNotContain("Due works", await site.OtherSupervisor.TextAsync("/supervisor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_LeadsFromALightToRuleAndEvidence()
    {
        var board = await site.Supervisor.PageAsync("/supervisor");
        var refund = board.QuerySelectorAll(".lights li").Single(li => li.TextContent.Contains("退还投标保证金", StringComparison.Ordinal));

        Assert.Matches("绿灯|黄灯|红灯", refund.QuerySelector(".light")!.TextContent);
        Assert.Contains("《招标投标法实施条例》第五十七条", refund.TextContent, StringComparison.Ordinal);
        var step = await site.Supervisor.PageAsync(refund.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("construction.refund-days", step.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("保证金应退", step.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trail_AfterTheOpening_TellsOfEveryBid() =>
        Assert.Contains("收到投标文件", await site.Supervisor.TextAsync($"/supervisor/lots/{site.Due.LotId}"), StringComparison.Ordinal);

    [Fact]
    public async Task Verify_RunsEveryCheckAndSaysThatItHolds()
    {
        using var started = await site.Supervisor.SubmitAsync(await site.Supervisor.PageAsync("/supervisor/verify"), "/supervisor/verify");
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        var result = started.Headers.Location!.OriginalString;
        var page = await site.Supervisor.PageAsync(result);
        for (var look = 0; look < 100 && page.Body!.TextContent.Contains("正在校验", StringComparison.Ordinal); look++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            page = await site.Supervisor.PageAsync(result);
        }

        // What happened in the last minute need not be chained yet.
        Assert.All(
            page.QuerySelectorAll("tbody tr").Where(r => !r.TextContent.Contains("哈希链", StringComparison.Ordinal)),
            row => Assert.Contains("通过", row.QuerySelector(".tag.ok")?.TextContent ?? row.TextContent + " does not hold", StringComparison.Ordinal));
        Assert.True(page.QuerySelectorAll("tbody tr").Length == 60, $"{page.QuerySelectorAll("tbody tr").Length} rows: {page.QuerySelector("main")?.TextContent}");
    }

    [Fact]
    public async Task Digest_OfACheckpoint_IsAnsweredWithChainAndDayAlone()
    {
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CheckpointMaker>().MakeAsync(default);
        }

        await using var reading = site.Services.CreateAsyncScope();
        var digest = (await reading.ServiceProvider.GetRequiredService<CheckpointQueries>().NewestDigestAsync(Chain.Journal, default))!;

        Assert.Contains("账簿检查点，哈希链与其一致", await AskAsync($"%20{digest.ToUpperInvariant()}%20"), StringComparison.Ordinal);
        Assert.Contains("本平台没有这一摘要的检查点", await AskAsync(new string('0', 64)), StringComparison.Ordinal);
        Assert.Contains("检查点摘要应为 64 位十六进制字符", await AskAsync("abc"), StringComparison.Ordinal);
        Assert.DoesNotContain("检查点，哈希链", await AskAsync(""), StringComparison.Ordinal);
    }

    private async Task<string> AskAsync(string digest) => await site.Supervisor.TextAsync($"/supervisor/verify?digest={digest}");
}

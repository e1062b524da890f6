using System.Net;
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
        Assert.Equal(28, page.QuerySelectorAll("tbody tr").Length);
    }
}

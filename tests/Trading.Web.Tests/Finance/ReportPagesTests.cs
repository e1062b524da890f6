using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Reports;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Persistence;

namespace Trading.Web.Tests.Finance;

/// <summary>A report is asked for on one page, made behind it, and fetched with the hash that the page shows.</summary>
public sealed class ReportPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    private const string Page = "/finance/reports";

    [Fact]
    public async Task Report_IsAskedFor_Made_AndFetchedByTheCentresFinanceAlone()
    {
        var form = await site.Maker.PageAsync(Page);
        var sent = form.QuerySelector("input[name='Form.FormId']")!.GetAttribute("value")!;
        for (var time = 0; time < 2; time++)
        {
            using var ordered = await site.Maker.SubmitAsync(form, Page, ("Form.FormId", sent), ("Form.Kind", "RefundTimeliness"), ("Form.From", "2020-01-01"), ("Form.To", "2040-12-31"), ("Form.Basis", "ValueDay"), ("Form.Format", "Xlsx"));
            Assert.Equal(HttpStatusCode.Redirect, ordered.StatusCode);
        }

        Guid id;
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<MakeReportsJob>().RunAsync(default);
            id = await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<ReportOrder>().Select(o => o.Id).SingleAsync();
        }

        var file = $"{Page}/{id}/file";
        var content = await site.Checker.GetByteArrayAsync(new Uri(file, UriKind.Relative));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), (await site.Maker.PageAsync(Page)).QuerySelector("td .hash")?.TextContent);
        Assert.Equal(404, await site.OtherChecker.StatusAsync(file));
        Assert.Empty((await site.OtherChecker.PageAsync(Page)).QuerySelectorAll("td .hash"));
    }

    [Fact]
    public async Task WithoutAKindOrDays_TheFieldsSaySo()
    {
        using var refused = await site.Maker.SubmitAsync(await site.Maker.PageAsync(Page), Page, ("Form.Kind", ""), ("Form.From", "x"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await TestSite.ReadAsync(refused);
        Assert.NotNull(page.GetElementById("Form_Kind-error"));
        Assert.NotNull(page.GetElementById("Form_From-error"));
    }
}

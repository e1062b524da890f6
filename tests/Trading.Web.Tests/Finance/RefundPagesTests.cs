using System.Net;
using Trading.Domain.Shared;

namespace Trading.Web.Tests.Finance;

/// <summary>From what is due to what the bank paid, on the pages of two people.</summary>
public sealed class RefundPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Pages_AreForFinanceOnly()
    {
        Assert.Equal(403, await site.Bidder.StatusAsync("/finance"));
        Assert.Equal(403, await site.Supervisor.StatusAsync("/finance/refunds"));
        Assert.Equal(404, await site.Maker.StatusAsync($"/finance/refunds/{Guid.NewGuid()}"));
    }

    [Fact]
    public async Task Batch_IsMadeByOneAndApprovedByAnother_AndPaidByTheBank()
    {
        var batch = await MakeAsync();

        // Another centre's people are not told that it exists.
        Assert.Equal(404, await site.OtherChecker.StatusAsync(batch));
        Assert.Equal(404, await site.OtherChecker.StatusAsync(batch + "/approve"));
        Assert.Equal(404, await site.OtherChecker.StatusAsync(batch + "/payment-file"));

        // Nothing goes to the bank before the approval.
        Assert.Equal(422, await site.Maker.StatusAsync(batch + "/payment-file"));

        // The maker is told why not, on the page and where the form is sent all the same.
        Assert.Contains("您是经办人，不能复核自己的批次", await site.Maker.TextAsync(batch), StringComparison.Ordinal);
        Assert.DoesNotContain(batch + "/approve", await site.Maker.TextAsync(batch), StringComparison.Ordinal);
        using (var refused = await site.Maker.SubmitAsync(await site.Checker.PageAsync(batch + "/approve"), batch + "/approve"))
        {
            Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        }

        using (var refused = await site.Maker.SubmitAsync(await site.Maker.PageAsync(batch + "/cancel"), batch + "/cancel", ("Form.Reason", "")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        var form = await site.Checker.PageAsync(batch + "/approve");
        using (var approved = await site.Checker.SubmitAsync(form, batch + "/approve"))
        {
            Assert.Equal(batch, approved.Headers.Location?.OriginalString);
        }

        // Twice: the page says what state it is in.
        using (var again = await site.Checker.SubmitAsync(form, batch + "/approve"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        }

        var orders = await site.Maker.TextAsync(batch + "/payment-file");
        Assert.Equal(4, orders.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        using (var paid = await site.Maker.SubmitAsync(await site.Maker.PageAsync("/demo/bank"), "/demo/bank" + batch.Replace("/finance/refunds", "/batches", StringComparison.Ordinal) + "/pay"))
        {
            Assert.Equal(batch, paid.Headers.Location?.OriginalString);
        }

        var page = await site.Maker.PageAsync(batch);
        Assert.Contains("回盘已导入：成功 3 笔，失败 0 笔", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("tbody .tag").Count(t => t.TextContent == "已付款"));
    }

    private async Task<string> MakeAsync()
    {
        var page = await site.Maker.PageAsync("/finance/refunds");
        Assert.Equal(3, page.QuerySelectorAll("section[aria-labelledby=due] tbody tr").Length);
        using var passed = await site.Maker.SubmitAsync(
            page, "/finance/refunds", ("Form.BankAccountId", $"{site.People.BankAccountId}"), ("Form.PayOn", "2020-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, passed.StatusCode);
        Assert.Contains("付款日期", (await TestSite.ReadAsync(passed)).GetElementById("Form_PayOn-error")?.TextContent, StringComparison.Ordinal);

        var today = Instants.BeijingDay(site.Clock.NowUtc()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        using var made = await site.Maker.SubmitAsync(page, "/finance/refunds", ("Form.BankAccountId", $"{site.People.BankAccountId}"), ("Form.PayOn", today));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        return made.Headers.Location!.OriginalString;
    }
}

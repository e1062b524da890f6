using System.Net;
using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Finance;

/// <summary>A refund to a closed account, on the pages of bidder, maker and checker, until it goes to another account of the same payer.</summary>
public sealed class RefundPayeePagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    private const string NewAccount = "6222000000008888";
    private static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.7 letter");

    [Fact]
    public async Task Refund_ToAClosedAccount_GoesToAnotherOfTheSamePayer_ByTwoPeople()
    {
        var payer = site.People.Bidder(0);
        using (var answered = await PayOutAsync(await SendAsync(), payer.AccountNumber))
        {
            Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        }

        Assert.Contains("银行未能把退款付至贵单位账户", await site.Bidder.TextAsync($"/bidder/lots/{site.Due.LotId}/deposit"), StringComparison.Ordinal);
        var failed = (await site.Maker.PageAsync("/finance/refunds")).QuerySelector("section[aria-labelledby=failed] tbody th a")!.GetAttribute("href")!;
        Assert.Equal(404, await site.OtherChecker.StatusAsync(failed));
        Assert.Equal(403, await site.Bidder.StatusAsync(failed));
        Assert.Empty((await site.Checker.PageAsync(failed)).QuerySelectorAll($"form[action='{failed}']"));

        using (var refused = await ProposeAsync(failed, "Another Payer", NewAccount))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotNull((await TestSite.ReadAsync(refused)).GetElementById("Form_Name-error"));
        }

        using (var refused = await ProposeAsync(failed, payer.Name, payer.AccountNumber))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotNull((await TestSite.ReadAsync(refused)).GetElementById("Form_Account-error"));
        }

        using (var proposed = await ProposeAsync(failed, payer.Name, NewAccount))
        {
            Assert.Equal(failed, proposed.Headers.Location?.OriginalString);
        }

        Assert.Contains("等待另一人复核，复核前不列入退款批次", await site.Maker.TextAsync(failed), StringComparison.Ordinal);
        var decision = (await site.Checker.PageAsync(failed)).QuerySelector("a[href^='/finance/decisions/']:not([href$='/paper'])")!.GetAttribute("href")!;
        var page = await site.Checker.PageAsync(decision);
        Assert.Contains(NewAccount, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(payer.AccountNumber, page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("%PDF-1.7 letter", await site.Checker.TextAsync($"{decision}/paper"));
        Assert.Equal(404, await site.OtherChecker.StatusAsync($"{decision}/paper"));
        Assert.Contains(decision, await site.Checker.TextAsync("/finance"), StringComparison.Ordinal);
        using (var approved = await site.Checker.SubmitAsync(page, $"{decision}/approve"))
        {
            Assert.Equal(failed, approved.Headers.Location?.OriginalString);
        }

        var again = await SendAsync();
        Assert.Contains(NewAccount, await site.Maker.TextAsync(again), StringComparison.Ordinal);
        Assert.Contains("账户不能再更正", await site.Maker.TextAsync(failed), StringComparison.Ordinal);
        using (await PayOutAsync(again, ""))
        {
            Assert.Null((await site.Maker.PageAsync("/finance/refunds")).QuerySelector("section[aria-labelledby=failed]"));
        }

        Assert.DoesNotContain("银行未能把退款付至贵单位账户", await site.Bidder.TextAsync($"/bidder/lots/{site.Due.LotId}/deposit"), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> ProposeAsync(string failed, string name, string account) => await site.Maker.UploadAsync(
        await site.Maker.PageAsync(failed), failed, ("Form.Paper", "letter.pdf"), Paper,
        ("Form.Name", name), ("Form.Account", account), ("Form.Bank", "Story Bank 2"), ("Form.Reason", "Account closed"));

    private async Task<HttpResponseMessage> PayOutAsync(string batch, string closed) => await site.Maker.SubmitAsync(
        await site.Maker.PageAsync("/demo/bank"), "/demo/bank" + batch.Replace("/finance/refunds", "/batches", StringComparison.Ordinal) + "/pay", ("Form.ClosedAccount", closed));

    private async Task<string> SendAsync()
    {
        var batch = await new PartyFolk(site.Services).Do((RepaymentService s) => s.MakeBatchAsync(
            site.People.CentreId, site.People.BankAccountId, Instants.BeijingDay(site.Clock.NowUtc()), new Acting(site.People.MakerId), default));
        await new PartyFolk(site.Services).Do((RepaymentService s) => s.ApproveAsync(batch, new Acting(site.People.CheckerId), default));
        return $"/finance/refunds/{batch}";
    }
}

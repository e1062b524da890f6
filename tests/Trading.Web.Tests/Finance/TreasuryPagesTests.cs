using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Tests.Finance;

/// <summary>A fee on the pages: adjusted by two people, paid, remitted; its papers for finance and for the payer; the statement ties.</summary>
public sealed class TreasuryPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Fee_FromItsAdjustmentToTheTreasury()
    {
        await new TenderStory(site.Services, StoryClock.Of(site.Clock), site.People, site.Bank, new StoryPlot { Title = "Fee works" }).ToAsync(StorySteps.Render);
        var charged = await ChargeAsync();
        var page = $"/finance/fees/{charged.Id}";
        Assert.Contains("非税收入缴款通知书", await site.Maker.TextAsync(page), StringComparison.Ordinal);
        Assert.Equal(404, await site.OtherChecker.StatusAsync(page));
        Assert.Equal(403, await site.Supervisor.StatusAsync(page));

        // Not the amount that it has, and not without a reason.
        using (var refused = await site.Maker.SubmitAsync(
            await site.Maker.PageAsync(page), page + "/adjust", ("Adjust.AmountYuan", (charged.Amount.Fen / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)), ("Adjust.Reason", "Wrong base")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotNull((await TestSite.ReadAsync(refused)).GetElementById("Adjust_AmountYuan-error"));
        }

        using (var proposed = await site.Maker.SubmitAsync(await site.Maker.PageAsync(page), page + "/adjust", ("Adjust.AmountYuan", "1234.56"), ("Adjust.Reason", "Wrong base")))
        {
            Assert.Equal(page, proposed.Headers.Location?.OriginalString);
        }

        var decision = (await site.Maker.PageAsync(page)).QuerySelector("#decisions ~ .card a")!.GetAttribute("href")!;
        Assert.Contains("您是经办人，不能复核自己提出的事项", await site.Maker.TextAsync(decision), StringComparison.Ordinal);
        Assert.Contains("复核收费减免或调整", await site.Checker.TextAsync("/finance"), StringComparison.Ordinal);
        var form = await site.Checker.PageAsync(decision);
        Assert.All((string[])["1,234.56", "Wrong base", "调整收费金额"], shown => Assert.Contains(shown, form.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        using (var approved = await site.Checker.SubmitAsync(form, decision + "/approve"))
        {
            Assert.Equal(page, approved.Headers.Location?.OriginalString);
        }

        Assert.Contains("已冲销", await site.Maker.TextAsync(page), StringComparison.Ordinal);
        var adjusted = await ChargeAsync();
        Assert.Equal(Money.Yuan(1_234.56m), adjusted.Amount);
        await PayAsync(adjusted);
        await RemitAsync();
        await PapersAsync(adjusted);
        await ClaimAsync(adjusted);
    }

    /// <summary>The fee is remitted and waived: the treasury is asked, refuses, and is asked again; each step by the pages.</summary>
    private async Task ClaimAsync(FeeCharge charge)
    {
        var batch = (await site.Maker.PageAsync("/finance/treasury")).QuerySelector("section[aria-labelledby=remittances] tbody a")!.GetAttribute("href")!;
        var page = $"/finance/fees/{charge.Id}";
        using (var refused = await site.Maker.SubmitAsync(await site.Maker.PageAsync(page), page + "/waive", ("Waive.Reason", "Charged twice")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        await using (var scope = site.Services.CreateAsyncScope())
        {
            var id = Guid.Parse(batch[(batch.LastIndexOf('/') + 1)..]);
            await scope.ServiceProvider.GetRequiredService<RepaymentService>().ApproveAsync(id, new Acting(site.People.CheckerId), default);
            var file = await scope.ServiceProvider.GetRequiredService<RepaymentService>().PaymentFileAsync(id, new Acting(site.People.MakerId), default);
            await scope.ServiceProvider.GetRequiredService<RepaymentReplyService>().ImportReplyAsync(
                site.People.BankAccountId, site.Bank.Pay(file.Content, site.Clock.NowUtc()), new Acting(site.People.MakerId), default);
        }

        await DecideAsync(page, "/waive", ("Waive.Reason", "Charged twice"));
        var refund = (await site.Maker.PageAsync(page)).QuerySelector("section[aria-labelledby=back] tbody a")!.GetAttribute("href")!;
        Assert.Contains("等待财政退付", await site.Maker.TextAsync("/finance"), StringComparison.Ordinal);
        Assert.Contains("1,234.56", (await site.Maker.PageAsync("/finance/treasury?claims=Filed")).QuerySelector("section[aria-labelledby=claims] tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(charge.Id.ToString(), await site.Maker.TextAsync("/finance/fees?back=Claimed"), StringComparison.Ordinal);
        var paper = (await site.Maker.PageAsync(refund)).QuerySelector("a[href$='.pdf']")!.GetAttribute("href")!;
        await AssertPdfAsync(site.Maker, paper);
        Assert.Equal((404, 404, 403), (await site.OtherChecker.StatusAsync(refund), await site.OtherChecker.StatusAsync(paper), await site.Supervisor.StatusAsync(refund)));
        Assert.Null((await site.Checker.PageAsync(refund)).QuerySelector("section[aria-labelledby=refuse]"));

        await DecideAsync(refund, "/refuse", ("Refuse.Reason", "Papers are missing"));
        var again = await site.Maker.PageAsync(refund);
        Assert.Contains("不予退付", again.QuerySelector("section[aria-labelledby=claims]")!.TextContent, StringComparison.Ordinal);
        using (var filed = await site.Maker.SubmitAsync(again, refund + "/claim", ("Claim.Ground", "With the papers")))
        {
            Assert.Equal(refund, filed.Headers.Location?.OriginalString);
        }

        Assert.Equal(2, (await site.Maker.PageAsync(refund)).QuerySelectorAll("section[aria-labelledby=claims] tbody tr").Length);
    }

    /// <summary>The maker proposes on a page, and the checker approves.</summary>
    private async Task DecideAsync(string page, string action, (string Name, string Value) field)
    {
        using (var proposed = await site.Maker.SubmitAsync(await site.Maker.PageAsync(page), page + action, field))
        {
            Assert.Equal(page, proposed.Headers.Location?.OriginalString);
        }

        var decision = (await site.Maker.PageAsync(page)).QuerySelector("#decisions ~ .card a.main")!.GetAttribute("href")!;
        using var approved = await site.Checker.SubmitAsync(await site.Checker.PageAsync(decision), decision + "/approve");
        Assert.Equal(page, approved.Headers.Location?.OriginalString);
    }

    private async Task RemitAsync()
    {
        var page = await site.Maker.PageAsync("/finance/treasury");
        Assert.Contains("1,234.56", page.QuerySelector("section[aria-labelledby=statement] tbody")?.TextContent, StringComparison.Ordinal);
        using (var batch = await site.Maker.SubmitAsync(page, "/finance/treasury/remit", Remit))
        {
            Assert.Equal(HttpStatusCode.Redirect, batch.StatusCode);
            Assert.Contains("某某财政局", await site.Maker.TextAsync(batch.Headers.Location!.OriginalString), StringComparison.Ordinal);
        }

        using (var again = await site.Maker.SubmitAsync(page, "/finance/treasury/remit", Remit))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        }

        // The fee of the lot whose contract is signed was paid in a month that is over; this one was not.
        using (var reckoned = await site.Maker.SubmitAsync(page, "/finance/treasury/reckon"))
        {
            Assert.Equal(HttpStatusCode.Redirect, reckoned.StatusCode);
        }

        Assert.Contains("已核算 1 笔返还", await site.Maker.TextAsync("/finance/treasury"), StringComparison.Ordinal);
        using (var again = await site.Maker.SubmitAsync(page, "/finance/treasury/reckon"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        }

        var csv = await site.Maker.TextAsync("/finance/treasury/statement.csv");
        Assert.Contains("1234.56,0.00,0.00,1234.56,0.00,0.00,0.00", csv, StringComparison.Ordinal);
    }

    private (string Name, string Value)[] Remit
    {
        get
        {
            var today = Instants.BeijingDay(site.Clock.NowUtc()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            return [("Form.BankAccountId", $"{site.People.BankAccountId}"), ("Form.UpTo", today), ("Form.PayOn", today)];
        }
    }

    private async Task PapersAsync(FeeCharge charge)
    {
        var links = (await site.Maker.PageAsync($"/finance/fees/{charge.Id}")).QuerySelectorAll("section[aria-labelledby=papers] tbody a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);
        foreach (var link in links)
        {
            await AssertPdfAsync(site.Maker, link);
        }

        using var winner = await site.VisitorAsync(site.People.BiddersByLetter.Single(b => b.Id == charge.OrganisationId).UserId);
        var own = (await winner.PageAsync($"/bidder/lots/{charge.LotId}")).QuerySelectorAll("a[href*='/papers/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, own.Count);
        await AssertPdfAsync(winner, own[0]);
        Assert.Equal(404, await site.Bidder.StatusAsync(own[0]));
    }

    private static async Task AssertPdfAsync(HttpClient reader, string link) =>
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString((await reader.GetByteArrayAsync(new Uri(link, UriKind.Relative)))[..4]), StringComparison.Ordinal);

    private async Task PayAsync(FeeCharge charge)
    {
        var payer = site.People.BiddersByLetter.Single(b => b.Id == charge.OrganisationId);
        site.Bank.PayIn(site.Clock.NowUtc(), charge.Amount, payer, charge.SubAccount);
        using var imported = await site.Maker.UploadAsync(
            await site.Maker.PageAsync("/finance/statements"), "/finance/statements", site.Bank.Statement(site.Clock.NowUtc()), ("Form.BankAccountId", $"{site.People.BankAccountId}"));
        Assert.Equal(HttpStatusCode.Redirect, imported.StatusCode);
    }

    private async Task<FeeCharge> ChargeAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<FeeCharge>().AsNoTracking().SingleAsync(f => f.State == FeeChargeState.Charged);
    }
}

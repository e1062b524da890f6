using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Tests.Finance;

/// <summary>A price on the pages: entered by one, approved by another, paid by the buyer by the sub-account that its page shows, receipted, passed on.</summary>
public sealed class ProceedsPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Price_FromTheContractToItsTransferor()
    {
        var story = await new TenderStory(site.Services, StoryClock.Of(site.Clock), site.People, site.Bank, new StoryPlot { Title = "Sale works" }).ToAsync(StorySteps.Open);
        Assert.Contains("没有需要录入支付计划的成交方", await site.Maker.TextAsync("/finance/proceeds/new"), StringComparison.Ordinal);
        var winner = await WinAsync(story.LotId);
        var (buyer, today) = (site.People.Bidder(0), Instants.BeijingDay(site.Clock.NowUtc()));

        var form = await site.Maker.PageAsync("/finance/proceeds/new");
        using (var refused = await site.Maker.SubmitAsync(form, "/finance/proceeds/new?rows=4", Terms(winner, today, 60)))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var shown = await TestSite.ReadAsync(refused);
            Assert.Contains("第二十八条", shown.GetElementById("Form_ContractOn-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("400000.00", shown.GetElementById("Form_Rows_0__AmountYuan")!.GetAttribute("value"));
        }

        using (var half = await site.Maker.SubmitAsync(form, "/finance/proceeds/new?rows=4", [.. Terms(winner, today, 3).Where(f => f.Name != "Form.Rows[1].DueOn")]))
        {
            Assert.NotNull((await TestSite.ReadAsync(half)).GetElementById("Form_Rows_1__DueOn-error"));
        }

        string page;
        using (var proposed = await site.Maker.SubmitAsync(form, "/finance/proceeds/new?rows=4", Terms(winner, today, 3)))
        {
            page = proposed.Headers.Location!.OriginalString;
        }

        Assert.Equal(404, await site.OtherChecker.StatusAsync(page));
        Assert.Equal(404, await site.Bidder.StatusAsync($"/bidder/lots/{story.LotId}/price"));
        var decision = (await site.Maker.PageAsync(page)).QuerySelector("#decisions ~ .card a")!.GetAttribute("href")!;
        Assert.Contains("审核价款支付计划", await site.Checker.TextAsync("/finance"), StringComparison.Ordinal);
        var asked = await site.Checker.PageAsync(decision);
        Assert.All((string[])["1,000,000.00", "400,000.00", "Contract 7"], shown => Assert.Contains(shown, asked.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        using (var approved = await site.Checker.SubmitAsync(asked, decision + "/approve"))
        {
            Assert.Equal(page, approved.Headers.Location?.OriginalString);
        }

        // The buyer reads where to pay; nobody else does.
        var plan = await PlanAsync(page);
        Assert.Contains(plan.SubAccount, await site.Bidder.TextAsync($"/bidder/lots/{story.LotId}/price"), StringComparison.Ordinal);
        using (var other = await site.VisitorAsync(site.People.Bidder(1).UserId))
        {
            Assert.Equal(404, await other.StatusAsync($"/bidder/lots/{story.LotId}/price"));
        }

        await ChangeAsync(page, today);
        plan = await PlanAsync(page);
        Assert.Equal((1, 4), (plan.Revision, plan.Instalments.Count));
        Assert.Contains("补充协议 9", await site.Checker.TextAsync(page), StringComparison.Ordinal);
        Assert.Contains("100,000.00", await site.Bidder.TextAsync($"/bidder/lots/{story.LotId}/price"), StringComparison.Ordinal);

        // The owner reads its own lot's price; the buyer does not read it there.
        using var owner = await site.VisitorAsync(site.People.Owner.UserId);
        Assert.Contains("4.35%", await owner.TextAsync($"/owner/lots/{story.LotId}/price"), StringComparison.Ordinal);
        Assert.Contains($"/owner/lots/{story.LotId}/price", (await owner.PageAsync($"/owner/lots/{story.LotId}")).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        Assert.NotEqual(200, await site.Bidder.StatusAsync($"/owner/lots/{story.LotId}/price"));

        site.Bank.PayIn(site.Clock.NowUtc(), plan.Unpaid, buyer, plan.SubAccount);
        using (var imported = await site.Maker.UploadAsync(
            await site.Maker.PageAsync("/finance/statements"), "/finance/statements", site.Bank.Statement(site.Clock.NowUtc()), ("Form.BankAccountId", $"{site.People.BankAccountId}")))
        {
            Assert.Equal(HttpStatusCode.Redirect, imported.StatusCode);
        }

        Assert.Contains("价款已付清", await site.Bidder.TextAsync($"/bidder/lots/{story.LotId}/price"), StringComparison.Ordinal);
        var receipts = (await site.Bidder.PageAsync($"/bidder/lots/{story.LotId}/price")).QuerySelectorAll("section[aria-labelledby=receipts] tbody a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, receipts.Count);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString((await site.Bidder.GetByteArrayAsync(new Uri(receipts[0], UriKind.Relative)))[..4]), StringComparison.Ordinal);

        var list = await site.Maker.PageAsync("/finance/proceeds");
        using var batch = await site.Maker.SubmitAsync(list, "/finance/proceeds/pass-on", [("Form.BankAccountId", $"{site.People.BankAccountId}"), ("Form.UpTo", Iso(today)), ("Form.PayOn", Iso(today))]);
        Assert.Contains("1,000,000.00", await site.Maker.TextAsync(batch.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    /// <summary>What is left is put off by a supplementary agreement: refused beyond the year, entered by one, approved by the other.</summary>
    private async Task ChangeAsync(string page, DateOnly today)
    {
        var form = await site.Maker.PageAsync(page + "/change");
        var unpaid = (await PlanAsync(page)).Instalments;
        (string, string)[] terms =
        [
            ("Form.AgreementNumber", "补充协议 9"), ("Form.AgreedOn", Iso(today)), ("Form.Reason", "Agreed"),
            ("Form.Rows[0].AmountYuan", (unpaid[0].Unpaid.Fen / 100m).ToString(CultureInfo.InvariantCulture)), ("Form.Rows[0].DueOn", Iso(unpaid[0].DueOn)),
            ("Form.Rows[1].AmountYuan", "100000.00"), ("Form.Rows[1].DueOn", Iso(today.AddDays(210))), ("Form.Rows[2].AmountYuan", "500000.00"),
        ];
        using (var refused = await site.Maker.SubmitAsync(form, page + "/change?rows=4", [.. terms, ("Form.Rows[2].DueOn", Iso(today.AddDays(400)))]))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("第二十八条", (await TestSite.ReadAsync(refused)).GetElementById("Form_AgreedOn-error")!.TextContent, StringComparison.Ordinal);
        }

        using (var proposed = await site.Maker.SubmitAsync(form, page + "/change?rows=4", [.. terms, ("Form.Rows[2].DueOn", Iso(today.AddDays(300)))]))
        {
            Assert.Equal(page, proposed.Headers.Location?.OriginalString);
        }

        var decision = (await site.Maker.PageAsync(page)).QuerySelector("#decisions ~ .card a")!.GetAttribute("href")!;
        var asked = await site.Checker.PageAsync(decision);
        Assert.Contains("补充协议 9", asked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var approved = await site.Checker.SubmitAsync(asked, decision + "/approve");
        Assert.Equal(page, approved.Headers.Location?.OriginalString);
    }

    private static (string Name, string Value)[] Terms(Guid winner, DateOnly today, int firstDays) =>
    [
        ("Form.ParticipationId", winner.ToString()), ("Form.PriceYuan", "1000000.00"), ("Form.ContractOn", Iso(today)), ("Form.Reason", "Contract 7"), ("Form.InterestPercent", "4.35"), ("Form.Security", "Bank guarantee 7"),
        ("Form.Rows[0].AmountYuan", "400000.00"), ("Form.Rows[0].DueOn", Iso(today.AddDays(firstDays))),
        ("Form.Rows[1].AmountYuan", "600000.00"), ("Form.Rows[1].DueOn", Iso(today.AddDays(200))),
    ];

    /// <summary>As long as lines of sale have no procedure: the opened lot stands under the rules of property, and its first bidder's deposit becomes price.</summary>
    private async Task<Guid> WinAsync(long lot)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var rules = RulebookLibrary.Load().Resolve("state-property", Instants.BeijingDay(site.Clock.NowUtc()), [], []);
        var project = await db.Set<Lot>().Where(l => l.Id == lot).Select(l => l.ProjectId).SingleAsync();
        await db.Set<Project>().Where(p => p.Id == project).ExecuteUpdateAsync(s => s
            .SetProperty(p => p.Line, "state-property").SetProperty(p => p.RulebookJson, rules.ToJson()).SetProperty(p => p.RulebookHash, rules.Hash));
        var winner = await db.Set<Participant>().Where(p => p.LotId == lot && p.OrganisationId == site.People.Bidder(0).Id).Select(p => p.Id).SingleAsync();
        var held = await db.Set<Deposit>().Where(d => d.ParticipationId == winner).Select(d => d.Received).SingleAsync();
        var decisions = scope.ServiceProvider.GetRequiredService<DepositDecisions>();
        await decisions.ApproveAsync(
            await decisions.ProposeConversionAsync(winner, held, null, "Sold", new Acting(site.People.MakerId), default), new Acting(site.People.CheckerId), default);
        return winner;
    }

    private async Task<PricePlan> PlanAsync(string page)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var id = Guid.Parse(page[(page.LastIndexOf('/') + 1)..]);
        return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<PricePlan>().AsNoTracking().Include(p => p.AllInstalments).SingleAsync(p => p.Id == id);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

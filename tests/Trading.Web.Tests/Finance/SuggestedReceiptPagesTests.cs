using System.Net;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;

namespace Trading.Web.Tests.Finance;

/// <summary>Money that agrees with one open instruction before finance: payer, amount and that it agrees; of a deposit never with which.</summary>
public sealed class SuggestedReceiptPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    private static readonly Money Asked = Money.Yuan(66_111m);

    [Fact]
    public async Task Deposit_IsSuggestedWithoutItsLot_ProposedByTheMaker_AndBookedByTheChecker()
    {
        var story = await new TenderStory(site.Services, StoryClock.Of(site.Clock), site.People, site.Bank, new StoryPlot { Title = "Agreeing works", Deposit = Asked })
            .ToAsync($"{StorySteps.TakePart} {site.People.Bidder(0).Name}");
        var line = await PaidInAsync(Asked);
        Assert.Contains("与一笔未缴清的保证金缴款单相符", await site.Maker.TextAsync("/finance/suspense"), StringComparison.Ordinal);
        Assert.Equal(404, await site.OtherChecker.StatusAsync(line));
        var page = await site.Maker.PageAsync(line);
        await AssertNoLotAsync(story, page.Body!.TextContent);
        Assert.DoesNotContain($"{line}/match", (await site.Checker.PageAsync(line)).Body!.InnerHtml, StringComparison.Ordinal);

        using (var refused = await site.Maker.SubmitAsync(page, line + "/match", ("Match.Reason", "")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using (var proposed = await site.Maker.SubmitAsync(page, line + "/match", ("Match.Reason", "The payer called.")))
        {
            Assert.Equal(line, proposed.Headers.Location?.OriginalString);
        }

        var decision = (await site.Maker.PageAsync(line)).QuerySelector("#decisions ~ .card a")!.GetAttribute("href")!;
        var form = await site.Checker.PageAsync(decision);
        Assert.Contains("计入与其相符的缴款单", form.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("与一笔未缴清的保证金缴款单相符", form.Body!.TextContent, StringComparison.Ordinal);
        await AssertNoLotAsync(story, form.Body!.TextContent);
        using (var approved = await site.Checker.SubmitAsync(form, decision + "/approve"))
        {
            Assert.Equal(line, approved.Headers.Location?.OriginalString);
        }

        Assert.Equal(DepositState.Confirmed, await story.ReadAsync(db => db.Set<Deposit>().Where(d => d.LotId == story.LotId).Select(d => d.State).SingleAsync()));
        foreach (var url in (string[])[line, decision, "/finance/suspense"])
        {
            var text = await site.Maker.TextAsync(url);
            await AssertNoLotAsync(story, text);
            Assert.DoesNotContain(site.People.Bidder(0).AccountNumber, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReversalThatCannotBeUndone_StandsInTheListWithItsReason_AndIsSettledByTwo()
    {
        using (var imported = await ImportAsync(() => site.Bank.TakeBack(site.Clock.NowUtc(), Money.Yuan(44m))))
        {
            Assert.Equal(HttpStatusCode.Redirect, imported.StatusCode);
        }

        var list = await site.Maker.PageAsync("/finance/suspense");
        var row = list.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("银行冲回一笔来款", StringComparison.Ordinal));
        var line = row.QuerySelector("th a")!.GetAttribute("href")!;
        var page = await site.Maker.PageAsync(line);
        using (var proposed = await site.Maker.SubmitAsync(page, line + "/settle", ("Settle.Reason", "Paid anew on paper.")))
        {
            Assert.Equal(line, proposed.Headers.Location?.OriginalString);
        }

        var decision = (await site.Maker.PageAsync(line)).QuerySelector("#decisions ~ .card a")!.GetAttribute("href")!;
        using (var approved = await site.Checker.SubmitAsync(await site.Checker.PageAsync(decision), decision + "/approve"))
        {
            Assert.Equal(line, approved.Headers.Location?.OriginalString);
        }

        Assert.DoesNotContain("银行冲回一笔来款", await site.Maker.TextAsync("/finance/suspense"), StringComparison.Ordinal);
        Assert.Contains("Paid anew on paper.", await site.Maker.TextAsync(line), StringComparison.Ordinal);
    }

    private async Task<string> PaidInAsync(Money amount)
    {
        using (var imported = await ImportAsync(() => site.Bank.PayIn(site.Clock.NowUtc(), amount, site.People.Bidder(0), "")))
        {
            Assert.Equal(HttpStatusCode.Redirect, imported.StatusCode);
        }

        return (await site.Maker.PageAsync("/finance/suspense")).QuerySelectorAll("tbody tr")
            .Single(r => r.TextContent.Contains(site.People.Bidder(0).Name, StringComparison.Ordinal)).QuerySelector("th a")!.GetAttribute("href")!;
    }

    private async Task<HttpResponseMessage> ImportAsync(Action happens)
    {
        happens();
        return await site.Maker.UploadAsync(
            await site.Maker.PageAsync("/finance/statements"), "/finance/statements", site.Bank.Statement(site.Clock.NowUtc()), ("Form.BankAccountId", $"{site.People.BankAccountId}"));
    }

    private static async Task AssertNoLotAsync(TenderStory story, string text)
    {
        var lot = await story.ReadAsync(db => db.Set<Lot>().Where(l => l.Id == story.LotId).Select(l => new { Code = l.Code!, l.Name }).SingleAsync());
        Assert.DoesNotContain(lot.Code, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Agreeing works", text, StringComparison.Ordinal);
        Assert.DoesNotContain(lot.Name, text, StringComparison.Ordinal);
    }
}

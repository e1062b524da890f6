using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Infrastructure.Persistence;

namespace Trading.Web.Tests.Finance;

/// <summary>A deposit on the pages of finance and supervisors: what holds it up is ordered, told and lifted; of a sealed lot there is no page.</summary>
public sealed class DepositPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Freeze_BySupervisor_IsToldToFinance_AndLifted()
    {
        var deposit = await FindAsync(d => d.State == DepositState.RefundDue);
        var (watched, own) = ($"/supervisor/deposits/{deposit}", $"/finance/deposits/{deposit}");
        Assert.Equal(404, await site.OtherChecker.StatusAsync(own));
        Assert.Equal(403, await site.Bidder.StatusAsync(own));
        Assert.Contains("待", await site.Maker.TextAsync(own), StringComparison.Ordinal);

        using (var refused = await site.Supervisor.SubmitAsync(await site.Supervisor.PageAsync(watched), watched + "/freeze", ("Freeze.Number", "7"), ("Freeze.Authority", ""), ("Freeze.Reason", "x")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using (var frozen = await site.Supervisor.SubmitAsync(
            await site.Supervisor.PageAsync(watched), watched + "/freeze", ("Freeze.Number", "ORDER-7"), ("Freeze.Authority", "Authority"), ("Freeze.Reason", "Complaint")))
        {
            Assert.Equal(HttpStatusCode.Redirect, frozen.StatusCode);
        }

        Assert.Contains("ORDER-7", await site.Maker.TextAsync(own), StringComparison.Ordinal);
        using (var lifted = await site.Supervisor.SubmitAsync(await site.Supervisor.PageAsync(watched), watched + "/unfreeze", ("Lift.Because", "Decided")))
        {
            Assert.Equal(HttpStatusCode.Redirect, lifted.StatusCode);
        }

        Assert.Equal(deposit, await FindAsync(d => d.State == DepositState.RefundDue));
    }

    [Fact]
    public async Task Page_OfASealedLotsDeposit_IsNotThere()
    {
        var sealedOne = await FindAsync(d => d.State == DepositState.Confirmed);

        Assert.Equal(404, await site.Maker.StatusAsync($"/finance/deposits/{sealedOne}"));
        Assert.Equal(404, await site.Supervisor.StatusAsync($"/supervisor/deposits/{sealedOne}"));
    }

    [Fact]
    public async Task Conversion_IsProposedByTheMaker_AndCarriedOutByTheChecker()
    {
        var own = $"/finance/deposits/{await LastDueAsync()}";
        Assert.Empty((await site.Checker.PageAsync(own)).QuerySelectorAll("form[action$='/convert'], form[action$='/blame']"));
        using (var refused = await site.Maker.SubmitAsync(
            await site.Maker.PageAsync(own), own + "/convert", ("Convert.AmountYuan", "1.00"), ("Convert.Agreement", ""), ("Convert.Reason", "Agreed")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotNull((await TestSite.ReadAsync(refused)).GetElementById("Convert_Agreement-error"));
        }

        using (var proposed = await site.Maker.SubmitAsync(
            await site.Maker.PageAsync(own), own + "/convert", ("Convert.AmountYuan", "1.00"), ("Convert.Agreement", "Contract 5"), ("Convert.Reason", "Agreed")))
        {
            Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        }

        var decision = await DecideAsync(own, "approve");

        Assert.Contains("Contract 5", decision, StringComparison.Ordinal);
        Assert.Contains("1.00", Fact(await site.Maker.PageAsync(own), "已转用"), StringComparison.Ordinal);

        // What it became is a performance bond: released by two people, it waits for the next batch.
        using (var released = await site.Maker.SubmitAsync(await site.Maker.PageAsync(own), own + "/release", ("Release.AmountYuan", "1.00"), ("Release.Reason", "Performed")))
        {
            Assert.Equal(HttpStatusCode.Redirect, released.StatusCode);
        }

        Assert.Contains("尚未退还的履约保证金", await DecideAsync(own, "approve"), StringComparison.Ordinal);
        Assert.Contains(own, (await site.Maker.PageAsync("/finance/refunds")).QuerySelectorAll("section[aria-labelledby=owed] a").Select(a => a.GetAttribute("href")));
        Assert.Empty((await site.Maker.PageAsync(own)).QuerySelectorAll("form[action$='/release']"));
    }

    [Fact]
    public async Task Blame_IsProposedByTheMaker_AndDeclinedByTheChecker()
    {
        var own = $"/finance/deposits/{await LastDueAsync()}";
        using (var proposed = await site.Maker.SubmitAsync(await site.Maker.PageAsync(own), own + "/blame", ("Blame.Reason", "Account closed")))
        {
            Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        }

        Assert.Empty((await site.Maker.PageAsync(own)).QuerySelectorAll("form[action$='/convert'], form[action$='/blame']"));
        Assert.Contains("Account closed", await DecideAsync(own, "decline", ("Form.Reason", "Not proved")), StringComparison.Ordinal);
        Assert.Contains("Not proved", await site.Maker.TextAsync(own), StringComparison.Ordinal);
    }

    /// <summary>The checker follows the link of the deposit's page; returns what the page of the proposal says.</summary>
    private async Task<string> DecideAsync(string own, string how, params (string, string)[] form)
    {
        var href = (await site.Checker.PageAsync(own)).QuerySelector("a[href^='/finance/decisions/']")!.GetAttribute("href")!;
        var page = await site.Checker.PageAsync(href);
        using var decided = await site.Checker.SubmitAsync(page, $"{href}/{how}", form);
        Assert.Equal((HttpStatusCode.Redirect, own), (decided.StatusCode, decided.Headers.Location?.ToString()));
        return page.Body!.TextContent;
    }

    private static string Fact(AngleSharp.Dom.IDocument page, string name) =>
        page.QuerySelectorAll("dt").Single(t => t.TextContent.Trim() == name).NextElementSibling!.TextContent;

    private async Task<Guid> LastDueAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<Deposit>().Where(d => d.State == DepositState.RefundDue)
            .OrderByDescending(d => d.SubAccountTag).Select(d => d.ParticipationId).FirstAsync();
    }

    private async Task<Guid> FindAsync(System.Linq.Expressions.Expression<Func<Deposit, bool>> which)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<Deposit>().Where(which).OrderBy(d => d.SubAccountTag).Select(d => d.ParticipationId).FirstAsync();
    }
}

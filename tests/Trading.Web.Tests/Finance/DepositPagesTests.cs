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

    private async Task<Guid> FindAsync(System.Linq.Expressions.Expression<Func<Deposit, bool>> which)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<Deposit>().Where(which).OrderBy(d => d.SubAccountTag).Select(d => d.ParticipationId).FirstAsync();
    }
}

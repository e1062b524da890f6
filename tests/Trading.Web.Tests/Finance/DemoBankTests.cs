using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Participation;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Finance;

/// <summary>A payment at the demo bank on its way to the deposit it is for, or into suspense.</summary>
public sealed class DemoBankTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Pages_AreForTheirPeople()
    {
        Assert.Equal(403, await site.Bidder.StatusAsync("/demo/bank"));
        Assert.Equal(403, await site.Maker.StatusAsync("/demo/bank/pay"));
        Assert.Equal(404, await site.Maker.StatusAsync("/demo/bank/statements/999"));
    }

    [Fact]
    public async Task Payment_FromTheBiddersAccount_ConfirmsTheDeposit_AndAnotherGoesToSuspense()
    {
        var bidder = site.People.Bidder(5);
        var participation = await site.Sealed.WithAsync(s => s.GetRequiredService<ParticipationService>().TakePartAsync(
            new BidderLink(site.Sealed.LotId, bidder.Id, bidder.Name, bidder.AccountNumber, bidder.BankName), default));
        var subAccount = site.Services.GetRequiredService<DepositSubAccounts>().Of(participation);
        using var visitor = await site.VisitorAsync(bidder.UserId);
        var page = await visitor.PageAsync($"/demo/bank/pay?subAccount={subAccount}&amountYuan=77777&returnUrl=/account");

        using (var paid = await PayAsync(visitor, page, subAccount, "77777.00", bidder.Name, bidder.AccountNumber))
        {
            Assert.Equal("/account", paid.Headers.Location?.OriginalString);
        }

        using var twice = await PayAsync(visitor, page, subAccount, "77777.00", bidder.Name, bidder.AccountNumber);
        using var stranger = await PayAsync(visitor, page, subAccount, "5.00", "Another Payer", "6222777700001111", "https://elsewhere.example/");
        using var nothing = await PayAsync(visitor, page, subAccount, "0", bidder.Name, bidder.AccountNumber);
        Assert.Equal("/demo/bank/pay", stranger.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);

        var action = $"/demo/bank/statements/{site.People.BankAccountId}/fetch";
        using var fetched = await site.Maker.SubmitAsync(await site.Maker.PageAsync("/demo/bank"), action);
        Assert.Contains("已取回并导入，新增待查 1 行。", (await site.Maker.PageAsync("/demo/bank")).Body!.TextContent, StringComparison.Ordinal);
        using var again = await site.Maker.SubmitAsync(await site.Maker.PageAsync("/demo/bank"), action);

        var deposit = await DepositAsync(participation);
        Assert.Equal((DepositState.Confirmed, FinanceSite.SealedDeposit), (deposit.State, deposit.Received));
        Assert.Contains("Another Payer", await site.Maker.TextAsync("/finance/suspense"), StringComparison.Ordinal);
        Assert.DoesNotContain(subAccount, await site.Maker.TextAsync("/finance/suspense"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutsideDemoMode_ThereIsNoDemoBank()
    {
        await using var real = new RealSite();
        var folk = new PartyFolk(real.Services);
        using var maker = await real.VisitorAsync(await folk.OfficerNamedAsync("maker", await folk.CentreAsync(), Roles.FinanceMaker), SessionKind.FreshSecondFactor);

        Assert.Equal(200, await maker.StatusAsync("/finance"));
        Assert.Equal(404, await maker.StatusAsync("/demo/bank"));
        Assert.DoesNotContain("/demo/bank", await maker.TextAsync("/finance"), StringComparison.Ordinal);
    }

    private Task<Deposit> DepositAsync(Guid participation) =>
        site.Sealed.ReadAsync(db => db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == participation));

    private static Task<HttpResponseMessage> PayAsync(
        HttpClient visitor, IHtmlDocument page, string subAccount, string amount, string name, string account, string returnUrl = "/account") =>
        visitor.SubmitAsync(
            page, "/demo/bank/pay", ("SubAccount", subAccount), ("AmountYuan", amount), ("PayerName", name), ("PayerAccount", account), ("PayerBank", "Demo Bank"),
            ("ReturnUrl", returnUrl));

    private sealed class RealSite : TestSite
    {
        protected override bool IsDemo => false;
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Tests.Finance;

/// <summary>Whoever made a batch is refused in words, whatever form is sent.</summary>
public sealed class FourEyesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    [Fact]
    public async Task Approve_ByTheMaker_IsRefusedInWords()
    {
        var batch = await MakeAsync();
        // The maker's own approval page has no form, so its token is taken from another.
        var token = (await site.Maker.PageAsync(batch + "/cancel")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);

        using var refused = await site.Maker.PostAsync(new Uri(batch + "/approve", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await TestSite.ReadAsync(refused);
        Assert.NotNull(page.QuerySelector(".errors li"));
        Assert.Contains("您是经办人，不能复核自己的批次", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("待复核", await site.Maker.TextAsync(batch), StringComparison.Ordinal);

        using var rejected = await site.Checker.SubmitAsync(await site.Checker.PageAsync(batch + "/cancel"), batch + "/cancel", ("Form.Reason", "Payees to be checked"));
        Assert.Equal(batch, rejected.Headers.Location?.OriginalString);
        Assert.Contains("已撤销", await site.Maker.TextAsync(batch), StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var id = await scope.ServiceProvider.GetRequiredService<RepaymentService>().MakeBatchAsync(
            site.People.CentreId, site.People.BankAccountId, Instants.BeijingDay(site.Clock.NowUtc()), new Acting(site.People.MakerId), default);
        return $"/finance/refunds/{id}";
    }
}

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

        using var refused = await SendAsync(batch + "/cancel", batch + "/approve");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await TestSite.ReadAsync(refused);
        Assert.NotNull(page.QuerySelector(".errors li"));
        Assert.Contains("您是经办人，不能复核自己的批次", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("待复核", await site.Maker.TextAsync(batch), StringComparison.Ordinal);

        using var rejected = await site.Checker.SubmitAsync(await site.Checker.PageAsync(batch + "/cancel"), batch + "/cancel", ("Form.Reason", "Payees to be checked"));
        Assert.Equal(batch, rejected.Headers.Location?.OriginalString);
        Assert.Contains("已撤销", await site.Maker.TextAsync(batch), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaskedPayer_IsEnteredByTheMaker_AndDecidedByTheCheckerAlone()
    {
        site.Bank.PayIn(site.Clock.NowUtc(), Money.Yuan(321m), new StoryOrganisation(0, 0, "Masked Payer", "6222****0321", "Story Bank"), "");
        using (var imported = await site.Maker.UploadAsync(
            await site.Maker.PageAsync("/finance/statements"), "/finance/statements", site.Bank.Statement(site.Clock.NowUtc()), ("Form.BankAccountId", $"{site.People.BankAccountId}")))
        {
            Assert.Equal(HttpStatusCode.Redirect, imported.StatusCode);
        }

        var line = (await site.Maker.PageAsync("/finance/suspense")).QuerySelector("tbody th a")!.GetAttribute("href")!;
        Assert.Equal(404, await site.OtherChecker.StatusAsync(line));

        // What the bank shows of the account decides.
        var page = await site.Maker.PageAsync(line);
        using (var refused = await site.Maker.SubmitAsync(page, line + "/payer", Entered("6222000000000999")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("6222****0321", (await TestSite.ReadAsync(refused)).GetElementById("Payer_Account-error")?.TextContent, StringComparison.Ordinal);
        }

        using (var proposed = await site.Maker.SubmitAsync(page, line + "/payer", Entered("6222000000000321")))
        {
            Assert.Equal(line, proposed.Headers.Location?.OriginalString);
        }

        var decision = (await site.Maker.PageAsync(line)).QuerySelector("#decisions ~ .card a")!.GetAttribute("href")!;
        Assert.Contains("您是经办人，不能复核自己提出的事项", await site.Maker.TextAsync(decision), StringComparison.Ordinal);
        Assert.Equal(404, await site.OtherChecker.StatusAsync(decision));
        var form = await site.Checker.PageAsync(decision);
        // What is decided stands on the page of the decision itself.
        Assert.All(
            (string[])["Masked Payer", "6222****0321", "6222000000000321", "321.00", "叁佰贰拾壹元整"],
            shown => Assert.Contains(shown, form.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        Assert.Contains("复核待查款项的处理意见", await site.Checker.TextAsync("/finance"), StringComparison.Ordinal);
        Assert.DoesNotContain("待查款项", (await site.Supervisor.PageAsync("/supervisor")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var byMaker = await SendAsync("/finance/statements", decision + "/approve"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, byMaker.StatusCode);
        }

        using (var approved = await site.Checker.SubmitAsync(form, decision + "/approve"))
        {
            Assert.Equal(line, approved.Headers.Location?.OriginalString);
        }

        var history = await site.Maker.TextAsync(line);
        Assert.Contains("已复核同意并办理", await site.Checker.TextAsync(line), StringComparison.Ordinal);
        Assert.Contains("The bank answered on paper.", history, StringComparison.Ordinal);
        Assert.Contains("由下一个退款批次退回", history, StringComparison.Ordinal);
    }

    /// <summary>The maker's own approval page has no form, so its token is taken from another.</summary>
    private async Task<HttpResponseMessage> SendAsync(string page, string action)
    {
        var token = (await site.Maker.PageAsync(page)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await site.Maker.PostAsync(new Uri(action, UriKind.Relative), form);
    }

    private static (string, string)[] Entered(string account) =>
        [("Payer.Name", "Masked Payer"), ("Payer.Account", account), ("Payer.Bank", "Story Bank"), ("Payer.Reason", "The bank answered on paper.")];

    private async Task<string> MakeAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var id = await scope.ServiceProvider.GetRequiredService<RepaymentService>().MakeBatchAsync(
            site.People.CentreId, site.People.BankAccountId, Instants.BeijingDay(site.Clock.NowUtc()), new Acting(site.People.MakerId), default);
        return $"/finance/refunds/{id}";
    }
}

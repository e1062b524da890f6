using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Stories;
using Trading.Web.Tests;

namespace Trading.Browser.Tests;

/// <summary>One construction tender through the pages of its people, from the entrustment to the refund, with the demo clock and the demo bank.</summary>
public sealed class StoryTests(Browser browser, LiveSite site) : IClassFixture<LiveSite>
{
    private static readonly string[] Prices = ["9300000", "9100000", "9500000"];

    private static readonly FilePayload Pdf = new() { Name = "document.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 story"u8.ToArray() };

    [Fact]
    public async Task OneTender_FromEntrustmentToRefund_IsTakenThroughThePagesOfItsPeople()
    {
        var people = await StoryPeople.FoundAsync(site.Services);
        var (owner, centre) = (await OpenAsync(people.Owner.UserId), await OpenAsync(people.OperatorId));
        var (maker, checker) = (await OpenAsync(people.MakerId), await OpenAsync(people.CheckerId));
        var clock = await browser.OpenAsync(1366);

        var project = await EntrustAsync(owner, people.CentreId);
        await AcceptAsync(centre, project);
        var lot = await PublishAsync(owner, project);
        for (var index = 0; index < Prices.Length; index++)
        {
            await BidAsync(await OpenAsync(people.Bidder(index).UserId), maker, lot, Prices[index]);
        }

        await JumpUntilAsync(clock, lot, TenderState.Opened);
        await SeeAsync(centre, $"/centre/lots/{lot}/opening", "story-5-opening");
        await EvaluateAsync(owner, lot, people.ExpertIds);
        await AwardAsync(owner, clock, lot);
        await RefundAsync(maker, checker);

        var deposits = await ReadAsync(db => db.Set<Deposit>().Select(d => d.State).ToListAsync());
        Assert.Equal([DepositState.Refunded, DepositState.Refunded, DepositState.Refunded], deposits);
        await SeeAsync(await OpenAsync(people.Bidder(1).UserId), $"/bidder/lots/{lot}", "story-9-bidder");
    }

    private async Task<string> EntrustAsync(IPage owner, long centre)
    {
        await GoAsync(owner, "/owner/projects/new");
        await owner.SelectOptionAsync("#CentreId", centre.ToString(CultureInfo.InvariantCulture));
        await owner.FillAsync("#Name", "Story school building");
        await owner.FillAsync("#Description", "One building of six storeys");
        await owner.FillAsync("#RegionCode", "000000");
        await owner.FillAsync("#ApprovalNumber", "Approval 2026-1");
        await PressAsync(owner);
        var project = new Uri(owner.Url).AbsolutePath;
        await GoAsync(owner, project + "/lots/new");
        await owner.FillAsync("#Name", "Lot one");
        await owner.FillAsync("#Estimate", "10000000");
        await owner.FillAsync("#Ceiling", "9800000");
        await owner.FillAsync("#Deposit", "60000");
        await owner.FillAsync("#ContractDays", "300");
        await PressAsync(owner);
        await SeeAsync(owner, project, "story-1-project");
        await PressAsync(owner, "form[action$='/submit'] button");
        return project.Split('/')[^1];
    }

    private async Task AcceptAsync(IPage centre, string project)
    {
        await SeeAsync(centre, $"/centre/entrustments/{project}", "story-2-check");
        await centre.CheckAsync("#Form_Confirmed");
        await PressAsync(centre, "form[action$='/accept'] button");
    }

    private async Task<long> PublishAsync(IPage owner, string project)
    {
        var projectId = long.Parse(project, CultureInfo.InvariantCulture);
        var lot = await ReadAsync(db => db.Set<Tender>().Where(t => t.ProjectId == projectId).Select(t => t.LotId).SingleAsync());
        await GoAsync(owner, $"/owner/lots/{lot}/documents");
        await owner.SetInputFilesAsync("main input[type=file]", Pdf);
        await PressAsync(owner);
        await GoAsync(owner, $"/owner/lots/{lot}/notice");
        await PressAsync(owner);
        await PressAsync(owner);
        await SeeAsync(owner, $"/owner/lots/{lot}", "story-3-published");
        return lot;
    }

    private async Task BidAsync(IPage bidder, IPage maker, long lot, string price)
    {
        await GoAsync(bidder, $"/bidder/lots/{lot}");
        await PressAsync(bidder, "form[action$='/take-part'] button");
        await SeeAsync(bidder, $"/bidder/lots/{lot}/deposit", "story-4-deposit");
        await PressAsync(bidder, "form[action='/demo/bank/pay'] button");
        await GoAsync(maker, "/demo/bank");
        await PressAsync(maker, "form[action$='/fetch'] button");
        await GoAsync(bidder, $"/bidder/lots/{lot}/bid");
        await bidder.FillAsync("#Form_Price", price);
        await bidder.FillAsync("#Form_Days", "280");
        await bidder.SetInputFilesAsync("main input[type=file]", Pdf);
        await bidder.CheckAsync("#Form_IsConfirmed");
        await PressAsync(bidder);
        Assert.Contains("/bidder/receipts/", bidder.Url, StringComparison.Ordinal);
        await Pictures.TakeAsync(bidder, "story-4-receipt");
    }

    private async Task EvaluateAsync(IPage owner, long lot, IReadOnlyList<long> experts)
    {
        await GoAsync(owner, $"/owner/lots/{lot}/panel");
        for (var i = 0; i < 4; i++)
        {
            await owner.SelectOptionAsync($"[name='Form.Members[{i}].UserId']", experts[i].ToString(CultureInfo.InvariantCulture));
        }

        await owner.SelectOptionAsync("[name='Form.Members[4].Kind']", "OwnerRepresentative");
        await owner.FillAsync("[name='Form.Members[4].Name']", "Owner representative");
        await PressAsync(owner);
        await GoAsync(owner, $"/owner/lots/{lot}/report");
        for (var i = 0; i < Prices.Length; i++)
        {
            await owner.CheckAsync($"[name='Form.Bids[{i}].Verdict'][value='Accept']");
        }

        await PressAsync(owner, $"form[action$='/{lot}/report'] button.main");
        foreach (var userId in experts.Take(4))
        {
            var expert = await OpenAsync(userId);
            await SeeAsync(expert, $"/expert/reports/{lot}", "story-6-expert");
            await expert.CheckAsync("#Form_NoConflict");
            await expert.CheckAsync("#Form_Agreed");
            await PressAsync(expert);
        }

        await GoAsync(owner, $"/owner/lots/{lot}/report");
        await owner.Locator("form[action$='/signature'] input[type=checkbox]").First.CheckAsync();
        await PressAsync(owner, "form[action$='/signature'] button");
        Assert.Equal(TenderState.Evaluated, await StateAsync(lot));
    }

    private async Task AwardAsync(IPage owner, IPage clock, long lot)
    {
        await ConfirmAsync(owner, $"/owner/lots/{lot}/candidates");
        await SeeAsync(owner, $"/owner/lots/{lot}", "story-7-publicity");
        await GoAsync(clock, "/demo/clock");
        await PressAsync(clock, "form[action='/demo/clock/deadline'] button");
        await GoAsync(owner, $"/owner/lots/{lot}/decision");
        await owner.Locator("[name='Form.Winner']").First.CheckAsync();
        await owner.CheckAsync("#Form_Confirmed");
        await PressAsync(owner);
        await ConfirmAsync(owner, $"/owner/lots/{lot}/award-notice");
        await GoAsync(owner, $"/owner/lots/{lot}/contract");
        var today = Instants.BeijingDay(site.Services.GetRequiredService<BusinessClock>().NowUtc());
        await owner.FillAsync("#Form_SignedOn", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await owner.FillAsync("#Form_Price", Prices[1]);
        await owner.CheckAsync("#Form_Confirmed");
        await PressAsync(owner);
        Assert.Equal(TenderState.Contracted, await StateAsync(lot));
        await SeeAsync(owner, $"/owner/lots/{lot}", "story-7-contract");
    }

    private async Task RefundAsync(IPage maker, IPage checker)
    {
        await SeeAsync(maker, "/finance/refunds", "story-8-refunds");
        await PressAsync(maker);
        var batch = new Uri(maker.Url).AbsolutePath;
        await GoAsync(checker, batch + "/approve");
        await PressAsync(checker);
        await GoAsync(maker, "/demo/bank");
        await PressAsync(maker, "form[action$='/pay'] button.main");
        await SeeAsync(maker, batch, "story-8-paid");
    }

    private async Task JumpUntilAsync(IPage clock, long lot, TenderState state)
    {
        for (var jump = 0; jump < 6 && await StateAsync(lot) != state; jump++)
        {
            await GoAsync(clock, "/demo/clock");
            await PressAsync(clock, "form[action='/demo/clock/deadline'] button");
        }

        Assert.Equal(state, await StateAsync(lot));
    }

    private async Task ConfirmAsync(IPage page, string url)
    {
        await GoAsync(page, url);
        await page.CheckAsync("#Form_Confirmed");
        await PressAsync(page);
    }

    private async Task<IPage> OpenAsync(long userId)
    {
        var page = await browser.OpenAsync(1366);
        await page.Context.AddCookiesAsync([await site.CookieOfAsync(userId, SessionKind.Fresh)]);
        return page;
    }

    private async Task SeeAsync(IPage page, string url, string picture)
    {
        await GoAsync(page, url);
        await Pictures.TakeAsync(page, picture);
    }

    private async Task GoAsync(IPage page, string url)
    {
        var response = await page.GotoAsync(site.Address(url));
        Assert.True(response!.Ok, $"{url} answered {response.Status}");
    }

    /// <summary>Presses a button and waits for the page that follows, which must not be a refusal.</summary>
    private static async Task PressAsync(IPage page, string button = "main button.main")
    {
        // A form with files is sent by script, which goes to the next page when the answer is there: what is waited for is another document.
        await page.EvaluateAsync("document.documentElement.dataset.pressed = ''");
        await page.Locator(button).First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.pressed === undefined && document.readyState === 'complete'");
        Assert.Equal(0, await page.Locator(".errors").CountAsync());
    }

    private Task<TenderState> StateAsync(long lot) => ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == lot).Select(t => t.State).SingleAsync());

    private async Task<T> ReadAsync<T>(Func<TradingDbContext, Task<T>> read)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TradingDbContext>());
    }
}

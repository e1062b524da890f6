using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Notices;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure;
using Trading.TestKit.Stories;

namespace Trading.Browser.Tests;

/// <summary>
/// One construction tender through the pages of its people, from the entrustment that the agency writes and the owner confirms to the refund, with the demo
/// clock and the demo bank. The public, whom nobody knows, reads every notice, fetches the tender document and verifies the award notice.
/// </summary>
public sealed class StoryTests(Browser browser, LiveSite site) : PageStory(browser, site), IClassFixture<LiveSite>
{
    private static readonly string[] Prices = ["9300000", "9100000", "9500000"];

    private static readonly FilePayload Pdf = new() { Name = "document.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 story"u8.ToArray() };

    [Fact]
    public async Task OneTender_FromEntrustmentToRefund_IsTakenThroughThePagesOfItsPeople()
    {
        var people = await StoryPeople.FoundAsync(Site.Services);
        var (owner, agency) = (await OpenAsync(people.Owner.UserId), await OpenAsync(people.Agency.UserId));
        var (centre, anybody) = (await OpenAsync(people.OperatorId), await Browser.OpenAsync(1366));
        var (maker, checker) = (await OpenAsync(people.MakerId), await OpenAsync(people.CheckerId));
        var clock = await Browser.OpenAsync(1366);

        var project = await EntrustAsync(agency, people);
        await ConfirmEntrustmentAsync(owner, agency, project);
        await AcceptAsync(centre, project);
        var lot = await PublishAsync(agency, project);
        await ReadNoticeAsync(anybody, lot);
        await AskAsync(await OpenAsync(people.Bidder(0).UserId), agency, anybody, lot);
        for (var index = 0; index < Prices.Length; index++)
        {
            await BidAsync(await OpenAsync(people.Bidder(index).UserId), maker, lot, Prices[index]);
        }

        await JumpUntilAsync(clock, lot, TenderState.Opened);
        await SeeAsync(centre, $"/centre/lots/{lot}/opening", "story-5-opening");
        await EvaluateAsync(agency, lot, people.ExpertIds);
        await PublishCandidatesAsync(owner, anybody, clock, lot);
        await AwardAsync(owner, lot);
        await VerifyAsync(anybody, lot);
        await PayFeeAsync(await OpenAsync(people.Bidder(1).UserId), maker, lot);
        await ContractAsync(owner, lot);
        await RefundAsync(maker, checker);

        var deposits = await ReadAsync(db => db.Set<Deposit>().Select(d => d.State).ToListAsync());
        Assert.Equal([DepositState.Refunded, DepositState.Refunded, DepositState.Refunded], deposits);
        await SeeAsync(await OpenAsync(people.Bidder(1).UserId), $"/bidder/lots/{lot}", "story-9-bidder");
    }

    private async Task<string> EntrustAsync(IPage agency, StoryPeople people)
    {
        var code = await ReadAsync(db => db.Set<Organisation>().Where(o => o.Id == people.Owner.Id).Select(o => o.CreditCode).SingleAsync());
        await GoAsync(agency, "/owner/projects/new");
        await agency.SelectOptionAsync("#CentreId", people.CentreId.ToString(CultureInfo.InvariantCulture));
        await agency.FillAsync("#OwnerCode", code);
        await agency.FillAsync("#Name", "Story school building");
        await agency.FillAsync("#Description", "One building of six storeys");
        await agency.FillAsync("#RegionCode", "000000");
        await agency.FillAsync("#ApprovalNumber", "Approval 2026-1");
        await PressAsync(agency);
        var project = new Uri(agency.Url).AbsolutePath;
        await GoAsync(agency, project + "/lots/new");
        await agency.FillAsync("#Name", "Lot one");
        await agency.FillAsync("#Estimate", "10000000");
        await agency.FillAsync("#Ceiling", "9800000");
        await agency.FillAsync("#Deposit", "60000");
        await agency.FillAsync("#ContractDays", "300");
        await PressAsync(agency);
        await SeeAsync(agency, project, "story-1-project");
        await PressAsync(agency, "form[action$='/ask-owner'] button");
        return project.Split('/')[^1];
    }

    /// <summary>What the agency has written is entrusted by the owner's word; the agency hands it in.</summary>
    private async Task ConfirmEntrustmentAsync(IPage owner, IPage agency, string project)
    {
        await SeeInBothAsync(owner, $"/owner/projects/{project}/confirmation", "story-1-confirmation");
        await owner.CheckAsync("#Confirm_Confirmed");
        await PressAsync(owner, "form[action$='/confirm'] button");
        await GoAsync(agency, $"/owner/projects/{project}");
        await PressAsync(agency, "form[action$='/submit'] button");
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

    /// <summary>Anybody finds the notice in the list, reads it, and gets the tender document, whose hash is the one that the notice shows.</summary>
    private async Task ReadNoticeAsync(IPage anybody, long lot)
    {
        var notice = await NoticeAsync(lot, NoticeKind.Tender);
        await GoAsync(anybody, "/notices");
        await anybody.Locator($"main a[href='{notice}']").First.ClickAsync();
        await anybody.WaitForURLAsync(Site.Address(notice));
        await SeeInBothAsync(anybody, notice, "story-3-notice");
        var download = await anybody.RunAndWaitForDownloadAsync(() => anybody.Locator("main a[download]").First.ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
        Assert.Equal(hash, (await anybody.Locator("td .hash").First.InnerTextAsync()).Trim());
    }

    /// <summary>A bidder asks, without anybody knowing who; the agency answers by a clarification, which everybody reads with the question.</summary>
    private async Task AskAsync(IPage bidder, IPage agency, IPage anybody, long lot)
    {
        const string Question = "May the storeys be of timber?";
        await GoAsync(bidder, $"/lots/{lot}/question");
        await bidder.FillAsync("#Form_Text", Question);
        await PressAsync(bidder);
        await Pictures.TakeAsync(bidder, "story-3-question");

        await GoAsync(agency, $"/owner/lots/{lot}/amend");
        await agency.CheckAsync("[name='Form.Kind'][value='Clarification']");
        await agency.Locator("[name='Form.Answers']").First.CheckAsync();
        await agency.FillAsync("#Form_Title", "Clarification of the structure");
        await agency.FillAsync("#Form_Body", "All storeys are of reinforced concrete.");
        await agency.CheckAsync("#Form_Confirmed");
        await Pictures.TakeAsync(agency, "story-3-answer");
        await PressAsync(agency);

        await SeeInBothAsync(anybody, await NoticeAsync(lot, NoticeKind.Clarification), "story-3-clarification");
        Assert.Contains(Question, await anybody.InnerTextAsync("main"), StringComparison.Ordinal);
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
        await PressAsync(bidder);
        await Pictures.TakeAsync(bidder, "story-4-check");
        await bidder.CheckAsync("#Form_IsConfirmed");
        await PressAsync(bidder);
        Assert.Contains("/bidder/receipts/", bidder.Url, StringComparison.Ordinal);
        await Pictures.TakeAsync(bidder, "story-4-receipt");
    }

    private async Task EvaluateAsync(IPage agency, long lot, IReadOnlyList<long> experts)
    {
        await GoAsync(agency, $"/owner/lots/{lot}/panel");
        for (var i = 0; i < 4; i++)
        {
            await agency.SelectOptionAsync($"[name='Form.Members[{i}].UserId']", experts[i].ToString(CultureInfo.InvariantCulture));
        }

        await agency.SelectOptionAsync("[name='Form.Members[4].Kind']", "OwnerRepresentative");
        await agency.FillAsync("[name='Form.Members[4].Name']", "Owner representative");
        await PressAsync(agency);
        await GoAsync(agency, $"/owner/lots/{lot}/report");
        for (var i = 0; i < Prices.Length; i++)
        {
            await agency.CheckAsync($"[name='Form.Bids[{i}].Verdict'][value='Accept']");
        }

        await PressAsync(agency, $"form[action$='/{lot}/report'] button.main");
        foreach (var userId in experts.Take(4))
        {
            var expert = await OpenAsync(userId);
            await SeeAsync(expert, $"/expert/reports/{lot}", "story-6-expert");
            await expert.CheckAsync("#Form_NoConflict");
            await expert.CheckAsync("#Form_Agreed");
            await PressAsync(expert);
        }

        await GoAsync(agency, $"/owner/lots/{lot}/report");
        await agency.Locator("form[action$='/signature'] input[type=checkbox]").First.CheckAsync();
        await PressAsync(agency, "form[action$='/signature'] button");
        Assert.Equal(TenderState.Evaluated, await StateAsync(lot));
    }

    private async Task PublishCandidatesAsync(IPage owner, IPage anybody, IPage clock, long lot)
    {
        await ConfirmAsync(owner, $"/owner/lots/{lot}/candidates");
        await SeeAsync(owner, $"/owner/lots/{lot}", "story-7-publicity");
        await SeeInBothAsync(anybody, await NoticeAsync(lot, NoticeKind.CandidatePublicity), "story-7-candidates");
        await GoAsync(clock, "/demo/clock");
        await PressAsync(clock, "form[action='/demo/clock/deadline'] button");
    }

    private async Task AwardAsync(IPage owner, long lot)
    {
        await GoAsync(owner, $"/owner/lots/{lot}/decision");
        await owner.Locator("[name='Form.Winner']").First.CheckAsync();
        await owner.CheckAsync("#Form_Confirmed");
        await PressAsync(owner);
        await ConfirmAsync(owner, $"/owner/lots/{lot}/award-notice");
    }

    /// <summary>Anybody reads the result and the award notice, types its number into the public page, and compares its hash.</summary>
    private async Task VerifyAsync(IPage anybody, long lot)
    {
        await SeeInBothAsync(anybody, await NoticeAsync(lot, NoticeKind.AwardResult), "story-7-result");
        await anybody.Locator("main a[href^='/award-notices/']").First.ClickAsync();
        await anybody.WaitForURLAsync("**/award-notices/*");
        var notice = new Uri(anybody.Url).AbsolutePath;
        await SeeInBothAsync(anybody, notice, "story-7-award-notice");
        // Behind the words that say what it is.
        var hash = (await anybody.Locator("footer .hash").InnerTextAsync()).Trim().Split(' ')[^1];

        await GoAsync(anybody, "/verify");
        await anybody.FillAsync("#Code", notice.Split('/')[^1]);
        await PressAsync(anybody);
        await SeeInBothAsync(anybody, new Uri(anybody.Url).PathAndQuery, "story-7-verify");
        await anybody.FillAsync("#Hash", hash);
        await PressAsync(anybody);
        await Pictures.TakeAsync(anybody, "story-7-verified");
        Assert.Equal(hash, (await anybody.Locator(".note .hash").InnerTextAsync()).Trim());
        Assert.Contains(Words.Get("verify.agrees", WordsLanguage.Chinese), await anybody.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    /// <summary>The winner is charged the service fee, pays it, and the settlement report has it received.</summary>
    private async Task PayFeeAsync(IPage winner, IPage maker, long lot)
    {
        await SeeInBothAsync(winner, $"/bidder/lots/{lot}", "story-7-fee");
        await PressAsync(winner, "form[action='/demo/bank/pay'] button");
        await GoAsync(maker, "/demo/bank");
        await PressAsync(maker, "form[action$='/fetch'] button");
        await SeeAsync(winner, $"/bidder/lots/{lot}", "story-7-fee-paid");
        var fee = await ReadAsync(db => db.Set<FeeCharge>().SingleAsync());
        Assert.Equal((FeeChargeState.Received, fee.Amount), (fee.State, fee.Received));

        var today = Today();
        var report = string.Create(CultureInfo.InvariantCulture, $"/finance/settlement?from={today.AddYears(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}");
        await SeeInBothAsync(maker, report, "story-8-settlement");
        var totals = await maker.Locator("tfoot td").AllInnerTextsAsync();
        Assert.Contains(totals, t => t.Trim() == fee.Amount.ToString());
        Assert.Equal(Money.Zero.ToString(), (await maker.Locator("#closing-total").InnerTextAsync()).Trim());
    }

    private async Task ContractAsync(IPage owner, long lot)
    {
        await GoAsync(owner, $"/owner/lots/{lot}/contract");
        await owner.FillAsync("#Form_SignedOn", Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
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

    private async Task<string> NoticeAsync(long lot, NoticeKind kind) =>
        "/notices/" + await ReadAsync(db => db.Set<Notice>().Where(n => n.LotId == lot && n.Kind == kind).Select(n => n.Number).SingleAsync());

    private Task<TenderState> StateAsync(long lot) => ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == lot).Select(t => t.State).SingleAsync());
}

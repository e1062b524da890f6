using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Tests.Bidder;

/// <summary>A bidder's way from taking part to the receipt, and that nobody else sees any of it.</summary>
public sealed class BidderPagesTests(BidderWorld world) : IClassFixture<BidderWorld>
{
    private const string PaidByA = StorySteps.Pay + " Story Bidder A";
    private const string BidByA = StorySteps.Bid + " Story Bidder A";

    [Fact]
    public async Task Strangers_AreAskedToSignIn_AndOwnersAreForbidden()
    {
        using var stranger = await world.Site.Visitor().GetAsync(new Uri("/bidder", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        using var owner = await (await world.Site.VisitorAsync(world.People.Owner.UserId)).GetAsync(new Uri("/bidder", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, owner.StatusCode);
    }

    [Theory, InlineData("/deposit"), InlineData("/deposit/receipt"), InlineData("/deposit/leave"), InlineData("/deposit/cover"), InlineData("/bid"), InlineData("/bid/check"), InlineData("/bid/withdraw")]
    public async Task ARival_GetsTheSame404_AsForALotNobodyTakesPartIn(string page)
    {
        var story = await world.NewAsync(BidByA);
        var rival = await world.BidderAsync(1);

        using var taken = await rival.GetAsync(new Uri($"/bidder/lots/{story.LotId}{page}", UriKind.Relative));
        using var quiet = await rival.GetAsync(new Uri($"/bidder/lots/{world.QuietLot}{page}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, quiet.StatusCode);
        Assert.Equal(await BodyAsync(quiet, world.QuietLot), await BodyAsync(taken, story.LotId));
    }

    [Fact]
    public async Task ARival_SeesTheSameLotPage_WhetherOrNotSomebodyHasBid()
    {
        var before = await world.NewAsync(StorySteps.Publish);
        var rival = await world.BidderAsync(1);
        var empty = await LotTextAsync(rival, before.LotId);

        await before.ToAsync(BidByA);

        Assert.Equal(empty, await LotTextAsync(rival, before.LotId));
        Assert.Contains("参加投标", empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherOrganisationsReceipt_IsNowhere()
    {
        var story = await world.NewAsync(BidByA);
        var receipt = await world.ReadAsync(db => db.Set<Bid>().Where(b => b.LotId == story.LotId).Select(b => b.ReceiptNumber).SingleAsync());

        using var rival = await (await world.BidderAsync(1)).GetAsync(new Uri($"/bidder/receipts/{receipt}", UriKind.Relative));
        var own = await (await world.BidderAsync(0)).PageAsync($"/bidder/receipts/{receipt}");

        Assert.Equal(HttpStatusCode.NotFound, rival.StatusCode);
        Assert.Contains("投标文件已递交", own.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInsurance_StandsInForTheMoney_AndItsBidIsTaken_AndItMayBeTakenBackOnlyWithoutTheBid()
    {
        var story = await world.NewAsync(StorySteps.Publish);
        var bidder = await world.BidderAsync(0);
        var at = $"/bidder/lots/{story.LotId}";
        using var taken = await bidder.SubmitAsync(await bidder.PageAsync(at), at + "/take-part");
        var page = await bidder.PageAsync(at + "/deposit/cover");
        Assert.Contains("任何人不得指定开立机构", (await bidder.PageAsync(at + "/deposit")).Body!.TextContent, StringComparison.Ordinal);
        var last = page.QuerySelector("[name='Form.ValidThrough']")!.GetAttribute("value")!;

        using var tooShort = await CoverAsync(bidder, page, at, DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.StatusCode);
        Assert.Contains("《招标投标法实施条例》第二十五条", await tooShort.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var handedIn = await CoverAsync(bidder, page, at, last);
        Assert.Equal(at + "/deposit", handedIn.Headers.Location?.ToString());

        var deposit = await bidder.PageAsync(at + "/deposit");
        Assert.Contains("保单-77", deposit.Body!.TextContent, StringComparison.Ordinal);
        using var bid = await BidderWorld.BidAsync(bidder, await bidder.PageAsync(at + "/bid"), story.LotId);
        Assert.Equal(HttpStatusCode.Redirect, bid.StatusCode);
        using var withdrawn = await bidder.SubmitAsync(await bidder.PageAsync(at + "/deposit"), at + "/deposit/cover/withdraw");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, withdrawn.StatusCode);
    }

    [Fact]
    public async Task APaidDeposit_IsOfferedForAnotherLotOfAProjectThatPoolsThem_ToItsBidderAlone()
    {
        var (paid, other) = (await world.NewAsync(PaidByA), await world.NewAsync(StorySteps.Publish));
        await PoolAsync(paid.LotId, other.LotId);
        var (bidder, rival) = (await world.BidderAsync(0), await world.BidderAsync(1));
        var (from, at) = ($"/bidder/lots/{paid.LotId}", $"/bidder/lots/{other.LotId}");
        foreach (var one in (HttpClient[])[bidder, rival])
        {
            using var taken = await one.SubmitAsync(await one.PageAsync(at), at + "/take-part");
            Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        }

        Assert.DoesNotContain("stand-on", (await rival.PageAsync(at)).Body!.InnerHtml, StringComparison.Ordinal);
        var page = await bidder.PageAsync(at);
        Assert.Contains("现金、转账", page.Body!.TextContent, StringComparison.Ordinal);
        using var stands = await bidder.SubmitAsync(page, at + "/deposit/cover/stand-on", ("paying", paid.LotId.ToString(CultureInfo.InvariantCulture)));

        Assert.Equal(at + "/deposit", stands.Headers.Location?.ToString());
        // Who stands on another deposit is not asked to pay again.
        Assert.DoesNotContain("汇款信息", (await bidder.PageAsync(at + "/deposit")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(from + "/deposit", (await bidder.PageAsync(at + "/deposit")).QuerySelector("#cover")!.ParentElement!.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(at, (await bidder.PageAsync(from + "/deposit")).QuerySelector("#pool-here")!.ParentElement!.QuerySelector("a")!.GetAttribute("href"));
        using var leaves = await bidder.SubmitAsync(await bidder.PageAsync(from + "/deposit/leave"), from + "/deposit/leave");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, leaves.StatusCode);
        using var bid = await BidderWorld.BidAsync(bidder, await bidder.PageAsync(at + "/bid"), other.LotId);
        Assert.Equal(HttpStatusCode.Redirect, bid.StatusCode);
    }

    /// <summary>Makes two lots those of one project in which one deposit is enough, as its tender document would have set it.</summary>
    private Task<int> PoolAsync(long first, long second) => world.ReadAsync(async db =>
    {
        var project = await db.Set<Lot>().Where(l => l.Id == first).Select(l => l.ProjectId).SingleAsync();
        var json = await db.Set<Project>().Where(p => p.Id == project).Select(p => p.RulebookJson!).SingleAsync();
        var row = json.IndexOf("construction.deposit-pooled", StringComparison.Ordinal);
        var value = json.IndexOf("\"false\"", row, StringComparison.Ordinal);
        json = string.Concat(json.AsSpan(0, value), "\"true\"", json.AsSpan(value + "\"false\"".Length));
        await db.Set<Project>().Where(p => p.Id == project).ExecuteUpdateAsync(p => p.SetProperty(x => x.RulebookJson, json).SetProperty(x => x.RulebookHash, "pooled"));
        await db.Set<Tender>().Where(t => t.LotId == second).ExecuteUpdateAsync(t => t.SetProperty(x => x.ProjectId, project));
        return await db.Set<Lot>().Where(l => l.Id == second).ExecuteUpdateAsync(l => l.SetProperty(x => x.ProjectId, project).SetProperty(x => x.Number, 2));
    });

    [Fact]
    public async Task TheStatement_HasWhatArrived_InEachFormat_ForItsBidderAlone()
    {
        var story = await world.NewAsync(PaidByA);
        var (bidder, rival) = (await world.BidderAsync(0), await world.BidderAsync(1));
        foreach (var (format, media) in new[] { ("csv", "text/csv"), ("pdf", "application/pdf"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") })
        {
            var at = new Uri($"/bidder/lots/{story.LotId}/deposit/statement.{format}", UriKind.Relative);
            using var own = await bidder.GetAsync(at);
            using var others = await rival.GetAsync(at);

            Assert.Equal((HttpStatusCode.OK, media, HttpStatusCode.NotFound), (own.StatusCode, own.Content.Headers.ContentType?.MediaType, others.StatusCode));
            if (format == "csv")
            {
                Assert.Contains("60000.00", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task AConsortium_NamesItsMembersWhenItTakesPart_AndNobodyElseReadsThem()
    {
        var story = await world.NewAsync(StorySteps.Publish);
        var (bidder, rival) = (await world.BidderAsync(0), await world.BidderAsync(1));
        var at = $"/bidder/lots/{story.LotId}";
        var page = await bidder.PageAsync(at);

        using var refused = await bidder.SubmitAsync(page, at + "/take-part", ("Form.Members", "丁公司\n丁公司"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var taken = await bidder.SubmitAsync(page, at + "/take-part", ("Form.Members", "丁公司\n戊公司"));

        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Contains("丁公司、戊公司", (await bidder.PageAsync(at)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("丁公司", (await rival.PageAsync(at)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> CoverAsync(HttpClient bidder, AngleSharp.Html.Dom.IHtmlDocument page, string at, string validThrough)
    {
        string Value(string name) => page.QuerySelector($"[name='{name}']")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(Value("__RequestVerificationToken")), "__RequestVerificationToken" },
            { new StringContent("Insurance"), "Form.Kind" },
            { new StringContent("某某保险公司"), "Form.Issuer" },
            { new StringContent("保单-77"), "Form.Number" },
            { new StringContent(Value("Form.Amount")), "Form.Amount" },
            { new StringContent(validThrough), "Form.ValidThrough" },
            { new StringContent(Value("Form.Beneficiary")), "Form.Beneficiary" },
        };
        var file = new ByteArrayContent("%PDF-1.4 policy"u8.ToArray());
        file.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/pdf");
        content.Add(file, "Form.File", "policy.pdf");
        return await bidder.PostAsync(new Uri(at + "/deposit/cover", UriKind.Relative), content);
    }

    [Fact]
    public async Task TakingPart_GivesAPaymentInstruction_WithTheAmountInCapitals()
    {
        var story = await world.NewAsync(StorySteps.Publish);
        var bidder = await world.BidderAsync(0);
        var at = $"/bidder/lots/{story.LotId}";

        using var taken = await bidder.SubmitAsync(await bidder.PageAsync(at), at + "/take-part");
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);

        var deposit = (await bidder.PageAsync(at + "/deposit")).Body!.TextContent;
        Assert.Contains("60,000.00", deposit, StringComparison.Ordinal);
        Assert.Contains("人民币陆万元整", deposit, StringComparison.Ordinal);
        Assert.Contains("Story centre deposits", deposit, StringComparison.Ordinal);
        Assert.Contains("缴纳投标保证金", (await bidder.PageAsync("/bidder")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await world.ReadAsync(db => db.Set<Participant>().CountAsync(p => p.LotId == story.LotId)));
    }

    [Fact]
    public async Task ABid_WaitsForTheDeposit()
    {
        var story = await world.NewAsync(StorySteps.TakePart + " Story Bidder A");

        var page = await (await world.BidderAsync(0)).PageAsync($"/bidder/lots/{story.LotId}/bid");

        Assert.Contains("投标保证金足额到账后才能递交", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[type=file]"));
    }

    [Fact]
    public async Task ABid_IsReceipted_Replaced_AndWithdrawn()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);
        var at = $"/bidder/lots/{story.LotId}/bid";
        var form = await bidder.PageAsync(at);

        using var first = await BidderWorld.BidAsync(bidder, form, story.LotId);
        using var second = await BidderWorld.BidAsync(bidder, form, story.LotId, price: 9_000_000m);

        var receipt = await bidder.PageAsync(second.Headers.Location!.ToString());
        Assert.Contains("9,000,000.00", receipt.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("人民币玖佰万元整", receipt.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("已被替换", (await bidder.PageAsync(first.Headers.Location!.ToString())).Body!.TextContent, StringComparison.Ordinal);

        var asked = await bidder.PageAsync(at + "/withdraw");
        Assert.Contains("自最后一次撤回之日起 5 日内退还", asked.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("《招标投标法实施条例》第三十五条", asked.Body.TextContent, StringComparison.Ordinal);
        using var withdrawn = await bidder.SubmitAsync(asked, at + "/withdraw");
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Contains("投标文件已撤回", (await bidder.PageAsync($"/bidder/lots/{story.LotId}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALaterDeadline_StandsOnTheDesk_OnTheLot_AndOnTheNotice_BesideTheOldOne_AndARivalSeesNoneOfIt()
    {
        var story = await world.NewAsync(BidByA, title: "Moved works");
        var bidder = await world.BidderAsync(0);
        await story.WithAsync(async s =>
        {
            await s.GetRequiredService<TenderService>().AmendAsync(
                new AmendTender(story.LotId, NoticeKind.Amendment, "Two days more", "Text", AffectsBids: false, story.DeadlineUtc.AddDays(2)), new Acting(world.People.Owner.UserId), default);
            return true;
        });
        var (before, after) = (Words.Get("unit.instant", WordsLanguage.Chinese, story.DeadlineUtc), Words.Get("unit.instant", WordsLanguage.Chinese, story.DeadlineUtc.AddDays(2)));

        var desk = await bidder.PageAsync("/bidder");
        var lot = await bidder.PageAsync($"/bidder/lots/{story.LotId}");
        var link = lot.QuerySelector("#news a")!;
        Assert.Contains(desk.QuerySelectorAll("#news a"), a => a.GetAttribute("href") == link.GetAttribute("href"));
        Assert.NotNull(desk.QuerySelector($"a[href='/bidder/lots/{story.LotId}#news']"));
        Assert.Contains("Two days more", link.TextContent, StringComparison.Ordinal);
        Assert.Contains("新", link.Closest("tr")!.QuerySelector("th")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("顺延至", link.Closest("tr")!.TextContent, StringComparison.Ordinal);
        var notice = (await bidder.PageAsync(link.GetAttribute("href")!)).Body!.TextContent;
        Assert.Contains(before, notice, StringComparison.Ordinal);
        Assert.Contains(after, notice, StringComparison.Ordinal);
        Assert.Contains("顺延至", (await world.Site.Visitor().PageAsync("/notices?q=Two+days+more")).QuerySelector(".hits")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await (await world.BidderAsync(1)).PageAsync($"/bidder/lots/{story.LotId}")).QuerySelector("#news"));
        Assert.Null((await (await world.BidderAsync(6)).PageAsync("/bidder")).QuerySelector("#news"));
    }

    [Theory]
    [InlineData(9_100_000, "MZ this is a program", "bid.pdf", "的内容不是 pdf 格式")]
    [InlineData(9_100_000, "%PDF-1.4", "bid.exe", "不接收文件")]
    [InlineData(99_000_000, "%PDF-1.4", "bid.pdf", "高于最高投标限价")]
    public async Task AFaultyBid_IsRefusedAtItsField_AndWhatWasTypedStays(double price, string file, string name, string sentence)
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);

        using var refused = await BidderWorld.BidAsync(
            bidder, await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid"), story.LotId, (decimal)price, file, name);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await TestSite.ReadAsync(refused);
        Assert.Contains(sentence, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("280", page.QuerySelector("#Form_Days")!.GetAttribute("value"));
        Assert.Equal(0, await world.ReadAsync(db => db.Set<Bid>().CountAsync(b => b.LotId == story.LotId)));
    }

    [Fact]
    public async Task AFile_ThatIsNotTheAnnouncedOne_IsRefusedAtItsField()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);

        using var refused = await BidderWorld.BidAsync(
            bidder, await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid"), story.LotId, hashes: new string('0', 64));

        var page = await TestSite.ReadAsync(refused);
        Assert.Contains("收到的文件与您电脑上的文件不一致", page.QuerySelector("#Form_Files-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("button[name='Form.Remove']"));
    }

    [Fact]
    public async Task BeforeItIsHandedIn_AllOfItIsShown_AndCounts_ForNothing()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);
        var at = $"/bidder/lots/{story.LotId}/bid";
        using var filled = await BidderWorld.FillAsync(bidder, await bidder.PageAsync(at), story.LotId);
        Assert.Equal(at + "/check", filled.Headers.Location!.ToString());

        var page = await bidder.PageAsync(at + "/check");
        var text = page.QuerySelector("main")!.TextContent;
        string[] shown =
        [
            "提交前请核对", "9,100,000.00", "人民币玖佰壹拾万元整", "280", "bid.pdf", Convert.ToHexStringLower(SHA256.HashData("%PDF-1.4\nbid"u8)),
            Instants.BeijingDay(story.DeadlineUtc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "服务器当前时间", "投标尚未递交",
        ];
        Assert.All(shown, s => Assert.Contains(s, text, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { at + "#Form_Price", at + "#Form_Days", at + "#held" }, page.QuerySelectorAll("dl a").Select(a => a.GetAttribute("href")!).ToHashSet());
        Assert.Equal(0, await world.ReadAsync(db => db.Set<Bid>().CountAsync(b => b.LotId == story.LotId)));
        Assert.Contains("递交投标文件", (await bidder.PageAsync("/bidder")).Body!.TextContent, StringComparison.Ordinal);

        using var refused = await BidderWorld.HandInAsync(bidder, page, story.LotId, confirmed: false);
        Assert.Contains("请确认报价和文件无误", (await TestSite.ReadAsync(refused)).QuerySelector("#Form_IsConfirmed-error")!.TextContent, StringComparison.Ordinal);
        using var taken = await BidderWorld.HandInAsync(bidder, page, story.LotId);
        Assert.StartsWith("/bidder/receipts/", taken.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MendingOneThing_LosesNothingOfTheRest_AndWhatWasLookedAtIsWhatIsHandedIn()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);
        var at = $"/bidder/lots/{story.LotId}/bid";

        // A price that cannot be read does not cost the file.
        using var faulty = await BidderWorld.FillAsync(bidder, await bidder.PageAsync(at), story.LotId, price: "about nine million");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        var again = await TestSite.ReadAsync(faulty);
        Assert.Equal("about nine million", again.QuerySelector("#Form_Price")!.GetAttribute("value"));
        Assert.Single(again.QuerySelectorAll("button[name='Form.Remove']"));
        using var mended = await BidderWorld.FillAsync(bidder, again, story.LotId, name: null);
        var seen = await bidder.PageAsync(mended.Headers.Location!.ToString());

        // Back for the price: period and file are there.
        var back = await bidder.PageAsync(at);
        Assert.Equal(("9100000.00", "280"), (back.QuerySelector("#Form_Price")!.GetAttribute("value"), back.QuerySelector("#Form_Days")!.GetAttribute("value")));
        using var changed = await BidderWorld.FillAsync(bidder, back, story.LotId, price: "9000000", file: "%PDF-1.4 second", name: "second.pdf");
        using var stale = await BidderWorld.HandInAsync(bidder, seen, story.LotId);
        Assert.Contains("在另一个窗口有改动", (await TestSite.ReadAsync(stale)).Body!.TextContent, StringComparison.Ordinal);

        // Removing a file keeps what is typed beside it.
        var both = await bidder.PageAsync(at);
        Assert.Equal(2, both.QuerySelectorAll("button[name='Form.Remove']").Length);
        using var removed = await BidderWorld.FillAsync(bidder, both, story.LotId, price: "8999999", name: null, remove: both.QuerySelector("button[name='Form.Remove']")!.GetAttribute("value"));
        Assert.Equal(at, removed.Headers.Location!.ToString());
        var one = await bidder.PageAsync(at + "/check");
        Assert.Contains("8,999,999.00", one.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("second.pdf", one.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("bid.pdf", one.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnythingToCheck_ThePageLeadsBackToTheForm()
    {
        var story = await world.NewAsync(PaidByA);

        using var led = await (await world.BidderAsync(0)).GetAsync(new Uri($"/bidder/lots/{story.LotId}/bid/check", UriKind.Relative));

        Assert.Equal($"/bidder/lots/{story.LotId}/bid", led.Headers.Location!.ToString());
    }

    [Fact]
    public async Task TheLastStep_AfterTheDeadline_IsRefusedWithTimeAndNumber()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);
        using var filled = await BidderWorld.FillAsync(bidder, await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid"), story.LotId);
        var seen = await bidder.PageAsync(filled.Headers.Location!.ToString());
        world.Clock.Be(await world.ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == story.LotId).Select(t => t.DeadlineUtc!.Value).SingleAsync()));

        using var late = await BidderWorld.HandInAsync(bidder, seen, story.LotId);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var number = await world.ReadAsync(db => db.Set<BidRefusal>().Where(r => r.LotId == story.LotId).Select(r => r.Number).SingleAsync());
        Assert.Contains(number, (await TestSite.ReadAsync(late)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await world.ReadAsync(db => db.Set<Bid>().CountAsync(b => b.LotId == story.LotId)));
    }

    [Fact]
    public async Task AnUpload_InPieces_GoesOnWhereItWas_AndIsRefusedToOthersAndWithoutAToken()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);
        var page = await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid");
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var at = $"/bidder/lots/{story.LotId}/bid/uploads";
        var content = Encoding.UTF8.GetBytes("%PDF-1.4 " + new string('x', DraftFolder.PieceLength));
        var name = KeyValuePair.Create("name", "large.pdf");
        var length = KeyValuePair.Create("length", $"{content.Length}");
        using var noToken = await PostAsync(bidder, at, new FormUrlEncodedContent([name, length]), null);
        using var program = await PostAsync(bidder, at, new FormUrlEncodedContent([KeyValuePair.Create("name", "a.exe"), length]), token);
        using var begun = await PostAsync(bidder, at, new FormUrlEncodedContent([name, length]), token);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (noToken.StatusCode, program.StatusCode, begun.StatusCode));
        var id = (await StandAsync(begun)).GetProperty("id").GetString();

        using var first = await PostAsync(bidder, $"{at}/{id}?offset=0", new ByteArrayContent(content, 0, DraftFolder.PieceLength), token);
        using var wrong = await PostAsync(bidder, $"{at}/{id}?offset=0", new ByteArrayContent(content, 0, DraftFolder.PieceLength), token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, wrong.StatusCode));
        Assert.Equal(DraftFolder.PieceLength, (await StandAsync(wrong)).GetProperty("arrived").GetInt64());
        Assert.Contains("尚未传完", (await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid")).Body!.TextContent, StringComparison.Ordinal);
        var rival = await world.BidderAsync(1);
        var rivalToken = (await rival.PageAsync($"/bidder/lots/{story.LotId}")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var others = await PostAsync(rival, $"{at}/{id}?offset={DraftFolder.PieceLength}", new ByteArrayContent(content, DraftFolder.PieceLength, 9), rivalToken);
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        using var last = await PostAsync(bidder, $"{at}/{id}?offset={DraftFolder.PieceLength}", new ByteArrayContent(content, DraftFolder.PieceLength, 9), token);
        Assert.True((await StandAsync(last)).GetProperty("isComplete").GetBoolean());

        using var filled = await BidderWorld.FillAsync(bidder, page, story.LotId, name: null);
        using var taken = await BidderWorld.HandInAsync(bidder, story.LotId);
        Assert.StartsWith("/bidder/receipts/", taken.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALargeBid_ArrivesWhole()
    {
        var story = await world.NewAsync(PaidByA);
        var bidder = await world.BidderAsync(0);
        var file = "%PDF-1.4" + string.Concat(Enumerable.Range(0, 100_000));

        using var taken = await BidderWorld.BidAsync(
            bidder, await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid"), story.LotId, file: file,
            hashes: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file))));

        Assert.StartsWith("/bidder/receipts/", taken.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A file of a bidder waits nowhere in clear, not even while the request lasts.</summary>
    [Fact]
    public void EveryFormOfABidderWithFiles_KeepsThemSealed()
    {
        var forms = world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(e => e.Metadata.GetMetadata<ControllerActionDescriptor>()).OfType<ControllerActionDescriptor>()
            .Where(a => a.ControllerTypeInfo.Namespace!.Contains(".Bidder.", StringComparison.Ordinal))
            .Where(a => a.MethodInfo.GetParameters().Any(p => p.ParameterType.GetProperties().Any(f => f.PropertyType.IsAssignableTo(typeof(IEnumerable<IFormFile>)) || f.PropertyType == typeof(IFormFile))))
            .ToList();

        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.Contains(form.FilterDescriptors, f => f.Filter is SealedUploadAttribute));
    }

    [Theory]
    [InlineData("%PDF-1.4\nbid", "bid.pdf")]
    [InlineData("MZ", "bid.exe")]
    [InlineData("no picture", "bid.png")]
    public async Task APageOpenedInTime_DoesNotMakeALateBidTimely_WhateverElseIsWrongWithIt(string file, string name)
    {
        var story = await world.NewAsync(BidByA);
        var bidder = await world.BidderAsync(0);
        var form = await bidder.PageAsync($"/bidder/lots/{story.LotId}/bid");
        var deadline = await world.ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == story.LotId).Select(t => t.DeadlineUtc!.Value).SingleAsync());
        world.Clock.Be(deadline);

        using var late = await BidderWorld.BidAsync(bidder, form, story.LotId, file: file, name: name);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var text = (await TestSite.ReadAsync(late)).Body!.TextContent;
        var number = await world.ReadAsync(db => db.Set<BidRefusal>().Where(r => r.LotId == story.LotId).Select(r => r.Number).SingleAsync());
        Assert.Contains(number, text, StringComparison.Ordinal);
        Assert.Contains("逾期送达的不予接收", text, StringComparison.Ordinal);
        Assert.Equal(1, await world.ReadAsync(db => db.Set<Bid>().CountAsync(b => b.LotId == story.LotId && b.State == BidState.Submitted)));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient bidder, string url, HttpContent content, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, UriKind.Relative)) { Content = content };
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        return await bidder.SendAsync(request);
    }

    private static async Task<JsonElement> StandAsync(HttpResponseMessage answer) => JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    private static async Task<string> LotTextAsync(HttpClient bidder, long lot) =>
        (await bidder.PageAsync($"/bidder/lots/{lot}")).QuerySelector("main .split > div")!.TextContent;

    // The address stands in the language link and in the search; and a second may pass between the two; the rest must be the same, byte for byte.
    private static async Task<string> BodyAsync(HttpResponseMessage response, long lot) => System.Text.RegularExpressions.Regex.Replace(
        (await response.Content.ReadAsStringAsync()).Replace($"/lots/{lot}/", "/lots/N/", StringComparison.Ordinal),
        """(<time data-clock[^>]*>[^<]*</time>|name="__RequestVerificationToken"[^>]*|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)""", "");
}

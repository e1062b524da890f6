using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Awards;
using Trading.Domain.Notices;
using Trading.Infrastructure.Tendering;
using Trading.Web.Tests.Bidder;

namespace Trading.Web.Tests.Public;

/// <summary>What anybody may read, take and ask, without being asked who it is.</summary>
public sealed class PublicPagesTests(BidderWorld world) : IClassFixture<BidderWorld>
{
    [Fact]
    public async Task Search_FindsByTwoChineseCharacters_ByCodeAndOwner_AndSaysWhenNothingMatches()
    {
        var story = await world.NewAsync(StorySteps.Publish, "示范学校综合楼施工");
        var number = await NumberAsync(story.LotId, NoticeKind.Tender);
        foreach (var word in new[] { "综合", "综合 学校", number[..12], "story owner" })
        {
            Assert.Contains(number, (await SearchAsync(word)).Body!.InnerHtml, StringComparison.Ordinal);
        }

        Assert.Contains("没有找到符合条件的公告", (await SearchAsync("查无此项")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有找到", (await SearchAsync("综_合")).Body!.TextContent, StringComparison.Ordinal);
        var visitor = world.Site.Visitor();
        foreach (var (narrower, isFound) in new[] { ("category=Works&min=980&max=980", true), ("category=Design", false), ("min=980.01", false), ("max=979.99", false), ("min=much", true) })
        {
            var page = await visitor.PageAsync($"/notices?q={number[..12]}&{narrower}");
            Assert.True(isFound == page.Body!.InnerHtml.Contains(number, StringComparison.Ordinal), narrower);
        }
    }

    [Fact]
    public async Task TheTable_OfASearch_IsNoProgram_AndTheFeedHasItsNotices()
    {
        var story = await world.NewAsync(StorySteps.Publish, "=HYPERLINK(1)公式");
        var visitor = world.Site.Visitor();

        var csv = await visitor.GetStringAsync(new Uri("/notices.csv?q=公式", UriKind.Relative));
        var rss = await visitor.GetStringAsync(new Uri("/notices.rss?q=公式", UriKind.Relative));

        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.Contains(await NumberAsync(story.LotId, NoticeKind.Tender), rss, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADocument_IsTakenWithoutCookieOrTrace_AndUnpublishedOnesAreNowhere()
    {
        var published = await world.NewAsync(StorySteps.Publish);
        var waiting = await world.NewAsync(StorySteps.Document);

        using var taken = await world.Site.Visitor().GetAsync(new Uri($"/documents/{await DocumentAsync(published.LotId)}", UriKind.Relative));
        using var hidden = await world.Site.Visitor().GetAsync(new Uri($"/documents/{await DocumentAsync(waiting.LotId)}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("attachment", taken.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Empty(taken.Headers.Where(h => h.Key == "Set-Cookie").SelectMany(h => h.Value));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task ANotice_SaysTheSame_WhetherOrNotSomebodyTakesPart()
    {
        var story = await world.NewAsync(StorySteps.Publish);
        var address = $"/notices/{await NumberAsync(story.LotId, NoticeKind.Tender)}";
        var before = (await world.Site.Visitor().PageAsync(address)).QuerySelector("article .split > div")!.TextContent;

        await story.ToAsync(StorySteps.Bid + " Story Bidder B");

        Assert.Equal(before, (await world.Site.Visitor().PageAsync(address)).QuerySelector("article .split > div")!.TextContent);
    }

    [Fact]
    public async Task AQuestion_IsKeptWithItsDayAlone_AndIsShownWithItsAnswerOnly()
    {
        var story = await world.NewAsync(StorySteps.Publish);
        var visitor = world.Site.Visitor();
        var address = $"/lots/{story.LotId}/question";
        using var empty = await visitor.SubmitAsync(await visitor.PageAsync(address), address, ("Form.Text", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);

        using var asked = await visitor.SubmitAsync(await visitor.PageAsync(address), address, ("Form.Text", "Page 31: does the area include the basement?"));

        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var notice = await world.ReadAsync(db => db.Set<Notice>().SingleAsync(n => n.LotId == story.LotId));
        Assert.DoesNotContain("basement", await visitor.GetStringAsync(new Uri($"/notices/{notice.Number}", UriKind.Relative)), StringComparison.Ordinal);

        await using var scope = world.Site.Services.CreateAsyncScope();
        var open = Assert.Single(await scope.ServiceProvider.GetRequiredService<QuestionQueries>().OpenAsync(story.LotId, default));
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<QuestionService>().AnswerAsync(story.LotId, notice.Id, [open.Id], default));
        Assert.Contains("basement", await visitor.GetStringAsync(new Uri($"/notices/{notice.Number}", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAwardNotice_IsVerifiedByCodeNumberAndFile_AndAWrongOneIsToldSo()
    {
        var story = await world.NewAsync(StorySteps.Render);
        var notice = await world.ReadAsync(db => db.Set<AwardNotice>().SingleAsync(n => n.LotId == story.LotId));
        var visitor = world.Site.Visitor();
        var address = $"/verify/{notice.VerificationCode}";
        var page = await visitor.PageAsync(address);
        Assert.Contains(notice.Number, page.Body!.TextContent, StringComparison.Ordinal);

        var pdf = await visitor.GetByteArrayAsync(new Uri($"/award-notices/{notice.Number}.pdf?lang=en", UriKind.Relative));
        Assert.Equal(notice.EnglishSha256, SHA256.HashData(pdf));
        Assert.Contains("哈希一致", await CompareAsync(visitor, address, pdf), StringComparison.Ordinal);
        Assert.Contains("哈希不一致", await CompareAsync(visitor, address, [.. pdf, 0]), StringComparison.Ordinal);

        using var wrong = await visitor.GetAsync(new Uri("/verify/R2345678", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Contains("没有这份通知书", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> CompareAsync(HttpClient visitor, string address, byte[] file)
    {
        // The PDF was asked for in English, which the site remembers.
        var page = await visitor.PageAsync(address + "?lang=zh-CN");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "Document", "notice.pdf" },
        };
        using var response = await visitor.PostAsync(new Uri(address, UriKind.Relative), content);
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }

    private Task<AngleSharp.Html.Dom.IHtmlDocument> SearchAsync(string words) => world.Site.Visitor().PageAsync($"/notices?q={Uri.EscapeDataString(words)}");

    private Task<string> NumberAsync(long lot, NoticeKind kind) =>
        world.ReadAsync(db => db.Set<Notice>().Where(n => n.LotId == lot && n.Kind == kind).Select(n => n.Number).SingleAsync());

    private Task<Guid> DocumentAsync(long lot) => world.ReadAsync(db => db.Set<TenderDocument>().Where(d => d.LotId == lot).Select(d => d.Id).FirstAsync());
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Notices;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Notices;

/// <summary>The public's search, figures and questions, on both databases.</summary>
public sealed class NoticeQueriesTests
{
    [Theory, OnEveryDatabase]
    public async Task Search_FindsWordsAnywhere_NarrowsAndOrders(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await (await StoryAsync(site, "示范学校综合楼100%施工")).ToAsync(StorySteps.Publish);

        foreach (var search in Matching())
        {
            Assert.True(1 == await TotalAsync(site, search), $"{search}");
        }

        foreach (var search in NotMatching())
        {
            Assert.True(0 == await TotalAsync(site, search), $"{search}");
        }

        site.Be(story.DeadlineUtc);
        Assert.Equal(0, await TotalAsync(site, new NoticeSearch { Deadline = NoticeDeadline.Open }));
        Assert.Equal(1, await TotalAsync(site, new NoticeSearch { Deadline = NoticeDeadline.Over, Order = NoticeOrder.ClosingFirst }));
    }

    [Theory, OnEveryDatabase]
    public async Task Figures_AreOfTheLastClosedQuarter_AndNullWhereNothingWasOpened(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await (await StoryAsync(site, "Story works")).ToAsync();
        var opened = await story.ReadAsync(db => db.Set<Tender>().Select(t => t.OpenedAtUtc!.Value).SingleAsync());
        var next = Instants.BeijingDay(opened).AddMonths(3);

        Assert.Null(await site.UseAsync((TradingFigures f) => f.LastQuarterAsync(next.AddMonths(-6), default)));
        var figures = await site.UseAsync((TradingFigures f) => f.LastQuarterAsync(next, default));

        Assert.Equal(1, figures!.Lots);
        Assert.True(figures.RefundedInTimePercent is null or 100m, $"{figures}");
    }

    [Theory, OnEveryDatabase]
    public async Task Questions_AreTakenUntilTheRuledDay_AndAnsweredByANoticeOfTheirLot(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await (await StoryAsync(site, "Story works")).ToAsync(StorySteps.Publish);
        await site.UseAsync((QuestionService s) => s.AskAsync(story.LotId, " How deep? ", default));
        var notice = await story.ReadAsync(db => db.Set<Notice>().SingleAsync());

        var open = Assert.Single(await site.UseAsync((QuestionQueries q) => q.OpenAsync(story.LotId, default)));
        Assert.Equal(("How deep?", Instants.BeijingDay(site.NowUtc)), (open.Text, open.AskedOn));
        Assert.Equal(1, await site.UseAsync((QuestionService s) => s.AnswerAsync(story.LotId, notice.Id, [open.Id], default)));
        Assert.Empty(await site.UseAsync((QuestionQueries q) => q.OpenAsync(story.LotId, default)));
        Assert.Equal(["How deep?"], (await site.UseAsync((NoticeQueries q) => q.FindAsync(notice.Number, default)))!.Answered);

        await RefusedAsync(QuestionRules.Empty, " ");
        await RefusedAsync(QuestionRules.TooLong, new string('x', Question.Longest + 1));
        site.Be(Instants.EndOfBeijingDay(Instants.BeijingDay(story.DeadlineUtc).AddDays(-10)));
        await RefusedAsync(QuestionRules.Closed, "Too late?");

        async Task RefusedAsync(string rule, string text) =>
            Assert.Equal(rule, (await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((QuestionService s) => s.AskAsync(story.LotId, text, default)))).Rule);
    }

    private static IEnumerable<NoticeSearch> Matching() =>
    [
        new(), new() { Text = "综合" }, new() { Text = "综合 学校" }, new() { Text = "story OWNER" }, new() { Text = "100%" }, new() { Text = "-n01" },
        new() { Kinds = [NoticeKind.Tender, NoticeKind.Amendment] }, new() { Line = "construction" }, new() { Deadline = NoticeDeadline.Open },
        new() { Category = LotCategory.Works }, new() { LowestCeiling = Money.Yuan(9_800_000m), HighestCeiling = Money.Yuan(9_800_000m) },
    ];

    private static IEnumerable<NoticeSearch> NotMatching() =>
    [
        new() { Text = "综_楼" }, new() { Text = "综合 医院" }, new() { Kinds = [NoticeKind.AwardResult] }, new() { Line = "land" }, new() { Region = "990000" },
        new() { To = new DateOnly(2020, 1, 1) }, new() { From = new DateOnly(2099, 1, 1) }, new() { Deadline = NoticeDeadline.Over },
        new() { Category = LotCategory.Design }, new() { LowestCeiling = new Money(980_000_001) }, new() { HighestCeiling = new Money(979_999_999) },
    ];

    private static async Task<int> TotalAsync(TestSite site, NoticeSearch search)
    {
        var hits = await site.UseAsync((NoticeQueries q) => q.SearchAsync(search, site.NowUtc, 0, 20, default));
        Assert.Equal(hits.Total, hits.Rows.Count);
        return hits.Total;
    }

    private static async Task<TenderStory> StoryAsync(TestSite site, string title) =>
        new(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot { Title = title });
}

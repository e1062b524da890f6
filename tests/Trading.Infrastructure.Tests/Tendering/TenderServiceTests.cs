using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Tendering;

public sealed class TenderServiceTests
{
    private static readonly Acting Owner = new(TenderBuilder.Owner);

    [Theory, OnEveryDatabase]
    public async Task Publish_InProductionUnderUnconfirmedRules_IsRefused(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var lot = await AcceptedLotAsync(site);
        await AddDocumentAsync(site, lot);
        await using var scope = site.Services.CreateAsyncScope();
        var production = ActivatorUtilities.CreateInstance<TenderService>(
            scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TradingOptions>() with { Production = true });

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => production.PublishAsync(Publication(site, lot), Owner, CancellationToken.None));

        Assert.Equal(RulebookRules.Unconfirmed, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_WithoutATenderDocument_IsRefused_AndShortestTimetableIsLawful(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var lot = await AcceptedLotAsync(site);

        var breaches = await site.UseAsync((TenderService s) => s.BreachesAsync(Publication(site, lot), CancellationToken.None));

        Assert.Equal([TenderingRules.DocumentMissing], breaches.Select(b => b.Rule));
    }

    [Theory, OnEveryDatabase]
    public async Task Amend_ThatAnswersAQuestion_MakesItPublicWithIt(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var lot = await new TenderBuilder(site).PublishAsync();
        await site.UseAsync((QuestionService s) => s.AskAsync(lot.Id, "Is the lift part of it?", CancellationToken.None));
        await site.UseAsync((QuestionService s) => s.AskAsync(lot.Id, "May we visit?", CancellationToken.None));
        var open = await site.UseAsync((QuestionQueries q) => q.OpenAsync(lot.Id, CancellationToken.None));
        var answered = open.Single(q => q.Text.StartsWith("Is", StringComparison.Ordinal)).Id;

        await site.UseAsync((TenderService s) => s.AmendAsync(
            new AmendTender(lot.Id, Domain.Notices.NoticeKind.Clarification, "Answers", "It is.", false, null) { Answers = [answered] }, Owner, CancellationToken.None));

        Assert.Equal("May we visit?", Assert.Single(await site.UseAsync((QuestionQueries q) => q.OpenAsync(lot.Id, CancellationToken.None))).Text);
        var notice = await site.DbAsync(db => db.Set<Domain.Notices.Notice>().SingleAsync(n => n.Kind == Domain.Notices.NoticeKind.Clarification));
        Assert.Equal(notice.Id, await site.DbAsync(db => db.Set<Question>().Where(q => q.Id == answered).Select(q => q.AnsweredBy).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task RemoveDocument_OncePublished_IsRefused(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var lot = await AcceptedLotAsync(site);
        var removed = await AddDocumentAsync(site, lot);
        await site.UseAsync((TenderService s) => s.RemoveDocumentAsync(lot, removed, CancellationToken.None));
        var kept = await AddDocumentAsync(site, lot);
        await site.UseAsync((TenderService s) => s.PublishAsync(Publication(site, lot), Owner, CancellationToken.None));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((TenderService s) => s.RemoveDocumentAsync(lot, kept, CancellationToken.None)));

        Assert.Equal(TenderingRules.DocumentPublished, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_LotsMoveUp_SettingsArePinned_AndTheCheckIsDue(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var project = await DraftAsync(site, Lot("A"), Lot("B"));
        var first = await site.DbAsync(db => db.Set<Lot>().Where(l => l.ProjectId == project && l.Number == 1).Select(l => l.Id).SingleAsync());
        await site.UseAsync((ProjectService s) => s.RemoveLotAsync(project, first, CancellationToken.None));
        await site.UseAsync((ProjectService s) => s.SetAsync(project, [new ProjectSetting("construction.publicity-days", "7")], CancellationToken.None));
        var tooShort = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync(
            (ProjectService s) => s.SetAsync(project, [new ProjectSetting("construction.publicity-days", "2")], CancellationToken.None)));
        var gone = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((ProjectService s) => s.RemoveLotAsync(project, first, CancellationToken.None)));
        await site.UseAsync((ProjectService s) => s.SubmitAsync(project, Owner, CancellationToken.None));

        var due = Assert.Single(await site.UseAsync((ProjectQueries q) => q.DueOfCentreAsync(TenderBuilder.Centre, CancellationToken.None)));
        await site.UseAsync((ProjectService s) => s.AcceptAsync(project, "construction", [], new Acting(9), CancellationToken.None));
        var kept = await site.DbAsync(db => db.Set<Lot>().SingleAsync(l => l.ProjectId == project));
        var pinned = await site.DbAsync(db => db.Set<Project>().SingleAsync(p => p.Id == project));

        Assert.Equal((RulebookRules.OutOfBounds, ProjectRules.NoSuchLot), (tooShort.Rule, gone.Rule));
        Assert.Equal(new DateOnly(2026, 3, 4), Instants.BeijingDay(due.DueAtUtc!.Value.AddMilliseconds(-1)));
        Assert.Equal(("B", 1), (kept.Name, kept.Number));
        Assert.EndsWith("001", kept.Code, StringComparison.Ordinal);
        Assert.Equal(7, TenderLoader.RulesOf(pinned).Publicity.Count);
    }

    [Fact]
    public void OwnersDecisions_AreNotTheAgencys_AndReportsAreTheAgencys()
    {
        var project = Project.Draft(1, "construction", 5, 6, 1, new ProjectFacts("A", "B", "000000", null, false, false), TestSite.Start);

        Assert.Equal(ProjectRules.OwnerDecides, Assert.Throws<RuleBrokenException>(() => project.RequireOwner(6)).Rule);
        Assert.Equal(ProjectRules.AgencyEnters, Assert.Throws<RuleBrokenException>(() => project.RequireReporter(5)).Rule);
        project.RequireOwner(5);
        project.RequireReporter(6);
        Assert.False(project.IsHandledBy(7));
    }

    private static LotFacts Lot(string name) => new(name, LotCategory.Works, Money.Yuan(10_000_000m), Money.Yuan(9_800_000m), null, Money.Yuan(60_000m), 300);

    private static Task<long> DraftAsync(TestSite site, params LotFacts[] lots) => site.UseAsync((ProjectService s) => s.DraftAsync(
        new EntrustProject(TenderBuilder.Centre, "construction", TenderBuilder.Owner, null, new ProjectFacts("某工程", "新建", "000000", "1", true, true), lots), Owner, CancellationToken.None));

    private static async Task<long> AcceptedLotAsync(TestSite site)
    {
        var project = await DraftAsync(site, Lot("A"));
        await site.UseAsync((ProjectService s) => s.SubmitAsync(project, Owner, CancellationToken.None));
        await site.UseAsync((ProjectService s) => s.AcceptAsync(project, "construction", [], new Acting(9), CancellationToken.None));
        return await site.DbAsync(db => db.Set<Lot>().Where(l => l.ProjectId == project).Select(l => l.Id).SingleAsync());
    }

    private static async Task<Guid> AddDocumentAsync(TestSite site, long lot)
    {
        using var content = new MemoryStream("%PDF-1.4"u8.ToArray());
        return await site.UseAsync((TenderService s) => s.AddDocumentAsync(lot, "a.pdf", "application/pdf", content, 1000, CancellationToken.None));
    }

    // The shortest lawful: 20 days on, 2026-03-22, is a Sunday.
    private static PublishTender Publication(TestSite site, long lot) => new(
        lot, "招标公告", "正文", new Timetable(site.NowUtc, Instants.EndOfBeijingDay(new DateOnly(2026, 3, 9)), Instants.FromBeijing(new DateTime(2026, 3, 23, 9, 30, 0))), DocumentsWithNotice: true);
}

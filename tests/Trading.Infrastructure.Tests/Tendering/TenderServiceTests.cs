using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
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
    public async Task Amend_Late_MovesTheDeadlineWithItsNoticeStepAndDueRows(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var lot = await new TenderBuilder(site).PublishAsync();
        site.Clock.Advance(TimeSpan.FromDays(20));
        var later = lot.DeadlineUtc.AddDays(10);
        var amendment = new AmendTender(lot.Id, Domain.Notices.NoticeKind.Amendment, "Amended", "More time", AffectsBids: true, null);
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((TenderService s) => s.AmendAsync(amendment, Owner, CancellationToken.None)));

        await site.UseAsync((TenderService s) => s.AmendAsync(amendment with { NewDeadlineUtc = later }, Owner, CancellationToken.None));

        Assert.Equal(TenderingRules.AmendmentTooLate, refusal.Rule);
        var due = await site.DbAsync(db => db.Set<Infrastructure.Jobs.DueAction>().Where(d => d.DoneAtUtc == null)
            .OrderBy(d => d.Kind).Select(d => new { d.Kind, d.DueAtUtc }).ToListAsync());
        Assert.Equal([(Infrastructure.Jobs.DueKinds.CloseWindow, later), (Infrastructure.Jobs.DueKinds.OpenLot, later)], due.Select(d => (d.Kind, d.DueAtUtc)));
        var notice = await site.DbAsync(db => db.Set<Domain.Notices.Notice>().SingleAsync(n => n.Kind == Domain.Notices.NoticeKind.Amendment));
        Assert.Equal(later, Infrastructure.Notices.NoticeBoard.FactsOf<TenderNoticeFacts>(notice).DeadlineUtc);
        Assert.Equal(later, await site.DbAsync(db => db.Set<Domain.Supervision.ProcedureStep>()
            .Where(s => s.LotId == lot.Id && s.Stage == Domain.Supervision.Stages.Opening).Select(s => s.DueAtUtc).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_OfTheSameFormAgain_IsTheFirstProject(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var form = Guid.NewGuid();

        var first = await DraftAsync(site, form, Owner);
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DraftAsync(site, form, Owner)));
        var atOnce = await Task.WhenAll(Enumerable.Repeat(Guid.NewGuid(), 3).Select(f => DraftAsync(site, f, Owner)));
        long[] others = [await DraftAsync(site, form, new Acting(99)), await DraftAsync(site, Guid.NewGuid(), Owner), await DraftAsync(site, null, Owner), await DraftAsync(site, null, Owner)];

        Assert.All(again, id => Assert.Equal(first, id));
        Assert.Single(atOnce.Distinct());
        Assert.Equal(6, others.Append(first).Append(atOnce[0]).Distinct().Count());
        Assert.Equal(6, await site.DbAsync(db => db.Set<Project>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_WithLotsThatCouldNeverBePublished_IsRefusedWithAllDefects(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var project = await DraftAsync(
            site, Lot("A") with { Ceiling = Money.Zero, Floor = Money.Yuan(1m) }, Lot("B") with { Deposit = Money.Yuan(200_000.01m) }, Lot("C") with { Deposit = Money.Yuan(200_000m) });

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((ProjectService s) => s.SubmitAsync(project, Owner, CancellationToken.None)));

        Assert.Equal(
            [TenderingRules.CeilingMissing, TenderingRules.FloorNotAllowed, DepositRules.AboveCap],
            (await site.UseAsync((ProjectService s) => s.BreachesAsync(project, CancellationToken.None))).Select(b => b.Rule));
        Assert.Equal(TenderingRules.CeilingMissing, refusal.Rule);
        Assert.Equal(ProjectState.Draft, await site.DbAsync(db => db.Set<Project>().Select(p => p.State).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Accept_UnderARulebookThatForbidsALot_IsRefusedAndNothingIsNumbered(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var project = await DraftAsync(site, Lot("A") with { Floor = Money.Yuan(1m) });
        await site.UseAsync((ProjectService s) => s.SubmitAsync(project, "replay", Owner, CancellationToken.None));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => site.UseAsync((ProjectService s) => s.AcceptAsync(project, "construction", [], new Acting(9), CancellationToken.None)));

        Assert.Equal(TenderingRules.FloorNotAllowed, refusal.Rule);
        Assert.Null(await site.DbAsync(db => db.Set<Project>().Select(p => p.Code).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Return_WithWordsAlone_IsRefused_AndAReasonMayBeExplained(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var project = await DraftAsync(site, Lot("A"));
        await site.UseAsync((ProjectService s) => s.SubmitAsync(project, Owner, CancellationToken.None));
        Task ReturnAsync(string reason) => site.UseAsync((ProjectService s) => s.ReturnAsync(project, [new Defect("Name", reason, "Page 2")], new Acting(9), CancellationToken.None));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ReturnAsync(""));
        await ReturnAsync("unsigned");

        Assert.Equal(ProjectRules.DefectWithoutReason, refusal.Rule);
        Assert.Equal(new Defect("Name", "unsigned", "Page 2"), Assert.Single(await site.DbAsync(db => db.Set<Project>().Select(p => p.Defects).SingleAsync())));
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

        var due = Assert.Single(await site.UseAsync((ProjectQueries q) => q.DueOfCentreAsync(TenderBuilder.Centre, forManagers: false, CancellationToken.None)));
        await site.UseAsync((ProjectService s) => s.AcceptAsync(project, "construction", [], new Acting(9), CancellationToken.None));
        var kept = await site.DbAsync(db => db.Set<Lot>().SingleAsync(l => l.ProjectId == project));
        var pinned = await site.DbAsync(db => db.Set<Project>().SingleAsync(p => p.Id == project));

        Assert.Equal((RulebookRules.OutOfBounds, ProjectRules.NoSuchLot), (tooShort.Rule, gone.Rule));
        Assert.Equal(new DateOnly(2026, 3, 4), Instants.BeijingDay(due.DueAtUtc!.Value.AddMilliseconds(-1)));
        Assert.Equal(("B", 1), (kept.Name, kept.Number));
        Assert.EndsWith("001", kept.Code, StringComparison.Ordinal);
        Assert.Equal(7, TenderLoader.RulesOf(pinned).Publicity.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_TwentyDays_BindTheTendersThatTheLawRequires_AndNoOthers(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var (required, voluntary) = (await AcceptedLotAsync(site), await AcceptedLotAsync(site, Facts with { ApprovalNumber = null, IsLegallyRequired = false }));
        await AddDocumentAsync(site, required);
        await AddDocumentAsync(site, voluntary);

        Assert.Equal([(TenderingRules.PreparationTooShort, "《招标投标法》第二十四条")], await BreachesAsync(site, required, closesOn: 12));
        Assert.Empty(await BreachesAsync(site, voluntary, closesOn: 12));
        Assert.Equal([(TenderingRules.PreparationTooShort, "《招标投标法》第二十四条；中心服务规则")], await BreachesAsync(site, voluntary, closesOn: 11));
    }

    [Theory, OnEveryDatabase]
    public async Task Settings_OfferTheDaysThatBindTheProject(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);

        Assert.Equal(["construction.bid-preparation-days"], await PreparationAsync(site, Facts));
        Assert.Equal(["construction.bid-preparation-voluntary-days"], await PreparationAsync(site, Facts with { IsLegallyRequired = false }));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_TheCapOfSurveyAndDesign_BindsItsLots_AndNoOtherService(DatabaseKind database)
    {
        await using var site = await TestSite.CreateAsync(database);
        var asked = Lot("A") with { Deposit = Money.Yuan(150_000m) };
        var design = await DraftAsync(site, asked with { Category = LotCategory.Design });
        var supervision = await DraftAsync(site, asked with { Category = LotCategory.Services });

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((ProjectService s) => s.SubmitAsync(design, Owner, CancellationToken.None)));
        Assert.Equal((DepositRules.AboveCap, "《工程建设项目勘察设计招标投标办法》（2号令）第二十四条"), (refusal.Rule, refusal.Citation));
        Assert.Equal([Money.Yuan(100_000m), Money.Yuan(150_000m)], refusal.Limits);
        await site.UseAsync((ProjectService s) => s.SubmitAsync(supervision, Owner, CancellationToken.None));
    }

    [Fact]
    public void OwnersDecisions_AreNotTheAgencys_AndReportsAreTheAgencys()
    {
        var project = Project.Draft(1, "construction", 5, 6, byAgency: false, 1, new ProjectFacts("A", "B", "000000", null, false, false), TestSite.Start);

        Assert.Equal(ProjectRules.OwnerDecides, Assert.Throws<RuleBrokenException>(() => project.RequireOwner(6)).Rule);
        Assert.Equal(ProjectRules.AgencyEnters, Assert.Throws<RuleBrokenException>(() => project.RequireReporter(5)).Rule);
        project.RequireOwner(5);
        project.RequireReporter(6);
        Assert.False(project.IsHandledBy(7));
    }

    private static LotFacts Lot(string name) => new(name, LotCategory.Works, Money.Yuan(10_000_000m), Money.Yuan(9_800_000m), null, Money.Yuan(60_000m), 300);

    private static readonly ProjectFacts Facts = new("某工程", "新建", "000000", "1", IsLegallyRequired: true, IsStateFunded: true);

    private static Task<long> DraftAsync(TestSite site, Guid? form, Acting acting) => site.UseAsync((ProjectService s) => s.DraftAsync(
        new EntrustProject(TenderBuilder.Centre, "construction", TenderBuilder.Owner, null, Facts, [Lot("A")]) { FormId = form },
        acting, CancellationToken.None));

    private static Task<long> DraftAsync(TestSite site, params LotFacts[] lots) => DraftAsync(site, Facts, lots);

    private static Task<long> DraftAsync(TestSite site, ProjectFacts facts, params LotFacts[] lots) => site.UseAsync((ProjectService s) => s.DraftAsync(
        new EntrustProject(TenderBuilder.Centre, "construction", TenderBuilder.Owner, null, facts, lots), Owner, CancellationToken.None));

    private static async Task<IEnumerable<string>> PreparationAsync(TestSite site, ProjectFacts facts)
    {
        var id = await DraftAsync(site, facts, Lot("A"));
        var project = await site.DbAsync(db => db.Set<Project>().SingleAsync(p => p.Id == id));
        var offered = await site.UseAsync((ProjectSettingQueries q) => q.OfferedAsync(project, CancellationToken.None));
        return offered.Select(o => o.Rule.Key).Where(k => k.Contains("preparation", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<(string, string?)>> BreachesAsync(TestSite site, long lot, int closesOn)
    {
        var publication = Publication(site, lot);
        var sooner = publication with { Timetable = publication.Timetable with { DeadlineUtc = Instants.FromBeijing(new DateTime(2026, 3, closesOn, 9, 30, 0)) } };
        return (await site.UseAsync((TenderService s) => s.BreachesAsync(sooner, CancellationToken.None))).Select(b => (b.Rule, b.Citation));
    }

    private static async Task<long> AcceptedLotAsync(TestSite site, ProjectFacts? facts = null)
    {
        var project = await DraftAsync(site, facts ?? Facts, Lot("A"));
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

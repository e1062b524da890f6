using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Projects;

/// <summary>Who knows an owner's credit code cannot publish in its name: what an agency writes is handed in by the owner's word.</summary>
public sealed class OwnerConfirmationTests
{
    [Theory, OnEveryDatabase]
    public async Task Submit_OfWhatTheAgencyWrote_WithoutTheOwnersWord_IsRefused_AndWithItGoesIn(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await ToldAsync(site, StorySteps.Draft);
        var agency = new Acting(story.People.Agency.UserId);

        Assert.Equal(ProjectRules.OwnerConfirms, await RefusalAsync(site, s => s.SubmitAsync(story.ProjectId, agency, default)));
        await story.ToAsync(StorySteps.AskOwner);
        Assert.Equal(ProjectRules.OwnerConfirms, await RefusalAsync(site, s => s.SubmitAsync(story.ProjectId, agency, default)));
        await story.ToAsync(StorySteps.Submit);

        Assert.Equal((ProjectState.Submitted, OwnerConfirmation.Given), await StateAsync(site, story));
        Assert.Equal(
            ["entrustment-confirmed", "entrustment-submitted", "entrustment-to-owner"],
            await site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.ProjectId == story.ProjectId).Select(e => e.Kind).Order().ToListAsync()));
        Assert.Equal(story.People.Owner.UserId, await site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "entrustment-confirmed").Select(e => e.ActorId).SingleAsync()));
        Assert.Equal([Stages.EntrustmentCheck], await OpenAsync(site, story));
    }

    [Theory, OnEveryDatabase]
    public async Task BeforeTheOwner_ItIsTheOwnersStepAlone_AndNobodyChangesIt(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await ToldAsync(site, StorySteps.AskOwner);
        var (owner, agency) = (story.People.Owner, story.People.Agency);

        var step = await site.DbAsync(db => db.Set<ProcedureStep>().SingleAsync(s => s.ProjectId == story.ProjectId && s.DoneAtUtc == null));
        Assert.Equal((Stages.EntrustmentConfirmation, Posts.Owner, owner.UserId), (step.Stage, step.Post, step.PersonId!.Value));
        Assert.Equal(Stages.EntrustmentConfirmation, Assert.Single(await DueAsync(site, owner.Id)).Stage);
        Assert.Empty(await DueAsync(site, agency.Id));
        Assert.DoesNotContain(await site.UseAsync((SupervisionQueries q) => q.BoardAsync(null, default)), s => s.ProjectId == story.ProjectId);
        Assert.Equal(1, await site.DbAsync(db => db.Set<OutboxMail>().CountAsync(m => m.Kind == MailKinds.EntrustmentToConfirm)));

        Assert.Equal(ProjectRules.BeforeOwner, await RefusalAsync(site, s => s.CorrectAsync(Correction(story, "Other"), default)));
        Assert.Equal(ProjectRules.BeforeOwner, await RefusalAsync(site, s => s.SetAsync(story.ProjectId, [], default)));
        Assert.Equal(ProjectRules.OwnerDecides, await RefusalAsync(site, async s => await s.ConfirmAsync(story.ProjectId, agency.Id, await VersionAsync(site, story), new Acting(agency.UserId), default)));
        Assert.Equal(ProjectRules.OwnerDecides, await RefusalAsync(site, async s => await s.SendBackAsync(story.ProjectId, agency.Id, await VersionAsync(site, story), new Acting(agency.UserId, "x"), default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_OfWhatWasTakenBackAndChangedAfterTheOwnerReadIt_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await ToldAsync(site, StorySteps.AskOwner);
        var (owner, agency) = (story.People.Owner, new Acting(story.People.Agency.UserId));
        var read = await VersionAsync(site, story);
        Task ConfirmAsync(ProjectService s) => s.ConfirmAsync(story.ProjectId, owner.Id, read, new Acting(owner.UserId), default);

        await site.UseAsync((ProjectService s) => s.TakeBackAsync(story.ProjectId, agency, default));
        Assert.Equal(ProjectRules.NotAsShown, await RefusalAsync(site, ConfirmAsync));
        Assert.Equal([Stages.EntrustmentCorrection], await OpenAsync(site, story));
        await site.UseAsync((ProjectService s) => s.CorrectAsync(Correction(story, "Other"), default));
        await site.UseAsync((ProjectService s) => s.AskOwnerAsync(story.ProjectId, agency, default));
        Assert.Equal(ProjectRules.NotAsShown, await RefusalAsync(site, ConfirmAsync));

        Assert.Equal((ProjectState.Draft, OwnerConfirmation.Asked), await StateAsync(site, story));
    }

    [Theory, OnEveryDatabase]
    public async Task SendBack_NeedsAReason_ThatTheAgencyReads_AndTheOwnerIsAskedAgain(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await ToldAsync(site, StorySteps.AskOwner);
        var (owner, agency) = (story.People.Owner, story.People.Agency);
        async Task SendBackAsync(ProjectService s, string? reason) => await s.SendBackAsync(story.ProjectId, owner.Id, await VersionAsync(site, story), new Acting(owner.UserId, reason), default);

        Assert.Equal(ProjectRules.ReasonMissing, await RefusalAsync(site, s => SendBackAsync(s, " ")));
        await site.UseAsync((ProjectService s) => SendBackAsync(s, "We never met"));

        var sent = await site.DbAsync(db => db.Set<Project>().SingleAsync());
        Assert.Equal((OwnerConfirmation.Needed, "We never met"), (sent.Confirmation, sent.SentBackBecause));
        Assert.Equal("We never met", await site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "entrustment-sent-back").Select(e => e.Reason).SingleAsync()));
        Assert.Equal(Stages.EntrustmentCorrection, Assert.Single(await DueAsync(site, agency.Id)).Stage);
        Assert.Equal(ProjectRules.OwnerConfirms, await RefusalAsync(site, s => s.SubmitAsync(story.ProjectId, new Acting(agency.UserId), default)));
        await site.UseAsync((ProjectService s) => s.AskOwnerAsync(story.ProjectId, new Acting(agency.UserId), default));
        await story.ToAsync(StorySteps.Submit);
        Assert.Null(await site.DbAsync(db => db.Set<Project>().Select(p => p.SentBackBecause).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task AfterAReturnByTheCentre_TheOwnerConfirmsTheMendedEntrustmentAgain(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await ToldAsync(site, StorySteps.Submit);
        var (owner, agency) = (story.People.Owner, new Acting(story.People.Agency.UserId));
        await site.UseAsync((ProjectService s) => s.ReturnAsync(story.ProjectId, [new Defect("ApprovalNumber", "expired")], new Acting(story.People.OperatorId), default));
        await site.UseAsync((ProjectService s) => s.CorrectAsync(Correction(story, "Mended"), default));

        Assert.Equal(ProjectRules.OwnerConfirms, await RefusalAsync(site, s => s.SubmitAsync(story.ProjectId, agency, default)));
        await site.UseAsync((ProjectService s) => s.AskOwnerAsync(story.ProjectId, agency, default));
        await site.UseAsync(async (ProjectService s) => await s.ConfirmAsync(story.ProjectId, owner.Id, await VersionAsync(site, story), new Acting(owner.UserId), default));
        await site.UseAsync((ProjectService s) => s.SubmitAsync(story.ProjectId, agency, default));

        Assert.Equal((ProjectState.Submitted, OwnerConfirmation.Given), await StateAsync(site, story));
        Assert.Equal([Stages.EntrustmentCheck], await OpenAsync(site, story));
    }

    [Theory, OnEveryDatabase]
    public async Task WhatTheOwnerWrote_NamingItsAgency_NeedsNoConfirmation(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var people = await StoryPeople.FoundAsync(site.Services);
        var story = await new TenderStory(site.Services, StoryClock.Of(site.Clock), people, new StoryBank(), new StoryPlot { WithAgency = true }).ToAsync(StorySteps.Draft);
        var agency = new Acting(people.Agency.UserId);

        Assert.Equal(ProjectRules.NothingToConfirm, await RefusalAsync(site, s => s.AskOwnerAsync(story.ProjectId, agency, default)));
        Assert.Equal(ProjectRules.NothingToConfirm, await RefusalAsync(site, s => s.TakeBackAsync(story.ProjectId, agency, default)));
        await site.UseAsync((ProjectService s) => s.SubmitAsync(story.ProjectId, agency, default));

        Assert.Equal((ProjectState.Submitted, OwnerConfirmation.NotNeeded), await StateAsync(site, story));
    }

    private static async Task<TenderStory> ToldAsync(TestSite site, string until)
    {
        var people = await StoryPeople.FoundAsync(site.Services);
        return await new TenderStory(site.Services, StoryClock.Of(site.Clock), people, new StoryBank(), new StoryPlot { ByAgency = true }).ToAsync(until);
    }

    private static async Task<string> RefusalAsync(TestSite site, Func<ProjectService, Task> act) =>
        (await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync(act))).Rule;

    private static CorrectProject Correction(TenderStory story, string name) => new(
        story.ProjectId, story.People.CentreId, story.People.Agency.Id, new ProjectFacts(name, "One building", "000000", "Approval 2026-2", true, true));

    private static Task<long> VersionAsync(TestSite site, TenderStory story) =>
        site.DbAsync(db => db.Set<Project>().Where(p => p.Id == story.ProjectId).Select(p => p.Version).SingleAsync());

    private static async Task<(ProjectState, OwnerConfirmation)> StateAsync(TestSite site, TenderStory story)
    {
        var project = await site.DbAsync(db => db.Set<Project>().SingleAsync(p => p.Id == story.ProjectId));
        return (project.State, project.Confirmation);
    }

    private static Task<List<DueRow>> DueAsync(TestSite site, long organisation) => site.UseAsync((ProjectQueries q) => q.DueOfOrganisationAsync(organisation, default));

    private static Task<List<string>> OpenAsync(TestSite site, TenderStory story) =>
        site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.ProjectId == story.ProjectId && s.DoneAtUtc == null).Select(s => s.Stage).ToListAsync());
}

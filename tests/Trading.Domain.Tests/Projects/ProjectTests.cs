using Trading.Domain.Projects;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Projects;

/// <summary>What an entrustment must have before it is handed in, and in which state what may be done to it.</summary>
public sealed class ProjectTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly ProjectFacts Facts = new("某工程", "新建", "000000", "1", IsLegallyRequired: true, IsStateFunded: true);

    [Fact]
    public void Submit_Incomplete_NamesEverythingThatIsMissing()
    {
        var refusal = Refusal(() => Draft(new ProjectFacts(" ", " ", "", null, IsLegallyRequired: true, IsStateFunded: false), withLot: false).Submit(Now));

        Assert.Equal(ProjectRules.Incomplete, refusal.Rule);
        Assert.Equal(
            ["project.missing.Name", "project.missing.Description", "project.missing.RegionCode", "project.missing.ApprovalNumber", "project.missing.Lots"],
            Assert.IsType<ListOfWords>(Assert.Single(refusal.Limits)).Keys);
    }

    [Fact]
    public void Submit_WithoutApproval_IsRefusedWhereTheLawRequiresTheTenderOnly()
    {
        Assert.Equal(ProjectRules.Incomplete, Refusal(() => Draft(Facts with { ApprovalNumber = " " }).Submit(Now)).Rule);
        var voluntary = Draft(Facts with { ApprovalNumber = null, IsLegallyRequired = false });

        voluntary.Submit(Now);

        Assert.Equal(ProjectState.Submitted, voluntary.State);
    }

    [Fact]
    public void Return_WithoutADefect_IsRefused_AndTheEntrustmentStaysHandedIn()
    {
        var project = Draft(Facts);
        project.Submit(Now);

        Assert.Equal(ProjectRules.NoDefects, Refusal(() => project.Return([])).Rule);
        Assert.Equal(ProjectState.Submitted, project.State);
    }

    [Fact]
    public void WhatIsNotOfItsState_IsRefusedWithTheState()
    {
        var project = Draft(Facts);
        IsOfAnotherState(ProjectState.Draft, () => project.Return([]));
        IsOfAnotherState(ProjectState.Draft, () => project.Accept("A1", "{}", "x", Now));
        project.Submit(Now);
        IsOfAnotherState(ProjectState.Submitted, () => project.Submit(Now));
        project.Accept("A1", "{}", "x", Now);
        IsOfAnotherState(ProjectState.Accepted, () => project.Return([]));
    }

    private static void IsOfAnotherState(ProjectState state, Action act)
    {
        var refusal = Refusal(act);
        Assert.Equal(ProjectRules.WrongState, refusal.Rule);
        Assert.Equal([state], refusal.Limits);
    }

    private static RuleBrokenException Refusal(Action act) => Assert.Throws<RuleBrokenException>(act);

    private static Project Draft(ProjectFacts facts, bool withLot = true)
    {
        var project = Project.Draft(1, "construction", 5, null, byAgency: false, 1, facts, Now);
        if (withLot)
        {
            project.AddLot(new LotFacts("A", LotCategory.Works, Money.Yuan(10_000_000m), Money.Yuan(9_800_000m), null, Money.Yuan(60_000m), 300));
        }

        return project;
    }
}

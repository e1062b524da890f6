using Trading.Domain.Parties;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Parties;

public sealed class OrganisationTests
{
    private const long Officer = 7;
    private const long Centre = 1;
    private static readonly DateTime Now = new(2026, 4, 17, 2, 0, 0, DateTimeKind.Utc);
    private static readonly ReviewFinding[] Finding = [new("Address", "parties.finding.outdated")];

    [Fact]
    public void Register_AccountOfAnotherName_IsRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => Registered(Account() with { AccountName = "投标单位乙" }));

        Assert.Equal(PartiesRules.AccountNameDiffers, refusal.Rule);
    }

    [Fact]
    public void StartReview_InOnesOwnHands_ChangesNothing()
    {
        var organisation = InReview();
        var version = organisation.Version;

        organisation.StartReview(Officer, Centre);

        Assert.Equal(version, organisation.Version);
    }

    [Fact]
    public void StartReview_InAnotherOfficersHands_IsRefused() =>
        AssertRefused(PartiesRules.ReviewTaken, () => InReview().StartReview(8, Centre));

    [Fact]
    public void StartReview_OnceReviewedByAnotherCentre_IsRefused()
    {
        var organisation = InReview();
        organisation.PassReview(Officer, Now);

        AssertRefused(PartiesRules.ReviewTaken, () => organisation.StartReview(9, centreId: 2));
    }

    [Fact]
    public void StartReview_OnceReviewed_BySomebodyElseOfTheCentre_BeginsAnew()
    {
        var organisation = InReview();
        organisation.PassReview(Officer, Now);

        organisation.StartReview(8, Centre);

        Assert.Equal((ReviewState.InReview, 8L), (organisation.ReviewState, organisation.ReviewedByUserId));
    }

    [Fact]
    public void TakeOverReview_ByAColleague_HandsItOver()
    {
        var organisation = InReview();

        organisation.TakeOverReview(8, Centre);

        Assert.Throws<RuleBrokenException>(() => organisation.PassReview(Officer, Now));
        organisation.PassReview(8, Now);
    }

    [Fact]
    public void TakeOverReview_ByAnotherCentre_IsRefused() => AssertRefused(PartiesRules.ReviewTaken, () => InReview().TakeOverReview(8, centreId: 2));

    [Fact]
    public void TakeOverReview_OfWhatNobodyHas_IsRefused() => AssertRefused(PartiesRules.NotInReview, () => Registered(Account()).TakeOverReview(8, Centre));

    [Fact]
    public void PassReview_NotStarted_IsRefused() =>
        AssertRefused(PartiesRules.NotInReview, () => Registered(Account()).PassReview(Officer, Now));

    [Fact]
    public void PassReview_InAnotherOfficersHands_IsRefused() =>
        AssertRefused(PartiesRules.NotInReview, () => InReview().PassReview(8, Now));

    [Fact]
    public void FindDefects_NoneNamed_IsRefused() =>
        AssertRefused(PartiesRules.DefectsMissing, () => InReview().FindDefects([], Officer, Now));

    [Fact]
    public void Update_WithDefectsFound_IsNotReviewedYetAndKeepsThemInSight()
    {
        var organisation = InReview();
        organisation.FindDefects(Finding, Officer, Now);

        organisation.Update(new OrganisationContact("示例路2号", "联系人甲", "13800000000", "a@example.com"), representative: null);

        Assert.Equal(ReviewState.NotReviewed, organisation.ReviewState);
        Assert.Equal(Finding, organisation.Findings);
        Assert.Equal("法定代表人甲", organisation.RepresentativeName);
    }

    [Fact]
    public void Request_AccountOfAnotherName_IsRefused() =>
        AssertRefused(PartiesRules.AccountNameDiffers, () => Requested(Registered(Account()), Account("622299999999") with { AccountName = "投标单位乙" }));

    [Fact]
    public void Request_SameAccountWrittenInGroups_IsRefused() =>
        AssertRefused(PartiesRules.AccountUnchanged, () => Requested(Registered(Account()), Account("6222-0000 0000")));

    [Fact]
    public void Approve_ByTheRequester_IsRefusedAndChangesNothing()
    {
        var organisation = Registered(Account());
        var change = Requested(organisation, Account("622299999999"));

        AssertRefused(SharedRules.MakerIsChecker, () => change.Approve(organisation, change.ContentSha256, officerId: 3, Now));

        Assert.Equal("622200000000", organisation.Account.AccountNumber);
        Assert.Equal(AccountChangeState.Requested, change.State);
    }

    [Fact]
    public void Approve_HashOfSomethingElse_IsRefused()
    {
        var organisation = Registered(Account());
        var change = Requested(organisation, Account("622299999999"));
        var other = Requested(organisation, Account("622288888888"));

        AssertRefused(PartiesRules.AccountChangeDiffers, () => change.Approve(organisation, other.ContentSha256, Officer, Now));
    }

    [Fact]
    public void Refuse_AfterApproval_IsRefused()
    {
        var organisation = Registered(Account());
        var change = Requested(organisation, Account("622299999999"));
        change.Approve(organisation, change.ContentSha256, Officer, Now);

        AssertRefused(PartiesRules.AccountChangeDecided, () => change.Refuse("户名无法核实", Officer, Now));
        Assert.Equal("622299999999", organisation.Account.AccountNumber);
    }

    private static AccountChange Requested(Organisation organisation, AccountStep account) =>
        AccountChange.Request(organisation, account, "开户行变更", userId: 3, Now);

    private static Organisation InReview()
    {
        var organisation = Registered(Account());
        organisation.StartReview(Officer, Centre);
        return organisation;
    }

    private static Organisation Registered(AccountStep account) => Organisation.Register(
        new OrganisationStep
        {
            Kinds = OrganisationKinds.Bidder,
            Name = "投标单位甲",
            CreditCode = "91350100M000100Y43",
            Address = "示例路1号",
            ContactName = "联系人甲",
            ContactPhone = "13800000000",
            ContactEmail = "a@example.com",
        },
        new Representative("法定代表人甲", "protected", "110***********002X"),
        account,
        Commitment.Sign(new CommitmentText("2026-1", "承诺"), "经办人甲", 3, Now),
        Now);

    private static AccountStep Account(string number = "622200000000") =>
        new() { BankName = "演示银行", AccountNumber = number, AccountName = "投标单位甲", IsBasic = true };

    private static void AssertRefused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Rule);
}

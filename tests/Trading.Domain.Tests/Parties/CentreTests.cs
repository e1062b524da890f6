using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;

namespace Trading.Domain.Tests.Parties;

public sealed class CentreTests
{
    private static readonly Centre City = Found(CentreKind.City, null);
    private static readonly Centre County = Found(CentreKind.County, City);
    private static readonly Centre Branch = Found(CentreKind.Branch, County);

    public static TheoryData<CentreKind, Centre?, bool> Parents => new()
    {
        { CentreKind.City, null, true }, { CentreKind.City, City, false },
        { CentreKind.County, City, true }, { CentreKind.County, null, false }, { CentreKind.County, County, false },
        { CentreKind.Branch, City, true }, { CentreKind.Branch, County, true }, { CentreKind.Branch, null, false }, { CentreKind.Branch, Branch, false },
    };

    [Theory, MemberData(nameof(Parents), DisableDiscoveryEnumeration = true)]
    public void Found_BelowAParent_FollowsTheLevels(CentreKind kind, Centre? parent, bool fits)
    {
        var refusal = Record.Exception(() => Found(kind, parent)) as RuleBrokenException;

        Assert.Equal(fits ? null : PartiesRules.CentreParent, refusal?.Rule);
    }

    [Fact]
    public void Assign_HolderAsDeputy_IsRefused() => AssertRefused(PartiesRules.DeputyIsHolder, holder: 1, deputy: 1);

    [Fact]
    public void Assign_DeputyAlone_IsRefused() => AssertRefused(PartiesRules.DeputyWithoutHolder, holder: null, deputy: 1);

    [Fact]
    public void Create_AKeyThatNoProcedureKnows_IsRefused() =>
        Assert.Equal(PartiesRules.PostKeyUnknown, Assert.Throws<RuleBrokenException>(() => Post.Create(1, "intake", "业务受理岗", "Intake")).Rule);

    [Fact]
    public void Assign_HolderAndDeputy_AreNamed()
    {
        var post = Post.Create(1, Posts.CentreOperator, "业务受理岗", "Intake");
        post.Assign(1, 2);

        Assert.Equal((1L, 2L), (post.HolderUserId!.Value, post.DeputyUserId!.Value));
    }

    private static Centre Found(CentreKind kind, Centre? parent) => Centre.Found("C", "演示中心", "Demo centre", kind, parent);

    private static void AssertRefused(string rule, long? holder, long? deputy)
    {
        var post = Post.Create(1, Posts.CentreOperator, "业务受理岗", "Intake");
        Assert.Equal(rule, Assert.Throws<RuleBrokenException>(() => post.Assign(holder, deputy)).Rule);
        Assert.Null(post.HolderUserId);
    }
}

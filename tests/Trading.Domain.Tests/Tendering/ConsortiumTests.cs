using Trading.Domain.Participation;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Tendering;

public sealed class ConsortiumTests
{
    private static string Rule(string typed) => Assert.Throws<RuleBrokenException>(() => Consortium.Members("牵头公司", typed)).Rule;

    [Fact]
    public void Members_OneALine_WithoutEmptyOnes() => Assert.Equal(["甲公司", "乙公司"], Consortium.Members("牵头公司", " 甲公司 \r\n\n乙公司\n"));

    [Theory, InlineData(null), InlineData(""), InlineData(" \n ")]
    public void Members_OfABidderByItself_AreNone(string? typed) => Assert.Empty(Consortium.Members("牵头公司", typed));

    [Fact]
    public void Members_NamedTwice_OrLeadAndMember_AreRefused()
    {
        Assert.Equal(ParticipationRules.MemberTwice, Rule("甲公司\n甲公司"));
        Assert.Equal(ParticipationRules.MemberTwice, Rule("甲公司\n牵头公司"));
    }

    [Fact]
    public void Members_TenOfAHundredCharacters_AreTheMost()
    {
        var ten = Enumerable.Range(0, 10).Select(i => new string((char)('一' + i), 100)).ToList();
        Assert.Equal(ten, Consortium.Members("牵头公司", string.Join('\n', ten)));
        Assert.Equal(ParticipationRules.TooManyMembers, Rule(string.Join('\n', ten.Append("乙公司"))));
        Assert.Equal(ParticipationRules.MemberNameTooLong, Rule(ten[0] + "长"));
    }
}

using Trading.Domain.Parties;

namespace Trading.Domain.Tests.Parties;

public sealed class RolesTests
{
    [Theory]
    [InlineData("finance-maker", "finance-checker", false)]
    [InlineData("bidder", "centre-operator", false)]
    [InlineData("bidder", "owner", true)]
    [InlineData("finance-maker", "centre-operator", true)]
    public void EnsureCompatible_TwoRoles_AreHeldTogetherOrNot(string one, string other, bool together) =>
        Assert.Equal(together, Record.Exception(() => Roles.EnsureCompatible([one, other])) is null);
}

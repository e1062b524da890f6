using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Tests.Parties.Codes;

public sealed class RegionPrefixTests
{
    [Theory]
    [InlineData("360600", true)]
    [InlineData("360622", true)]
    [InlineData("000000", false)]
    [InlineData("160000", false)]
    [InlineData("36060", false)]
    [InlineData("36060A", false)]
    public void IsProvince_FirstTwoDigits_Decide(string region, bool expected) => Assert.Equal(expected, RegionPrefix.IsProvince(region));
}

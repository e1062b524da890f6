using Trading.Domain.Parties.Codes;
using Trading.Infrastructure.Parties;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class RegionsTests
{
    private static readonly Regions Regions = Regions.Load();

    [Fact]
    public void Current_YujiangCountyOnAnOldRecord_IsYujiangDistrict() => Assert.Equal("360603", Regions.Current("360622"));

    [Theory]
    [InlineData("360681")]
    [InlineData("440300")]
    public void Current_CodeInUseOrUnknown_Stays(string code) => Assert.Equal(code, Regions.Current(code));

    [Fact]
    public void Find_Yingtan_HasBothNames()
    {
        var yingtan = Regions.Find("360600");

        Assert.Equal(("鹰潭市", "Yingtan"), (yingtan?.NameZh, yingtan?.NameEn));
    }

    [Fact]
    public void All_EveryPrefixThatCodesAccept_HasItsProvinceHere()
    {
        var accepted = Enumerable.Range(10, 90).Select(n => $"{n}0000").Where(RegionPrefix.IsProvince).Order();

        var listed = Regions.All.Select(r => r.Code).Where(c => c.EndsWith("0000", StringComparison.Ordinal) && c is not ("000000" or "100000")).Order();

        Assert.Equal(accepted, listed);
    }
}

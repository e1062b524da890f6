using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Tests.Parties.Codes;

public sealed class ResidentIdTests
{
    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("11010519491231002x")]
    public void Check_StandardsSample_IsValid(string id) => Assert.Equal(CodeCheck.Passed, ResidentId.Check(id));

    [Theory]
    [InlineData("110105194912310021", "code.id.check-digit")]
    [InlineData("110105491231002", "code.id.length")]
    [InlineData("1101051949123100X2", "code.id.characters")]
    [InlineData("11010519491231002Y", "code.id.characters")]
    [InlineData("990105194912310021", "code.id.region")]
    [InlineData("000000194912310021", "code.id.region")]
    [InlineData("110105194902300021", "code.id.birth-date")]
    [InlineData("110105189912310021", "code.id.birth-date")]
    public void Check_OneThingWrong_NamesIt(string id, string reason) => Assert.Equal(CodeCheck.Failed(reason), ResidentId.Check(id));

    [Theory]
    [InlineData(2024, true)]
    [InlineData(2025, false)]
    public void Check_TwentyNinthOfFebruary_ExistsInLeapYearsOnly(int year, bool valid) =>
        Assert.Equal(valid, ResidentId.Check(WithCheckDigit($"360602{year}0229001")).Valid);

    [Fact]
    public void Check_BirthDate_MayBeTodayButNotTomorrow()
    {
        var id = ResidentId.Compose("360602", new DateOnly(2026, 6, 1), 1);

        Assert.True(ResidentId.Check(id, today: new DateOnly(2026, 6, 1)).Valid);
        Assert.Equal(CodeCheck.Failed("code.id.birth-date"), ResidentId.Check(id, today: new DateOnly(2026, 5, 31)));
    }

    [Fact]
    public void Check_DemoRegion_IsValidInDemoModeOnly()
    {
        var id = ResidentId.Compose(RegionPrefix.Demo, new DateOnly(1980, 1, 1), 1);

        Assert.Equal(CodeCheck.Passed, ResidentId.Check(id, allowDemo: true));
        Assert.Equal(CodeCheck.Failed("code.id.region"), ResidentId.Check(id));
    }

    [Fact]
    public void Compose_StandardsSample_GivesItsCheckCharacter() =>
        Assert.Equal("11010519491231002X", ResidentId.Compose("110105", new DateOnly(1949, 12, 31), 2));

    // A date that does not exist cannot be composed, so the check digit is found by trying all eleven.
    private static string WithCheckDigit(string head) =>
        "0123456789X".Select(c => head + c).FirstOrDefault(id => ResidentId.Check(id).Valid, head + "0");
}

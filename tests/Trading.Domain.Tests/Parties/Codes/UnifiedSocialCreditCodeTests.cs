using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Tests.Parties.Codes;

public sealed class UnifiedSocialCreditCodeTests
{
    [Fact]
    public void Check_StandardsSample_IsValid() => Assert.Equal(CodeCheck.Passed, UnifiedSocialCreditCode.Check("91350100M000100Y43"));

    [Theory]
    [InlineData("91350100M000100Y44", "code.uscc.check-digit")]
    [InlineData("91350100I000100Y43", "code.uscc.characters")]
    [InlineData("9135010０M000100Y43", "code.uscc.characters")]
    [InlineData("91350100M000100Y4", "code.uscc.length")]
    [InlineData("91350100M000100Y433", "code.uscc.length")]
    [InlineData("", "code.uscc.length")]
    [InlineData("01350100M000100Y43", "code.uscc.registry")]
    [InlineData("90350100M000100Y43", "code.uscc.registry")]
    [InlineData("91990100M000100Y43", "code.uscc.region")]
    [InlineData("91350100M000100Y53", "code.uscc.body-check-digit")]
    public void Check_OneThingWrong_NamesIt(string code, string reason) =>
        Assert.Equal(CodeCheck.Failed(reason), UnifiedSocialCreditCode.Check(code));

    [Fact]
    public void Check_LowerCaseAndBlanksAround_IsValid() => Assert.True(UnifiedSocialCreditCode.Check(" 91350100m000100y43 ").Valid);

    [Fact]
    public void Check_DemoRegion_IsValidInDemoModeOnly()
    {
        var code = UnifiedSocialCreditCode.Compose("91", RegionPrefix.Demo, "MA000001");

        Assert.Equal(CodeCheck.Passed, UnifiedSocialCreditCode.Check(code, allowDemo: true));
        Assert.Equal(CodeCheck.Failed("code.uscc.region"), UnifiedSocialCreditCode.Check(code));
    }

    [Fact]
    public void Check_EverySingleWrongCharacter_IsRefused()
    {
        const string valid = "91350100M000100Y43";

        for (var i = 0; i < valid.Length; i++)
        {
            foreach (var c in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(c => c != valid[i]))
            {
                Assert.False(UnifiedSocialCreditCode.Check(valid[..i] + c + valid[(i + 1)..]).Valid);
            }
        }
    }

    [Fact]
    public void Compose_StandardsSample_GivesBothCheckCharacters() =>
        Assert.Equal("91350100M000100Y43", UnifiedSocialCreditCode.Compose("91", "350100", "M000100Y"));

    [Fact]
    public void Compose_RemainderZero_WritesZero()
    {
        var codes = Enumerable.Range(0, 1000).Select(n => UnifiedSocialCreditCode.Compose("91", "360600", $"MA{n:000000}")).ToList();

        Assert.All(codes, code => Assert.True(UnifiedSocialCreditCode.Check(code).Valid));
        Assert.Contains(codes, code => code.EndsWith('0'));
    }
}

using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Tests.Parties.Codes;

public sealed class OrganisationCodeTests
{
    [Fact]
    public void Check_StandardsSample_IsValid() => Assert.Equal(CodeCheck.Passed, OrganisationCode.Check("M000100Y4"));

    [Theory]
    [InlineData("M000100Y5", "code.org.check-digit")]
    [InlineData("M000100Y", "code.org.length")]
    [InlineData("M000100-4", "code.org.characters")]
    [InlineData("M000100YA", "code.org.characters")]
    public void Check_OneThingWrong_NamesIt(string code, string reason) => Assert.Equal(CodeCheck.Failed(reason), OrganisationCode.Check(code));

    // 11 − 0 mod 11 = 11, written 0; 4 × 3 = 12, 11 − 12 mod 11 = 10, written X.
    [Theory]
    [InlineData("00000000", '0')]
    [InlineData("40000000", 'X')]
    public void CheckCharacter_ElevenAndTen_AreZeroAndX(string body, char expected) =>
        Assert.Equal(expected, OrganisationCode.CheckCharacter(body));
}

using System.Text;
using System.Text.Json;
using Trading.Infrastructure.Banking;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class BankProfilesTests
{
    [Fact]
    public void All_ShippedProfiles_AreReadAndHaveKeysOfTheirOwn() =>
        Assert.Equal(["debit-credit-gb18030", "flagged-fen-utf8"], BankProfiles.All.Select(p => p.Key));

    [Fact]
    public void Of_UnknownKey_Fails() => Assert.Throws<InvalidOperationException>(() => BankProfiles.Of("none"));

    [Theory]
    [InlineData("\"debit\": \"借方发生额\",", "", "either debit and credit, or amount and flag")]
    [InlineData("\"timeFormats\": [\"HH:mm:ss\", \"HHmmss\"],", "", "time formats exactly")]
    [InlineData("\"encoding\": \"gb18030\"", "\"encoding\": \"big5\"", "not in big5")]
    [InlineData("\"account\": \"账号\",", "\"account\": null,", "label of the account")]
    public void Parse_ProfileThatContradictsItself_FailsAndSaysHow(string part, string instead, string complaint)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => BankProfiles.Parse(Changed(part, instead)));

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"balance\": \"余额\",", "")]
    [InlineData("\"balance\": \"余额\",", "\"balance\": \"余额\", \"blance\": \"余额\",")]
    [InlineData("\"unit\": \"yuan\"", "\"unit\": \"jiao\"")]
    public void Parse_MemberMissingUnknownOrWithoutMeaning_Fails(string part, string instead) =>
        Assert.Throws<JsonException>(() => BankProfiles.Parse(Changed(part, instead)));

    private static MemoryStream Changed(string part, string instead)
    {
        using var resource = typeof(BankProfiles).Assembly.GetManifestResourceStream("bank-profiles/debit-credit-gb18030.json")!;
        using var reader = new StreamReader(resource);
        var json = reader.ReadToEnd();
        Assert.Contains(part, json, StringComparison.Ordinal);
        return new MemoryStream(Encoding.UTF8.GetBytes(json.Replace(part, instead, StringComparison.Ordinal)));
    }
}

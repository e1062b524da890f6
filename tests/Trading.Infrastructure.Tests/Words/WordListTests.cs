using System.Text.Json;

namespace Trading.Infrastructure.Tests;

public sealed class WordListTests
{
    [Fact]
    public void Add_SameKeyInTwoFiles_FailsAndNamesFileAndKey()
    {
        var list = new WordList();
        list.Add("words/a.json", Json("""{ "x.y": ["一", "one"] }"""));

        var refusal = Assert.Throws<FormatException>(() => list.Add("words/b.json", Json("""{ "x.y": ["一", "one"] }""")));

        Assert.Equal("words/b.json: the key 'x.y' stands twice.", refusal.Message);
    }

    [Fact]
    public void Add_SameKeyTwiceInOneFile_Fails() =>
        Assert.Throws<FormatException>(() => new WordList().Add("words/a.json", Json("""{ "x.y": ["一", "one"], "x.y": ["二", "two"] }""")));

    [Theory]
    [InlineData("""{ "x.y": ["一"] }""")]
    [InlineData("""{ "x.y": ["一", "one", "uno"] }""")]
    [InlineData("""{ "x.y": ["一", 1] }""")]
    [InlineData("""{ "x.y": "一" }""")]
    public void Add_LineThatIsNoPair_Fails(string file) =>
        Assert.Throws<FormatException>(() => new WordList().Add("words/a.json", Json(file)));

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}

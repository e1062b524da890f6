using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;

namespace Trading.Infrastructure.Tests.Fees;

/// <summary>A file that contradicts itself or another stops the start, and says where.</summary>
public sealed class FeeFileTests
{
    private const string Sound = """
        {
          "key": "k", "citation": "c", "tag": "L", "collectedBy": "centre", "income": "trading-service-fee", "effectiveFrom": "2000-01-01",
          "categories": {
            "works": {
              "minimumPerCase": { "fen": 100, "borneBy": "winner" },
              "parts": [
                { "payers": { "owner": 4000, "winner": 6000 }, "floorFen": 1, "capFen": 9, "tiers": [{ "upToFen": 10, "ratePer100000": 1 }, { "upToFen": 20, "ratePer100000": 1 }, { "ratePer100000": 2 }] }
              ]
            }
          }
        }
        """;

    [Fact]
    public void Read_ASoundFile_HasItsSchedule() => Assert.Equal("k", FeeLibrary.Read([File("k", Sound)]).All.Single().Key);

    [Theory]
    [InlineData("a gap: nothing is charged above 0.20", """, { "ratePer100000": 2 }]""", "]")]
    [InlineData("a gap: nothing is charged above 0.00", """[{ "upToFen": 10, "ratePer100000": 1 }, { "upToFen": 20, "ratePer100000": 1 }, { "ratePer100000": 2 }]""", "[]")]
    [InlineData("the tier above 0.00 is open and is not the last", """{ "upToFen": 10, "ratePer100000": 1 }""", """{ "ratePer100000": 1 }""")]
    [InlineData("tiers fall: one up to 0.10 follows the one up to 0.10", "\"upToFen\": 20", "\"upToFen\": 10")]
    [InlineData("tiers fall: one up to 0.00 follows the one up to 0.00", "\"upToFen\": 10", "\"upToFen\": 0")]
    [InlineData("a rate of -1 lies outside 0 to 100000 hundred-thousandths", """{ "ratePer100000": 2 }""", """{ "ratePer100000": -1 }""")]
    [InlineData("a rate of 100001 lies outside", """{ "ratePer100000": 2 }""", """{ "ratePer100000": 100001 }""")]
    [InlineData("a cumulative tier follows a flat one", "\"upToFen\": 20", "\"method\": \"flat\", \"upToFen\": 20")]
    [InlineData("the shares of its payers do not make up 10000", "6000", "6001")]
    [InlineData("the shares of its payers do not make up 10000", "\"owner\": 4000, \"winner\": 6000", "\"owner\": 0, \"winner\": 10000")]
    [InlineData("the floor of 0.10 lies above the cap of 0.09", "\"floorFen\": 1,", "\"floorFen\": 10,")]
    [InlineData("a floor or cap is not above zero", "\"floorFen\": 1,", "\"floorFen\": 0,")]
    [InlineData("its minimum is borne by Transferee, who pays nothing", "\"borneBy\": \"winner\"", "\"borneBy\": \"transferee\"")]
    [InlineData("its minimum is not above zero", "\"fen\": 100", "\"fen\": 0")]
    [InlineData("a payer is named twice", "\"parts\": [", "\"parts\": [{ \"payers\": { \"owner\": 10000 }, \"tiers\": [{ \"ratePer100000\": 2 }] },")]
    [InlineData("its share of 0 lies outside 1 to 10000", "\"tag\"", "\"shareBasisPoints\": 0, \"tag\"")]
    [InlineData("its greatest discount of 10001 lies outside 0 to 10000", "\"tag\"", "\"mostDiscountBasisPoints\": 10001, \"tag\"")]
    [InlineData("its last day lies before its first", "\"tag\"", "\"effectiveTo\": \"1999-12-31\", \"tag\"")]
    [InlineData("does not say how many months count", "\"parts\"", "\"basis\": \"rent\", \"parts\"")]
    [InlineData("it counts months and is not reckoned on the rent", "\"parts\"", "\"mostMonths\": 60, \"parts\"")]
    [InlineData("hours are charged by some of it and amounts by the rest", "\"parts\"", "\"basis\": \"room-hours\", \"parts\"")]
    [InlineData("hours are charged by some of it and amounts by the rest", "\"tiers\": [{ \"upToFen\": 10, \"ratePer100000\": 1 }, { \"upToFen\": 20, \"ratePer100000\": 1 }, { \"ratePer100000\": 2 }]", "\"hours\": { \"fenPerHour\": 1 }")]
    [InlineData("it charges hours and has tiers besides", "\"floorFen\"", "\"hours\": { \"fenPerHour\": 1 }, \"floorFen\"")]
    [InlineData("a rate for hours is below zero", "\"floorFen\"", "\"hours\": { \"fenPerHour\": -1 }, \"floorFen\"")]
    [InlineData("first hours and what they cost go together", "\"floorFen\"", "\"hours\": { \"fenPerHour\": 1, \"firstHours\": 1 }, \"floorFen\"")]
    [InlineData("first hours and what they cost go together", "\"floorFen\"", "\"hours\": { \"fenPerHour\": 1, \"firstFen\": 1 }, \"floorFen\"")]
    [InlineData("it has no part", "\"minimumPerCase\": { \"fen\": 100, \"borneBy\": \"winner\" },", "\"parts\": [] }, \"goods\": {")]
    public void Read_AContradiction_IsRefused_AndNamed(string says, string part, string instead)
    {
        Assert.Contains(part, Sound, StringComparison.Ordinal);

        var refused = Refused(File("wrong.json", Sound.Replace(part, instead, StringComparison.Ordinal)));

        Assert.StartsWith("wrong.json, works: ", refused, StringComparison.Ordinal);
        Assert.Contains(says, refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("capFenn", "\"capFen\"", "\"capFenn\"")]
    [InlineData("minimumPerCas", "\"minimumPerCase\"", "\"minimumPerCas\"")]
    [InlineData("discount", "\"tag\"", "\"discount\": 1, \"tag\"")]
    [InlineData("collectedBy", "\"collectedBy\": \"centre\",", "")]
    [InlineData("payers", "\"owner\": 4000", "\"buyer\": 4000")]
    [InlineData("Duplicate properties not allowed", "\"categories\": {", "\"categories\": { \"works\": { \"parts\": [] },")]
    public void Read_AFieldThatIsUnknown_Missing_OrTwice_IsRefused_AndNamed(string says, string part, string instead)
    {
        Assert.Contains(part, Sound, StringComparison.Ordinal);

        var refused = Refused(File("wrong.json", Sound.Replace(part, instead, StringComparison.Ordinal)));

        Assert.StartsWith("wrong.json: ", refused, StringComparison.Ordinal);
        Assert.Contains(says, refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"effectiveTo\": \"2010-01-02\", ")]
    public void Read_TwoFilesInForceOnOneDay_AreRefused(string to)
    {
        var later = Sound.Replace("2000-01-01", "2010-01-02", StringComparison.Ordinal);

        Assert.Equal(
            "k, works: two of its files are in force on one day.",
            Refused(File("early", Sound.Replace("\"tag\"", to + "\"tag\"", StringComparison.Ordinal)), File("later", later)));
    }

    [Fact]
    public void Read_TwoFilesOneAfterTheOther_HoldEachInItsTime()
    {
        var early = Sound.Replace("\"tag\"", "\"effectiveTo\": \"2010-01-01\", \"tag\"", StringComparison.Ordinal);
        var library = FeeLibrary.Read([File("later", Sound.Replace("2000-01-01", "2010-01-02", StringComparison.Ordinal)), File("early", early)]);

        Assert.Equal(new DateOnly(2000, 1, 1), library.Get("k", null, new DateOnly(2010, 1, 1)).EffectiveFrom);
        Assert.Equal(new DateOnly(2010, 1, 2), library.Get("k", null, new DateOnly(2010, 1, 2)).EffectiveFrom);
    }

    [Fact]
    public void Read_SameTiersAsAFileThatIsNotThere_OrBesidesItsOwn_IsRefused()
    {
        const string Pointing = """{ "key": "p", "citation": "c", "tag": "L", "collectedBy": "centre", "income": "trading-service-fee", "effectiveFrom": "2000-01-01", "sameTiersAs": "k" }""";
        const string Says = "wrong.json: it needs categories of its own or, by sameTiersAs, those of one other file.";

        Assert.Equal(new Money(9), FeeLibrary.Read([File("k", Sound), File("p", Pointing)]).Get("p", null, new DateOnly(2020, 1, 1)).Parts.Single().Cap);
        Assert.Equal(Says, Refused(File("wrong.json", Pointing)));
        Assert.Equal(Says, Refused(File("wrong.json", Sound.Replace("\"tag\"", "\"sameTiersAs\": \"k\", \"tag\"", StringComparison.Ordinal))));
    }

    private static string Refused(params (string Name, Stream Json)[] files) => Assert.Throws<InvalidDataException>(() => FeeLibrary.Read(files)).Message;

    private static (string Name, Stream Json) File(string name, string json) => (name, new MemoryStream(Encoding.UTF8.GetBytes(json)));
}

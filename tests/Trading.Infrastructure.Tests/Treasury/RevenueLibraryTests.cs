using System.Text;
using Trading.Domain.Fees;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure.Tests.Treasury;

/// <summary>The shipped models, and what a file that contradicts itself or another gets.</summary>
public sealed class RevenueLibraryTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private const string Sound = """
        { "key": "k", "nameZh": "模式", "nameEn": "Model", "citation": "c", "tag": "L", "incomes": [
          { "kind": "venue-rent", "collectedBy": "centre", "owner": "treasury", "returnedBasisPoints": 5000, "citation": "c", "tag": "L", "effectiveFrom": "2011-01-01" }] }
        """;

    [Fact]
    public void Load_HasTheFiveModels_EachOfWhichSaysWhoseEveryKindIs()
    {
        var models = RevenueLibrary.Load().All;

        Assert.Equal(["committee-office", "demo-centre", "merged-with-service-centre", "under-city-government", "under-construction-bureau", "under-service-committee"], models.Select(m => m.Key));
        Assert.All(models, m => Assert.All(Enum.GetValues<IncomeKind>(), kind => Assert.NotNull(m.RuleOf(kind, Day))));
        Assert.All(models, m => Assert.Equal(IncomeOwner.Treasury, m.RuleOf(IncomeKind.AdministrativeFee, Day)!.Owner));
        Assert.Equal(
            [0L, 5_000, 5_000, 0, 0, 0], models.Select(m => m.RuleOf(IncomeKind.TradingServiceFee, Day)!.ReturnedBasisPoints));
        Assert.Equal(
            [IncomeOwner.Treasury, IncomeOwner.Treasury, IncomeOwner.Treasury, IncomeOwner.Treasury, IncomeOwner.Centre, IncomeOwner.Treasury], models.Select(m => m.RuleOf(IncomeKind.TradingServiceFee, Day)!.Owner));
    }

    [Fact]
    public void Schedules_NameAKindOfIncome_ThatTheirCollectorCollects() => Assert.All(
        FeeLibrary.Load().All.Where(s => s.CollectedBy != FeeCollector.Centre), s => Assert.Equal(s.CollectedBy, RevenueLibrary.Load().All[0].RuleOf(s.Income, Day)!.CollectedBy));

    [Theory]
    [InlineData("wrong.json: VenueRent: its share of 10001 lies outside 0 to 10000 basis points.", "5000", "10001")]
    [InlineData("wrong.json: AdministrativeFee: an administrative fee is the treasury's.", "\"venue-rent\", \"collectedBy\": \"centre\", \"owner\": \"treasury\", \"returnedBasisPoints\": 5000", "\"administrative-fee\", \"collectedBy\": \"centre\", \"owner\": \"centre\"")]
    [InlineData("wrong.json: The JSON property 'share'", "\"returnedBasisPoints\"", "\"share\": 1, \"returnedBasisPoints\"")]
    [InlineData("wrong.json: ", "\"owner\": \"treasury\", ", "")]
    public void Read_AContradiction_OrAFieldThatIsUnknownOrMissing_IsRefused_AndNamed(string says, string part, string instead)
    {
        Assert.Contains(part, Sound, StringComparison.Ordinal);

        var refused = Assert.Throws<InvalidDataException>(() => RevenueLibrary.Read([File("wrong.json", Sound.Replace(part, instead, StringComparison.Ordinal))])).Message;

        Assert.StartsWith(says, refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoFilesOfOneKey_IsRefused() =>
        Assert.Equal("two.json: another file has the key k.", Assert.Throws<InvalidDataException>(() => RevenueLibrary.Read([File("one.json", Sound), File("two.json", Sound)])).Message);

    private static (string, Stream) File(string name, string text) => (name, new MemoryStream(Encoding.UTF8.GetBytes(text)));
}

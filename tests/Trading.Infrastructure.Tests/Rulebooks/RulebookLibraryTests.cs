using System.Text.Json;
using Trading.Domain.Calendar;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Tests.Rulebooks;

public sealed class RulebookLibraryTests
{
    private static readonly RulebookLibrary Library = RulebookLibrary.Load();
    private static readonly WorkCalendar Calendar = HolidayCalendar.Load();
    private static readonly DateOnly Today = new(2026, 3, 2);

    public static TheoryData<string> Books => [.. Library.Names];

    [Fact]
    public void Load_Release_HasTheBooksOfEveryLine() => Assert.Equal(
        ["construction", "land", "mining", "national-common", "procurement", "replay", "rural", "state-property"], Library.Names.Order());

    [Theory]
    [MemberData(nameof(Books))]
    public void National_EveryKey_HasNotMoreThanOneRowInForceOnAnyDay(string book)
    {
        var versions = Library.National(book).GroupBy(r => r.Key);

        Assert.All(versions, rows =>
        {
            var inOrder = rows.OrderBy(r => r.EffectiveFrom).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.EffectiveTo < pair.Second.EffectiveFrom, rows.Key));
        });
    }

    [Theory]
    [MemberData(nameof(Books))]
    public void National_EveryRowSettable_AllowsItsOwnValue(string book) =>
        Assert.All(
            Library.National(book).Where(r => r.Settable is not null),
            r => Assert.True(r.Settable!.AllowsChoice(r.Value) && r.Settable.AllowsNumber(r.Value), r.Key));

    // A period is asked for as a period, and a share, an amount or a count is not.
    [Theory]
    [MemberData(nameof(Books))]
    public void National_EveryRowInDays_IsAPeriod(string book) =>
        Assert.All(
            Library.National(book).Where(r => r.Unit is RuleUnit.CalendarDay or RuleUnit.Workday),
            r => Assert.Equal(r.Number, r.Period.Days));

    [Theory]
    [MemberData(nameof(Books))]
    public void National_EveryRow_StandsInTheDocuments(string book)
    {
        var documented = RuleTable.Read(book);

        var shipped = OwnRows(book).Select(r => new RuleTable.Row(
            r.Key, r.Value, Word(r.Unit), Word(r.Kind), r.Citation, Word(r.Tag), Word(r.EffectiveFrom), r.Note ?? ""));

        Assert.Equal(documented, shipped);
    }

    // The statutory periods of a construction tender, counted on the calendar of 2026.
    [Theory]
    [InlineData("construction.bid-preparation-days", "2026-03-02", "2026-03-23")]
    [InlineData("construction.clarification-days", "2026-05-20", "2026-05-05")]
    [InlineData("construction.document-objection-days", "2026-05-20", "2026-05-10")]
    [InlineData("construction.publicity-days", "2026-04-03", "2026-04-07")]
    [InlineData("construction.contract-days", "2026-06-01", "2026-07-01")]
    [InlineData("construction.withdrawal-refund-days", "2026-06-01", "2026-06-08")]
    public void Period_ConstructionRule_EndsOnTheDay(string key, string from, string expected)
    {
        var period = Construction().Period(key, Calendar, Day(from));

        Assert.Equal(Day(expected), period.Date);
        Assert.Equal(key, period.Key);
    }

    [Fact]
    public void Construction_BidPreparation_IsTwentyDaysUnderArticle24()
    {
        var rule = Construction().Get("construction.bid-preparation-days");

        Assert.Equal((20, "《招标投标法》第二十四条", RuleTag.Unconfirmed), (rule.Number, rule.Citation, rule.Tag));
    }

    [Fact]
    public void Replay_Rules_TakeThePlaceOfConstructionsAndAreRefusedInProduction()
    {
        var replay = Library.Resolve("replay", Today, [], []);

        Assert.Equal(1, replay.Get("construction.min-bidders").Count);
        Assert.True(replay.Get("construction.price-floor").Flag);
        Assert.Equal("recorded-draw", replay.Get("construction.tie-break").Text);
        Assert.Equal(5, replay.Get("construction.refund-days").Count);
        Assert.Contains("construction.min-bidders", Assert.Throws<RuleBrokenException>(replay.RequireConfirmed).Message);
    }

    [Fact]
    public void Replay_DayBeforeTheRegulation_HasEveryRuleOfConstruction() =>
        Assert.Equal(
            Construction().Rules.Select(r => r.Key),
            Library.Resolve("replay", new DateOnly(2007, 5, 9), [], []).Rules.Select(r => r.Key));

    [Fact]
    public void National_UnknownBook_IsABug() => Assert.Throws<KeyNotFoundException>(() => Library.National("shipping"));

    private static Rulebook Construction() => Library.Resolve("construction", Today, [], []);

    private static IEnumerable<Rule> OwnRows(string book) => book switch
    {
        "national-common" => Library.National(book),
        "replay" => Library.National(book).Where(r => r.EffectiveFrom > DateOnly.MinValue),
        _ => Library.National(book).Except(Library.National("national-common")),
    };

    private static string Word<T>(T value) => JsonSerializer.Serialize(value, RuleJson.Options).Trim('"');

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Domain.Tests.Calendar;

namespace Trading.Domain.Tests.Tendering;

/// <summary>The statutory minimums of a notice: how long the documents are offered, and how long bidders have, by whether the law requires the tender.</summary>
public sealed class TimetableTests
{
    private const string Offer = "《招标投标法实施条例》第十六条";
    private const string Statutory = "《招标投标法》第二十四条";
    private const string Local = "中心服务规则";

    // Monday 2 March 2026. Day 5 is Saturday the 7th, day 20 Sunday the 22nd, day 10 Thursday the 12th.
    private static readonly DateTime Notice = At(2);

    [Fact]
    public void Breaches_OfTheShortestTimetable_AreNone_AndOneDayLessIsCited()
    {
        var shortest = Timetable.Shortest(Rules(isLegallyRequired: true), TestCalendar.Of2026, Notice, new TimeOnly(9, 30));
        Assert.Equal((Instants.EndOfBeijingDay(new DateOnly(2026, 3, 9)), At(23, 9, 30)), (shortest.DocumentsUntilUtc, shortest.DeadlineUtc));
        Assert.Empty(Breaches(shortest));

        var offer = Assert.Single(Breaches(shortest with { DocumentsUntilUtc = Instants.EndOfBeijingDay(new DateOnly(2026, 3, 8)) }));
        Assert.Equal((TenderingRules.DocumentOfferTooShort, Offer), (offer.Rule, offer.Citation));
        Assert.Equal([new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 8)], offer.Limits);

        var preparation = Assert.Single(Breaches(shortest with { DeadlineUtc = At(22, 23, 59) }));
        Assert.Equal((TenderingRules.PreparationTooShort, Statutory), (preparation.Rule, preparation.Citation));
        Assert.Equal([new DateOnly(2026, 3, 23), new DateOnly(2026, 3, 22)], preparation.Limits);
    }

    [Fact]
    public void Breaches_OfATenderThatTheLawDoesNotRequire_AreReckonedByTheCentresDays()
    {
        var shortest = Timetable.Shortest(Rules(isLegallyRequired: false), TestCalendar.Of2026, Notice, new TimeOnly(9, 30));
        Assert.Equal(At(12, 9, 30), shortest.DeadlineUtc);
        Assert.Empty(Breaches(shortest, isLegallyRequired: false));
        Assert.Equal([TenderingRules.PreparationTooShort], Breaches(shortest).Select(b => b.Rule));

        var sooner = Assert.Single(Breaches(shortest with { DeadlineUtc = At(11, 23) }, isLegallyRequired: false));
        Assert.Equal((TenderingRules.PreparationTooShort, Local), (sooner.Rule, sooner.Citation));
        Assert.Equal([new DateOnly(2026, 3, 12), new DateOnly(2026, 3, 11)], sooner.Limits);
    }

    [Fact]
    public void Breaches_OutOfOrder_AreToldWithTheNotice()
    {
        var lawful = new Timetable(Notice, At(12), At(30));
        Timetable[] disordered = [lawful with { DocumentsFromUtc = Notice.AddMilliseconds(-1) }, new(At(12), At(12), At(30, month: 4)), new(At(12), At(20), At(12))];

        Assert.Empty(Breaches(lawful));
        Assert.All(disordered, t =>
        {
            var first = Breaches(t)[0];
            Assert.Equal(TenderingRules.TimetableOutOfOrder, first.Rule);
            Assert.Equal([Notice], first.Limits);
        });
    }

    [Theory]
    [InlineData(12, 4, false)] // day 20 is Thursday the 24th of December
    [InlineData(12, 5, true)] // day 20 is the 25th, which the arrangement of the next year may touch
    [InlineData(12, 21, true)] // the documents are offered until the 28th
    public void IsHeldToProvisionalDays_WhereAMinimumEndsInAYearWithoutPublishedHolidays(int month, int day, bool isProvisional)
    {
        var timetable = new Timetable(At(day, month: month), At(day, month: month).AddDays(9), At(day, month: month).AddDays(60));

        Assert.Equal(isProvisional, timetable.IsHeldToProvisionalDays(Rules(isLegallyRequired: true), TestCalendar.Of2026));
    }

    private static IReadOnlyList<RuleBrokenException> Breaches(Timetable timetable, bool isLegallyRequired = true) =>
        timetable.Breaches(Rules(isLegallyRequired), TestCalendar.Of2026, Notice);

    private static DateTime At(int day, int hour = 9, int minute = 0, int month = 3) => Instants.FromBeijing(new DateTime(2026, month, day, hour, minute, 0));

    private static TenderRulebook Rules(bool isLegallyRequired) => new(
        new Rulebook("construction",
        [
            Days("doc-sale-days", "5", RuleKind.Lasting, Offer), Days("bid-preparation-days", "20", RuleKind.AtLeast, Statutory),
            Days("bid-preparation-voluntary-days", "10", RuleKind.AtLeast, Local),
        ]),
        "construction", isLegallyRequired);

    private static Rule Days(string key, string days, RuleKind kind, string citation) =>
        new("construction." + key, days, RuleUnit.CalendarDay, kind, citation, RuleTag.Statute, new DateOnly(2012, 2, 1));
}

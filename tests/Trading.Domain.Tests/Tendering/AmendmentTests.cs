using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Domain.Tests.Calendar;

namespace Trading.Domain.Tests.Tendering;

/// <summary>Late amendments push the deadline: fifteen days are left to whoever bids, or the deadline moves.</summary>
public sealed class AmendmentTests
{
    // Bids until 30 March: fifteen days before it is the 15th.
    private static readonly DateTime Published = At(2, 9);
    private static readonly DateTime Deadline = At(30, 9);

    private static readonly TenderRulebook Rules = new(
        new Rulebook("construction",
        [
            Days("doc-sale-days", "5", RuleKind.Lasting), Days("bid-preparation-days", "20", RuleKind.AtLeast), Days("clarification-days", "15", RuleKind.Before),
            Of("price-floor", "false", RuleUnit.Switch), Of("deposit-basis-points", "200", RuleUnit.BasisPoint), Of("deposit-cap-works-fen", "80000000", RuleUnit.Fen),
        ]),
        "construction", isLegallyRequired: true);

    private static DateTime At(int day, int hour, int month = 3) => Instants.FromBeijing(new DateTime(2026, month, day, hour, 0, 0));

    private static Rule Days(string key, string days, RuleKind kind) =>
        new("construction." + key, days, RuleUnit.CalendarDay, kind, "《招标投标法实施条例》第二十一条", RuleTag.Statute, new DateOnly(2012, 2, 1));

    private static Rule Of(string key, string value, RuleUnit unit) =>
        new("construction." + key, value, unit, RuleKind.Setting, "《招标投标法实施条例》", RuleTag.Statute, new DateOnly(2012, 2, 1));

    private static Tender Bidding()
    {
        var project = Project.Draft(1, "construction", 5, null, byAgency: false, 1, new ProjectFacts("A", "B", "000000", "1", true, true), Published);
        var lot = project.AddLot(new LotFacts("A", LotCategory.Works, Money.Yuan(10_000_000m), Money.Yuan(9_800_000m), null, Money.Yuan(60_000m), 300));
        var tender = Tender.Prepare(lot, [TieStep.LowerBidPrice], [], []);
        tender.Publish(lot, new Timetable(Published, At(10, 9), Deadline), Rules, TestCalendar.Of2026, Published);
        return tender;
    }

    private static void Amend(Tender tender, DateTime now, DateTime? newDeadline = null, bool affectsBids = true) =>
        tender.Amend(newDeadline, affectsBids, Rules, TestCalendar.Of2026, now);

    private static RuleBrokenException Refusal(Action act) => Assert.Throws<RuleBrokenException>(act);

    [Fact]
    public void Amend_OnTheFifteenthDayBefore_LeavesTheDeadline()
    {
        var tender = Bidding();

        Amend(tender, At(15, 23));

        Assert.Equal(Deadline, tender.DeadlineUtc);
    }

    [Fact]
    public void Amend_OnTheFourteenthDayBefore_IsRefusedWithTheEarliestLawfulDeadline()
    {
        var tender = Bidding();

        var refusal = Refusal(() => Amend(tender, At(16, 0)));

        Assert.Equal(TenderingRules.AmendmentTooLate, refusal.Rule);
        Assert.Equal([new DateOnly(2026, 3, 15), new DateOnly(2026, 3, 31)], refusal.Limits);
        Assert.Equal("《招标投标法实施条例》第二十一条", refusal.Citation);
        Assert.Equal(Deadline, tender.DeadlineUtc);
    }

    [Fact]
    public void Amend_WithTheEarliestLawfulDeadline_MovesIt_AndADayLessIsRefused()
    {
        var tender = Bidding();
        var late = At(20, 12);

        Assert.Equal(TenderingRules.AmendmentTooLate, Refusal(() => Amend(tender, late, At(3, 23, month: 4))).Rule);
        Amend(tender, late, At(4, 0, month: 4));

        Assert.Equal(At(4, 0, month: 4), tender.DeadlineUtc);
        Assert.True(tender.TakesBids(At(4, 0, month: 4).AddMilliseconds(-1)));
        Assert.False(tender.TakesBids(At(4, 0, month: 4)));
    }

    [Fact]
    public void Amend_ThatDoesNotAffectBids_MayComeLate()
    {
        var tender = Bidding();

        Amend(tender, At(29, 9), affectsBids: false);

        Assert.Equal(Deadline, tender.DeadlineUtc);
    }

    [Fact]
    public void Amend_WithADeadlineThatIsNotLater_IsRefused()
    {
        var tender = Bidding();

        Assert.Equal(TenderingRules.DeadlineMovesLater, Refusal(() => Amend(tender, At(5, 9), Deadline)).Rule);
        Assert.Equal(TenderingRules.DeadlineMovesLater, Refusal(() => Amend(tender, At(5, 9), Deadline.AddDays(-1))).Rule);
        Amend(tender, At(5, 9), Deadline.AddMilliseconds(1));
    }

    [Fact]
    public void Amend_OnceTheWindowIsClosed_IsRefused()
    {
        var tender = Bidding();

        Assert.Equal(TenderingRules.WindowClosed, Refusal(() => Amend(tender, Deadline, Deadline.AddDays(30))).Rule);
    }
}

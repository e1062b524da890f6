using Trading.Domain.Proceeds;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Proceeds;

/// <summary>What becomes of a price plan after it is agreed: a penalty waived, parts changed, an account corrected, interest on what is deferred.</summary>
public sealed class PricePlanChangeTests
{
    private static readonly DateOnly Contract = new(2026, 3, 2);
    private static readonly PricePayee Before = new("乙", "1", "行");
    private static readonly Guid Change = new("11111111-1111-1111-1111-111111111111");

    [Fact]
    public void Waive_NoMoreThanIsOwed_AndWhatIsLeftIsOwed()
    {
        var plan = Opened((500_000m, 30), (500_000m, 300));
        var day = Contract.AddDays(40);

        // Ten days of 500,000.00 at 1/1000.
        Assert.Equal([(object)Money.Yuan(5_000m), Money.Yuan(5_000.01m)], Refused(() => plan.WaivePenalty(Money.Yuan(5_000.01m), day)).Limits);
        Assert.Equal(ProceedsRules.MoreThanPenalty, Refused(() => plan.WaivePenalty(Money.Zero, day)).Rule);
        plan.WaivePenalty(Money.Yuan(3_000m), day);

        Assert.Equal(Money.Yuan(2_000m), plan.PenaltyOwedOn(day));
        Assert.Equal(new PricePayment(Money.Yuan(1_000_000m), Money.Yuan(2_000m)), plan.Receive(Money.Yuan(1_002_000m), day));
        Assert.Equal(PricePlanState.Paid, plan.State);
    }

    [Fact]
    public void Waive_AllThatIsLeft_SettlesThePlan()
    {
        var plan = Opened((1_000_000m, 30));
        plan.Receive(Money.Yuan(1_000_000m), Contract.AddDays(31));
        Assert.Equal((PricePlanState.Open, Money.Yuan(1_000m)), (plan.State, plan.OwedOn(Contract.AddDays(90))));

        plan.WaivePenalty(Money.Yuan(1_000m), Contract.AddDays(40));

        Assert.Equal((PricePlanState.Paid, ProceedsRules.WrongState), (plan.State, Refused(() => plan.WaivePenalty(Money.Yuan(1m), Contract.AddDays(41))).Rule));
    }

    [Fact]
    public void Change_OfWhatIsNotPaid_KeepsTheContractsRows()
    {
        var plan = Opened((500_000m, 30), (500_000m, 300));
        plan.Receive(Money.Yuan(600_000m), Contract.AddDays(20));

        var change = Propose(plan, 50, (200_000m, 100), (200_000m, 365));
        Assert.Equal((0, 2), (plan.Revision, plan.Instalments.Count));
        plan.Approve(change, At(50));

        Assert.Equal([Money.Yuan(500_000m), Money.Yuan(100_000m), Money.Yuan(200_000m), Money.Yuan(200_000m)], plan.Instalments.Select(i => i.Amount));
        Assert.Equal([30, 300, 100, 365], plan.Instalments.Select(i => i.DueOn.DayNumber - Contract.DayNumber));
        Assert.Equal((plan.Price, plan.Received), (Sum(plan.Instalments.Select(i => i.Amount)), Sum(plan.Instalments.Select(i => i.Received))));
        Assert.Equal([Money.Yuan(500_000m), Money.Yuan(500_000m)], plan.Of(0).Select(i => i.Amount));
        Assert.Equal(Money.Yuan(200_000m), plan.Next!.Amount);
    }

    /// <summary>What is late stays late where it is listed as it was; what is put off costs the days until the agreement.</summary>
    [Fact]
    public void Change_WhileAPartIsLate_KeepsWhatIsOwedForTheDays()
    {
        var kept = Opened((500_000m, 30), (500_000m, 300));
        kept.Approve(Propose(kept, 40, (500_000m, 30), (500_000m, 365)), At(40));
        Assert.Equal((Money.Zero, Money.Yuan(7_500m)), (kept.PenaltyCharged, kept.PenaltyOwedOn(Contract.AddDays(45))));

        var putOff = Opened((500_000m, 30), (500_000m, 100));
        putOff.Receive(Money.Yuan(500_000m), Contract.AddDays(30));
        putOff.Approve(Propose(putOff, 110, (500_000m, 200)), At(110));
        Assert.Equal((Money.Yuan(5_000m), Money.Yuan(5_000m)), (putOff.PenaltyCharged, putOff.PenaltyOwedOn(Contract.AddDays(200))));
    }

    [Fact]
    public void Change_IsHeldToTheRulesOfTheLine()
    {
        var plan = Opened((500_000m, 30), (500_000m, 300));
        plan.Receive(Money.Yuan(100_000m), Contract.AddDays(5));

        Assert.Equal((ProceedsRules.FirstTooSmall, "出处"), CitedOf(() => Propose(plan, 10, (300_000m, 30), (600_000m, 300))));
        Assert.Equal((ProceedsRules.LastTooLate, "出处"), CitedOf(() => Propose(plan, 10, (400_000m, 30), (500_000m, 366))));
        Assert.Equal(ProceedsRules.SumDiffers, Refused(() => Propose(plan, 10, (400_000m, 30), (499_999m, 300))).Rule);
        Assert.Equal(ProceedsRules.InstalmentMalformed, Refused(() => Propose(plan, 10, (400_000m, 9), (500_000m, 300))).Rule);
        Assert.Equal(ProceedsRules.TooManyInstalments, Refused(() => Propose(plan, 10)).Rule);
        Assert.Equal(ProceedsRules.AgreedOnMalformed, Refused(() => Propose(plan, -1, (400_000m, 30), (500_000m, 300))).Rule);
        Assert.Equal(ProceedsRules.AgreementMissing, Refused(() => plan.ProposeChange(Change, new PriceChangeTerms(" ", Contract, []), Bounds(), At(0))).Rule);

        var whole = Opened((1_000_000m, 30));
        Assert.Equal((ProceedsRules.FirstTooLate, "出处"), CitedOf(() => Propose(whole, 10, (1_000_000m, 31))));
    }

    [Fact]
    public void Change_AfterMoneyArrived_IsNoLongerWhatWasProposed()
    {
        var plan = Opened((500_000m, 30), (500_000m, 300));
        var change = Propose(plan, 10, (500_000m, 30), (500_000m, 365));
        plan.Receive(Money.Yuan(1m), Contract.AddDays(11));

        Assert.Equal(ProceedsRules.PlanChanged, Refused(() => plan.Approve(change, At(12))).Rule);
    }

    [Fact]
    public void Interest_OnDeferredParts_FromTheFirstPaymentToTheDayOfPayment()
    {
        var plan = Opened(435, "银行保函 1", (300_000m, 5), (600_000m, 205), (100_000m, 205));
        plan.Receive(Money.Yuan(300_000m), Contract.AddDays(8));
        Assert.Equal(Money.Zero, plan.InterestCharged);

        // 600,000.00 for 100 days at 4.35 %: 7,250.00; of 100,000.00 1,208.33.
        var day = Contract.AddDays(105);
        Assert.Equal(Money.Yuan(7_250m) + Money.Yuan(1_208.33m), plan.InterestOwedOn(day));
        Assert.Equal(Money.Zero, plan.DueBy(day) - plan.PenaltyOwedOn(day));
        var payment = plan.Receive(plan.OwedOn(day), day);

        Assert.Equal((Money.Yuan(700_000m), Money.Yuan(900m), Money.Yuan(8_458.33m)), (payment.Price, payment.Penalty, payment.Interest));
        Assert.Equal(PricePlanState.Paid, plan.State);
    }

    [Fact]
    public void Interest_BelowTheLoanRate_OrUnsecured_IsRefused_ButNotWhereAllIsPaidAtOnce()
    {
        Assert.Equal((ProceedsRules.InterestTooLow, "出处"), CitedOf(() => Opened(434, "保函", (500_000m, 5), (500_000m, 205))));
        Assert.Equal(ProceedsRules.InterestTooLow, Refused(() => Opened(null, "保函", (500_000m, 5), (500_000m, 205))).Rule);
        Assert.Equal((ProceedsRules.SecurityMissing, "出处"), CitedOf(() => Opened(435, null, (500_000m, 5), (500_000m, 205))));

        var whole = Opened(null, null, (1_000_000m, 5));
        Assert.Equal(ProceedsRules.InterestTooLow, Refused(() => whole.ProposeChange(
            Change, new PriceChangeTerms("补 1", Contract, Parts((500_000m, 5), (500_000m, 205))), Bounds(withInterest: true), At(2))).Rule);
    }

    [Fact]
    public void Interest_AddedOrChangedByAgreement_RunsFromItsDay_AndNotBackwards()
    {
        var whole = Opened(null, null, (1_000_000m, 5));
        PriceChangeTerms Terms(long? rate, string? security, int agreed = 2) =>
            new("补 1", Contract.AddDays(agreed), Parts((500_000m, 5), (500_000m, 205))) { InterestBasisPoints = rate, Security = security };
        Assert.Equal((ProceedsRules.InterestTooLow, "出处"), CitedOf(() => whole.ProposeChange(Change, Terms(434, "保函"), Bounds(withInterest: true), At(2))));
        Assert.Equal((ProceedsRules.SecurityMissing, "出处"), CitedOf(() => whole.ProposeChange(Change, Terms(435, null), Bounds(withInterest: true), At(2))));
        var added = whole.ProposeChange(Change, Terms(435, "保函"), Bounds(withInterest: true), At(2));
        Assert.Null(whole.Interest);
        whole.Approve(added, At(3));

        // From the first payment's day, which comes after the agreement: 500,000.00 for 100 days at 4.35 % are 6,041.67.
        Assert.Equal((Contract.AddDays(5), "保函"), (whole.Interest!.From, whole.SecurityNow));
        Assert.Equal(Money.Yuan(6_041.67m), whole.InterestOwedOn(Contract.AddDays(105)));

        whole.Receive(Money.Yuan(500_000m), Contract.AddDays(5));
        var changed = whole.ProposeChange(
            Guid.NewGuid(), new PriceChangeTerms("补 2", Contract.AddDays(55), Parts((500_000m, 205))) { InterestBasisPoints = 600 }, Bounds(withInterest: true), At(55));
        whole.Approve(changed, At(56));

        // 50 days at 4.35 % and 50 at 6 %: 3,020.83 and 4,166.67.
        Assert.Equal(Money.Yuan(7_187.50m), whole.InterestOwedOn(Contract.AddDays(105)));
        Assert.Equal("保函", whole.SecurityNow);
        Assert.Equal(ProceedsRules.AgreedOnMalformed, Refused(() => whole.ProposeChange(
            Guid.NewGuid(), new PriceChangeTerms("补 3", Contract.AddDays(54), Parts((500_000m, 205))) { InterestBasisPoints = 500 }, Bounds(withInterest: true), At(60))).Rule);
    }

    [Fact]
    public void Payee_Corrected_ComesIntoForceWithTheApproval()
    {
        var plan = Opened(new PriceTerms(Money.Yuan(1_000_000m), Contract, Parts((1_000_000m, 30))), Bounds(), new PriceParties(4, "甲", Before, "check-before"));
        Assert.Equal(ProceedsRules.PayeeSame, Refused(() => plan.ProposePayee(Change, Before, "c", At(1))).Rule);
        var change = plan.ProposePayee(Change, new PricePayee("乙", "2", "行"), "check-after", At(10));
        Assert.Equal((Before, Guid.Empty), (plan.Payee, plan.Pinned!.Subject));

        plan.Approve(change, At(12));

        Assert.Equal(("2", Change, "check-after"), (plan.Payee!.Account, plan.Pinned!.Subject, plan.Pinned.Check));
        Assert.Equal([Before], plan.PinnedAt(At(11)).Select(p => p.Payee));
        Assert.Equal(["2"], plan.PinnedAt(At(13)).Select(p => p.Payee.Account));
        Assert.Equal(ProceedsRules.PayeeSame, Refused(() => Opened((1_000_000m, 30)).ProposePayee(Change, Before, "c", At(1))).Rule);
    }

    private static PricePlanChange Propose(PricePlan plan, int agreed, params (decimal Yuan, int Days)[] parts) =>
        plan.ProposeChange(Change, new PriceChangeTerms("补 1", Contract.AddDays(agreed), Parts(parts)), Bounds(), At(Math.Max(agreed, 0)));

    private static PricePlan Opened(params (decimal Yuan, int Days)[] parts) => Opened(new PriceTerms(Money.Yuan(1_000_000m), Contract, Parts(parts)), Bounds());

    private static PricePlan Opened(long? rate, string? security, params (decimal Yuan, int Days)[] parts) =>
        Opened(new PriceTerms(Money.Yuan(1_000_000m), Contract, Parts(parts)) { InterestBasisPoints = rate, Security = security }, Bounds(withInterest: true));

    private static PricePlan Opened(PriceTerms terms, PriceBounds bounds, PriceParties? parties = null)
    {
        var plan = PricePlan.Propose(Guid.Empty, new PricePlanSubject(1, 2, Guid.Empty, 3, "S"), parties ?? new PriceParties(4, "甲", null, null), terms, bounds, At(0));
        plan.Open(Money.Zero, At(0));
        return plan;
    }

    private static InstalmentTerms[] Parts(params (decimal Yuan, int Days)[] parts) => [.. parts.Select(p => new InstalmentTerms(Money.Yuan(p.Yuan), Contract.AddDays(p.Days)))];

    private static PriceBounds Bounds(bool withInterest = false) => new(PricePolicy.Of(Rules(withInterest), "land"), Contract.AddDays(30), Contract.AddDays(365)) { LeastInterest = withInterest ? 435 : 0 };

    private static DateTime At(int days) => Instants.StartOfBeijingDay(Contract.AddDays(days)).AddHours(4);

    private static Rulebook Rules(bool withInterest) => new("land",
    [
        Row("price-destination", "treasury", RuleUnit.Text, RuleKind.Setting), Row("price-first-days", "30", RuleUnit.CalendarDay, RuleKind.DueBy),
        Row("price-first-basis-points", withInterest ? "3000" : "5000", RuleUnit.BasisPoint, RuleKind.Minimum), Row("price-last-days", "365", RuleUnit.CalendarDay, RuleKind.DueBy),
        Row("price-late-fraction", "1/1000", RuleUnit.Fraction, RuleKind.Setting), Row("price-pass-on-workdays", "3", RuleUnit.Workday, RuleKind.DueBy),
        .. withInterest ? (Rule[])[Row("price-interest-table", "loan-benchmark", RuleUnit.Text, RuleKind.Setting)] : [],
    ]);

    private static Rule Row(string name, string value, RuleUnit unit, RuleKind kind) => new($"land.{name}", value, unit, kind, "出处", RuleTag.Statute, new DateOnly(2020, 1, 1));

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, m) => sum + m);

    private static RuleBrokenException Refused(Action act) => Assert.Throws<RuleBrokenException>(act);

    private static (string Rule, string? Citation) CitedOf(Action act)
    {
        var refused = Refused(act);
        return (refused.Rule, refused.Citation);
    }
}

using Trading.Domain.Proceeds;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Proceeds;

/// <summary>A price by instalments: what a contract may say, what a payment pays, and what being late costs.</summary>
public sealed class PricePlanTests
{
    private static readonly DateOnly Contract = new(2026, 3, 2);
    private static readonly DateTime Now = new(2026, 3, 3, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Receive_InTime_PaysOneAfterAnother_AlsoBeforeTheyAreDue()
    {
        var plan = Opened(Money.Yuan(1_000_000m), (500_000m, 30), (500_000m, 365));

        Assert.Equal(new PricePayment(Money.Yuan(700_000m), Money.Zero), plan.Receive(Money.Yuan(700_000m), Contract.AddDays(20)));

        Assert.Equal([Money.Yuan(500_000m), Money.Yuan(200_000m)], plan.Instalments.Select(i => i.Received));
        Assert.Equal((2, Money.Yuan(300_000m)), (plan.Next!.Number, plan.OwedOn(Contract.AddDays(365))));
        plan.Receive(Money.Yuan(300_000m), Contract.AddDays(365));
        Assert.Equal((PricePlanState.Paid, Money.Zero), (plan.State, plan.OwedOn(Contract.AddDays(400))));
    }

    /// <summary>land.price-late-fraction: a thousandth of the late part a day.</summary>
    [Fact]
    public void Receive_Late_OwesAThousandthADay_AndThePriceGoesFirst()
    {
        var plan = Opened(Money.Yuan(1_000_000m), (500_000m, 30), (500_000m, 365));
        var late = Contract.AddDays(40);
        // 500,000.00 x 10 days / 1000.
        Assert.Equal((Money.Yuan(5_000m), Money.Yuan(1_005_000m)), (plan.PenaltyOwedOn(late), plan.OwedOn(late)));
        Assert.Equal((Money.Yuan(505_000m), Money.Yuan(500_000m), Money.Zero), (plan.DueBy(late), plan.DueBy(Contract.AddDays(30)), plan.DueBy(Contract.AddDays(29))));
        Assert.True(plan.Takes(Money.Yuan(1_005_000m), late));
        Assert.False(plan.Takes(Money.Yuan(1_005_000.01m), late));

        Assert.Equal(new PricePayment(Money.Yuan(200_000m), Money.Zero), plan.Receive(Money.Yuan(200_000m), late));
        // 200,000.00 cost 2,000.00; the 300,000.00 that are left run on: 20 days are 6,000.00. Nothing runs on the penalty.
        Assert.Equal(Money.Yuan(8_000m), plan.PenaltyOwedOn(Contract.AddDays(50)));
        Assert.Equal(new PricePayment(Money.Yuan(800_000m), Money.Yuan(3_000m)), plan.Receive(Money.Yuan(803_000m), Contract.AddDays(50)));

        Assert.Equal((PricePlanState.Open, Money.Yuan(5_000m)), (plan.State, plan.OwedOn(Contract.AddDays(3_000))));
        plan.Receive(Money.Yuan(5_000m), Contract.AddDays(60));
        Assert.Equal((PricePlanState.Paid, Money.Yuan(8_000m)), (plan.State, plan.PenaltyReceived));
    }

    [Theory]
    [InlineData(1, 1_000, 10, null, 1)]
    [InlineData(1, 1_000, 1, null, 0)]
    [InlineData(1, 500, 600, 10_000L, 100)]
    public void Penalty_IsRoundedOnce_AndCapped(long numerator, long denominator, int days, long? most, long fen) => Assert.Equal(
        new Money(fen), new LatePenalty(numerator, denominator, most, "x").On(new Money(100), Contract, Contract.AddDays(days)));

    [Fact]
    public void Open_WithTheDeposit_CountsItAsPaidOnTheDayOfTheContract()
    {
        var plan = Proposed(Money.Yuan(1_000_000m), (500_000m, 30), (500_000m, 365));

        plan.Open(Money.Yuan(60_000m), Now);

        Assert.Equal((Money.Yuan(60_000m), Money.Zero), (plan.Received, plan.PenaltyCharged));
        Assert.Equal(ProceedsRules.DepositExceedsPrice, Refused(() => Proposed(Money.Yuan(100m), (100m, 1)).Open(Money.Yuan(101m), Now)).Rule);
        Assert.Equal(ProceedsRules.WrongState, Refused(() => plan.Open(Money.Zero, Now)).Rule);
    }

    /// <summary>land.price-first-days, land.price-first-basis-points, land.price-last-days.</summary>
    [Theory]
    [InlineData(ProceedsRules.FirstTooLate, true, 500_000, 31, 500_000, 365)]
    [InlineData(ProceedsRules.FirstTooSmall, true, 499_999, 30, 500_001, 365)]
    [InlineData(ProceedsRules.LastTooLate, true, 500_000, 30, 500_000, 366)]
    [InlineData(ProceedsRules.SumDiffers, false, 500_000, 30, 499_999, 365)]
    [InlineData(ProceedsRules.InstalmentMalformed, false, 500_000, 30, 500_000, 29)]
    [InlineData(ProceedsRules.InstalmentMalformed, false, 500_000, -1, 500_000, 29)]
    public void Propose_AgainstTheLine_IsRefusedWithItsCitation(string rule, bool isCited, int first, int firstDays, int second, int secondDays)
    {
        var refusal = Refused(() => Proposed(Money.Yuan(1_000_000m), (first, firstDays), (second, secondDays)));

        Assert.Equal((rule, isCited), (refusal.Rule, refusal.Citation is not null));
    }

    [Fact]
    public void Propose_OfNothing_OrOfAContractToCome_IsRefused()
    {
        Assert.Equal(ProceedsRules.PriceOutOfRange, Refused(() => Proposed(Money.Zero, (0m, 1))).Rule);
        Assert.Equal(ProceedsRules.PriceOutOfRange, Refused(() => Proposed(new Money(long.MaxValue), (1m, 1))).Rule);
        Assert.Equal(ProceedsRules.TooManyInstalments, Refused(() => Proposed(Money.Yuan(1m))).Rule);
        Assert.Equal(ProceedsRules.ContractToCome, Refused(() => Propose(new PriceTerms(Money.Yuan(1m), new DateOnly(2026, 3, 4), [new InstalmentTerms(Money.Yuan(1m), new DateOnly(2026, 3, 5))]))).Rule);
    }

    [Fact]
    public void NoPriceIsTaken_WhereTheLineHasNoRowsOfIt() =>
        Assert.Equal(ProceedsRules.NoPriceInLine, Refused(() => PricePolicy.Of(new Rulebook("construction", []), "construction")).Rule);

    [Fact]
    public void ContentHash_ChangesWithEachTerm()
    {
        var plan = Proposed(Money.Yuan(1_000_000m), (500_000m, 30), (500_000m, 365));
        var before = plan.ContentHash();
        plan.Open(Money.Zero, Now);
        plan.Receive(Money.Yuan(1m), Contract);

        Assert.Equal(before, plan.ContentHash());
        Assert.NotEqual(before, Proposed(Money.Yuan(1_000_000m), (500_000m, 29), (500_000m, 365)).ContentHash());
    }

    private static PricePlan Opened(Money price, params (decimal Yuan, int Days)[] parts)
    {
        var plan = Proposed(price, parts);
        plan.Open(Money.Zero, Now);
        return plan;
    }

    private static PricePlan Proposed(Money price, params (decimal Yuan, int Days)[] parts) =>
        Propose(new PriceTerms(price, Contract, [.. parts.Select(p => new InstalmentTerms(Money.Yuan(p.Yuan), Contract.AddDays(p.Days)))]));

    private static PricePlan Propose(PriceTerms terms) => PricePlan.Propose(
        Guid.Empty, new PricePlanSubject(1, 2, Guid.Empty, 3, "S"), new PriceParties(4, "甲", null, null), terms,
        new PriceBounds(PricePolicy.Of(Rules, "land"), Contract.AddDays(30), Contract.AddDays(365)), Now);

    private static Rulebook Rules => new("land",
    [
        Row("price-destination", "treasury", RuleUnit.Text, RuleKind.Setting), Row("price-first-days", "30", RuleUnit.CalendarDay, RuleKind.DueBy),
        Row("price-first-basis-points", "5000", RuleUnit.BasisPoint, RuleKind.Minimum), Row("price-last-days", "365", RuleUnit.CalendarDay, RuleKind.DueBy),
        Row("price-late-fraction", "1/1000", RuleUnit.Fraction, RuleKind.Setting), Row("price-pass-on-workdays", "3", RuleUnit.Workday, RuleKind.DueBy),
    ]);

    private static Rule Row(string name, string value, RuleUnit unit, RuleKind kind) => new($"land.{name}", value, unit, kind, "出处", RuleTag.Statute, new DateOnly(2020, 1, 1));

    private static RuleBrokenException Refused(Action act) => Assert.Throws<RuleBrokenException>(act);
}

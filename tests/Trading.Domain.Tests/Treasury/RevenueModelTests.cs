using CsCheck;
using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;

namespace Trading.Domain.Tests.Treasury;

public sealed class RevenueModelTests
{
    private static readonly DateOnly From = new(2026, 1, 1);

    private static readonly Gen<IncomeRule> Rules = Gen.Select(
        Gen.Long[0, FeeSchedule.Whole], Gen.Bool,
        (share, halfUp) => Rule(IncomeKind.AdministrativeFee) with { ReturnedBasisPoints = share, Rounding = halfUp ? ReturnRounding.HalfUp : ReturnRounding.Down });

    [Fact]
    public void Split_OfAnyAmount_SumsToTheWhole_AndIsWithinAFenOfItsShare() =>
        Gen.Select(Rules, Gen.Long[0, 10_000_000_000_000_000]).Sample((rule, fen) =>
        {
            var split = rule.Split(new Money(fen));
            var apart = (long)(((Int128)split.Returned.Fen * FeeSchedule.Whole) - ((Int128)fen * rule.ReturnedBasisPoints));

            return split.Returned + split.Kept == new Money(fen) && split.Returned >= Money.Zero && split.Kept >= Money.Zero
                && (rule.Rounding == ReturnRounding.Down ? apart is <= 0 and > -10_000 : apart is <= 5_000 and > -5_000);
        });

    /// <summary>However a month is cut, the treasury never returns more of the parts than of the whole, where the residue stays with it.</summary>
    [Fact]
    public void Split_RoundedDown_ReturnsNoMoreOfPartsThanOfTheWhole() =>
        Gen.Select(Rules, Gen.Long[0, 1_000_000_000].List[1, 20]).Sample((rule, parts) =>
        {
            var down = rule with { Rounding = ReturnRounding.Down };

            return parts.Sum(p => down.Split(new Money(p)).Returned.Fen) <= down.Split(new Money(parts.Sum())).Returned.Fen;
        });

    [Theory]
    [InlineData(ReturnRounding.Down, 240_000, 240_001)]
    [InlineData(ReturnRounding.HalfUp, 240_001, 240_000)]
    public void Split_OfAnOddFen_IsRoundedAsTheRuleSays(ReturnRounding rounding, long returned, long kept)
    {
        var split = (Rule(IncomeKind.TradingServiceFee) with { ReturnedBasisPoints = 5_000, Rounding = rounding }).Split(new Money(480_001));

        Assert.Equal(new RevenueSplit(new Money(returned), new Money(kept)), split);
    }

    public static TheoryData<string, IncomeRule[]> Contradictory => new()
    {
        { "it has no kind of income", [] },
        { "VenueRent: its last day lies before its first", [Rule(IncomeKind.VenueRent) with { EffectiveTo = From.AddDays(-1) }] },
        { "VenueRent: its share of 10001 lies outside 0 to 10000 basis points", [Rule(IncomeKind.VenueRent) with { ReturnedBasisPoints = 10_001 }] },
        { "VenueRent: a share of it comes back, and it is not the treasury's", [Rule(IncomeKind.VenueRent) with { Owner = IncomeOwner.Centre, ReturnedBasisPoints = 1 }] },
        { "VenueRent: the centre collects it, and it is neither the centre's nor the treasury's but Agency's", [Rule(IncomeKind.VenueRent) with { Owner = IncomeOwner.Agency }] },
        { "AgencyFee: Agency collects it for Treasury", [Rule(IncomeKind.AgencyFee) with { CollectedBy = FeeCollector.Agency }] },
        { "AdministrativeFee: an administrative fee is the treasury's", [Rule(IncomeKind.AdministrativeFee) with { Owner = IncomeOwner.Centre }] },
        { "VenueRent: two of its rules are in force on one day", [Rule(IncomeKind.VenueRent) with { EffectiveTo = From.AddDays(9) }, Rule(IncomeKind.VenueRent) with { EffectiveFrom = From.AddDays(9) }] },
    };

    [Theory, MemberData(nameof(Contradictory))]
    public void Contradictions_OfAModel_AreSaid(string says, IncomeRule[] incomes) => Assert.Contains(says, Model(incomes).Contradictions());

    [Fact]
    public void RuleOf_ADay_IsTheOneInForce()
    {
        var (before, after) = (Rule(IncomeKind.VenueRent) with { EffectiveTo = From.AddDays(8) }, Rule(IncomeKind.VenueRent) with { EffectiveFrom = From.AddDays(9), ReturnedBasisPoints = 1 });
        var model = Model(before, after);

        Assert.Empty(model.Contradictions());
        Assert.Equal(
            (null, before, after, null),
            (model.RuleOf(IncomeKind.VenueRent, From.AddDays(-1)), model.RuleOf(IncomeKind.VenueRent, From.AddDays(8)), model.RuleOf(IncomeKind.VenueRent, From.AddDays(9)),
                model.RuleOf(IncomeKind.DocumentFee, From)));
    }

    /// <summary>A centre pins the model that it works by: nothing that decides about money may change without the hash.</summary>
    [Fact]
    public void ContentHash_OfAnyChange_IsAnother()
    {
        var rule = Rule(IncomeKind.VenueRent);
        RevenueModel[] models =
        [
            Model(rule), Model(rule) with { Key = "other" }, Model(rule) with { Citation = "别的" }, Model(rule, Rule(IncomeKind.DocumentFee)), Model(rule with { Kind = IncomeKind.DocumentFee }),
            Model(rule with { CollectedBy = FeeCollector.Agency }), Model(rule with { Owner = IncomeOwner.Centre }), Model(rule with { Citation = "别的" }), Model(rule with { Tag = RuleTag.Statute }),
            Model(rule with { EffectiveFrom = From.AddDays(1) }), Model(rule with { EffectiveTo = From.AddDays(1) }), Model(rule with { ReturnedBasisPoints = 1 }),
            Model(rule with { Rounding = ReturnRounding.HalfUp }),
        ];

        Assert.Equal(models.Length, models.Select(m => m.ContentHash()).Distinct().Count());
    }

    private static IncomeRule Rule(IncomeKind kind) => new(kind, FeeCollector.Centre, IncomeOwner.Treasury, "依据", RuleTag.Local, From);

    private static RevenueModel Model(params IncomeRule[] incomes) => new("key", "模式", "Model", "依据", RuleTag.Local, incomes);
}

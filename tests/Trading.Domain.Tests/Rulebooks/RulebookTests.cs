using CsCheck;
using Trading.Domain.Calendar;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tests.Calendar;

namespace Trading.Domain.Tests.Rulebooks;

public sealed class RulebookTests
{
    private static readonly Rule Preparation = new(
        "construction.bid-preparation-days", "20", RuleUnit.CalendarDay, RuleKind.AtLeast, "《招标投标法》第二十四条", RuleTag.Unconfirmed,
        new DateOnly(2000, 1, 1), Settable: new RuleBounds(RuleLayer.Project, Min: 20));

    private static readonly Gen<string> Texts = Gen.String[Gen.Char['\u0001', '龥'], 0, 12];

    private static readonly Gen<Rule> Rules =
        from key in Gen.String[Gen.Char['a', 'z'], 1, 8]
        from value in Texts
        from unit in Gen.Enum<RuleUnit>()
        from kind in Gen.Enum<RuleKind>()
        from citation in Texts
        from tag in Gen.Enum<RuleTag>()
        from end in Gen.Int[0, 9000].Nullable()
        from bounds in Gen.Select(Gen.Enum<RuleLayer>(), Gen.Long.Nullable(), Gen.Long.Nullable(), (layer, min, max) => new RuleBounds(layer, min, max)).Null()
        from flags in Gen.Bool.Array[3]
        select new Rule(
            key, value, unit, kind, citation, tag, new DateOnly(2000, 1, 1), end is { } n ? new DateOnly(2000, 1, 1).AddDays(n) : null,
            Settable: bounds, CountStartDay: flags[0], FullDays: flags[1], ConfirmedByCentre: flags[2]);

    [Fact]
    public void Period_Rule_IsCountedAndCited()
    {
        var period = new Rulebook("construction", [Preparation]).Period(Preparation.Key, TestCalendar.Of2026, new DateOnly(2026, 3, 2));

        Assert.Equal(new PeriodResult(new DateOnly(2026, 3, 23), new DateOnly(2026, 3, 22), Provisional: false), period.Result);
        Assert.Equal("《招标投标法》第二十四条", period.Citation);
    }

    [Fact]
    public void Period_LocalSwitches_AreCounted()
    {
        var local = new Rulebook("construction", [Preparation with { CountStartDay = true, FullDays = true }]);

        // Day 20 is Saturday 2026-03-21, rolled to Monday; it must have fully passed.
        Assert.Equal(new DateOnly(2026, 3, 24), local.Period(Preparation.Key, TestCalendar.Of2026, new DateOnly(2026, 3, 2)).Date);
    }

    [Fact]
    public void Get_UnknownKey_NamesIt() =>
        Assert.Contains("construction.no-such", Assert.Throws<KeyNotFoundException>(() => new Rulebook("construction", []).Get("construction.no-such")).Message);

    [Fact]
    public void FromJson_AnyBook_HasTheSameHash() =>
        Rules.Array[0, 10].Select(rules => new Rulebook("any", rules.DistinctBy(r => r.Key)))
            .Sample(book => Assert.Equal(book.Hash, Rulebook.FromJson(book.ToJson()).Hash));

    [Fact]
    public void Hash_OrderOfRows_DoesNotCount()
    {
        var other = Preparation with { Key = "construction.a" };

        Assert.Equal(new Rulebook("x", [Preparation, other]).Hash, new Rulebook("x", [other, Preparation]).Hash);
    }

    public static TheoryData<Rule> Changed =>
    [
        Preparation with { Value = "21" },
        Preparation with { Unit = RuleUnit.Workday },
        Preparation with { Kind = RuleKind.DueBy },
        Preparation with { Citation = "《招标投标法》第二十五条" },
        Preparation with { Tag = RuleTag.Statute },
        Preparation with { EffectiveFrom = new DateOnly(2000, 1, 2) },
        Preparation with { EffectiveTo = new DateOnly(2030, 1, 1) },
        Preparation with { Settable = null },
        Preparation with { Settable = new RuleBounds(RuleLayer.Project, Max: 20) },
        Preparation with { Settable = new RuleBounds(RuleLayer.Centre, Min: 20) },
        Preparation with { CountStartDay = true },
        Preparation with { FullDays = true },
        Preparation with { Layer = RuleLayer.Centre },
        Preparation with { ConfirmedByCentre = true },
    ];

    [Theory]
    [MemberData(nameof(Changed), DisableDiscoveryEnumeration = true)]
    public void Hash_AnyFieldThatBinds_Counts(Rule changed)
    {
        Assert.NotEqual(Preparation.Hash, changed.Hash);
        Assert.NotEqual(new Rulebook("x", [Preparation]).Hash, new Rulebook("x", [changed]).Hash);
    }

    [Fact]
    public void Hash_Note_DoesNotCount() => Assert.Equal(Preparation.Hash, (Preparation with { Note = "for the reader" }).Hash);

    [Fact]
    public void Accessors_OtherUnit_AreBugsThatNameTheKey()
    {
        Assert.Contains(Preparation.Key, Assert.Throws<InvalidOperationException>(() => Preparation.Amount).Message);
        Assert.Throws<InvalidOperationException>(() => Preparation.Flag);
        Assert.Throws<InvalidOperationException>(() => Preparation.Text);
        Assert.Throws<InvalidOperationException>(() => Preparation.Fraction);
        Assert.Throws<InvalidOperationException>(() => (Preparation with { Kind = RuleKind.Maximum }).Period);
        Assert.Throws<InvalidOperationException>(() => (Preparation with { Unit = RuleUnit.Count }).Period);
        Assert.Throws<InvalidOperationException>(() => (Preparation with { Unit = RuleUnit.Switch, Value = "true" }).Number);
    }

    [Fact]
    public void Accessors_OwnUnit_GiveTheValue()
    {
        Assert.Equal(new Money(80_000_000), (Preparation with { Unit = RuleUnit.Fen, Value = "80000000" }).Amount);
        Assert.True((Preparation with { Unit = RuleUnit.Switch, Value = "true" }).Flag);
        Assert.False((Preparation with { Unit = RuleUnit.Switch, Value = "false" }).Flag);
        Assert.Equal((2, 3), (Preparation with { Unit = RuleUnit.Fraction, Value = "2/3" }).Fraction);
    }

    [Theory]
    [InlineData(RuleUnit.Fraction, "2/0", false)]
    [InlineData(RuleUnit.Fraction, "2", false)]
    [InlineData(RuleUnit.Switch, "True", false)]
    [InlineData(RuleUnit.Fen, "0", true)]
    [InlineData(RuleUnit.Fen, "9223372036854775808", false)]
    [InlineData(RuleUnit.CalendarDay, "0", false)]
    [InlineData(RuleUnit.Workday, "3660", true)]
    [InlineData(RuleUnit.Text, " ", false)]
    public void IsWellFormed_WrittenForms_AreOnePerUnit(RuleUnit unit, string text, bool expected) =>
        Assert.Equal(expected, RuleValue.IsWellFormed(unit, text));
}

using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Rulebooks;

public sealed class RulebookResolverTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly Rule Preparation = new(
        "construction.bid-preparation-days", "20", RuleUnit.CalendarDay, RuleKind.AtLeast, "《招标投标法》第二十四条", RuleTag.Unconfirmed,
        new DateOnly(2000, 1, 1), Settable: new RuleBounds(RuleLayer.Project, Min: 20));

    private static readonly Rule Publicity = new(
        "construction.publicity-days", "3", RuleUnit.CalendarDay, RuleKind.Lasting, "《招标投标法实施条例》第五十四条", RuleTag.Statute,
        new DateOnly(2012, 2, 1), Settable: new RuleBounds(RuleLayer.Centre, Min: 3, Max: 10));

    private static readonly Rule Refund = new(
        "construction.refund-days", "5", RuleUnit.CalendarDay, RuleKind.DueBy, "《招标投标法实施条例》第五十七条", RuleTag.Statute, new DateOnly(2012, 2, 1));

    private static readonly Rule TieBreak = new(
        "construction.tie-break", "owner-choice", RuleUnit.Text, RuleKind.Setting, "招标文件", RuleTag.Local,
        new DateOnly(2000, 1, 1), Settable: new RuleBounds(RuleLayer.Project, Options: ["owner-choice", "draw"]));

    [Fact]
    public void Resolve_RowNotYetOrNoLongerInForce_IsLeftOut()
    {
        var old = Refund with { Value = "7", EffectiveFrom = new DateOnly(2000, 1, 1), EffectiveTo = new DateOnly(2012, 1, 31) };

        Assert.Equal("7", Resolve([old, Refund], on: new DateOnly(2012, 1, 31)).Get(Refund.Key).Value);
        Assert.Equal("5", Resolve([old, Refund], on: new DateOnly(2012, 2, 1)).Get(Refund.Key).Value);
    }

    [Fact]
    public void Resolve_TwoRowsInForce_IsABug() => Assert.Throws<ArgumentException>(() => Resolve([Refund, Refund with { Value = "7" }]));

    [Fact]
    public void Resolve_ProjectWithinBounds_SetsTheValueAndTheLayer()
    {
        var rule = Resolve([Preparation], project: [new ProjectSetting(Preparation.Key, "30")]).Get(Preparation.Key);

        Assert.Equal((30, RuleLayer.Project, Preparation.Citation), (rule.Number, rule.Layer, rule.Citation));
    }

    [Theory]
    [InlineData("construction.bid-preparation-days", "19", RulebookRules.OutOfBounds)]
    [InlineData("construction.bid-preparation-days", "020", RulebookRules.MalformedValue)]
    [InlineData("construction.bid-preparation-days", "-20", RulebookRules.MalformedValue)]
    [InlineData("construction.bid-preparation-days", "3661", RulebookRules.MalformedValue)]
    [InlineData("construction.bid-preparation-days", "", RulebookRules.MalformedValue)]
    [InlineData("construction.refund-days", "5", RulebookRules.NotSettable)]
    [InlineData("construction.publicity-days", "5", RulebookRules.NotSettable)]
    [InlineData("construction.tie-break", "coin", RulebookRules.OutOfBounds)]
    [InlineData("construction.tie", "draw", RulebookRules.UnknownKey)]
    public void Resolve_ProjectOutsideItsPowers_IsRefused(string key, string value, string rule)
    {
        var refusal = Assert.Throws<RuleBrokenException>(
            () => Resolve([Preparation, Publicity, Refund, TieBreak], project: [new ProjectSetting(key, value)]));

        Assert.Equal(rule, refusal.Rule);
        Assert.Equal(key, refusal.Limits[0]);
    }

    [Fact]
    public void Resolve_CentreWithinBounds_ReplacesValueAndCitation()
    {
        var rule = Resolve([Publicity], centre: [Replace(Publicity.Key, "5", Today)]).Get(Publicity.Key);

        Assert.Equal((5, "本市规定", RuleLayer.Centre, false), (rule.Number, rule.Citation, rule.Layer, rule.IsUnconfirmed));
    }

    [Theory]
    [InlineData("construction.publicity-days", "2", RulebookRules.OutOfBounds)]
    [InlineData("construction.publicity-days", "11", RulebookRules.OutOfBounds)]
    [InlineData("construction.refund-days", "4", RulebookRules.NotSettable)]
    [InlineData("construction.tie-break", "coin", RulebookRules.OutOfBounds)]
    public void Resolve_CentreAgainstTheLaw_IsRefused(string key, string value, string rule) =>
        Assert.Equal(
            rule,
            Assert.Throws<RuleBrokenException>(() => Resolve([Publicity, Refund, TieBreak], centre: [Replace(key, value, Today)])).Rule);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Resolve_CentreWithoutASource_IsRefused(int length, bool refused)
    {
        var row = Replace(Publicity.Key, "5", Today) with { Citation = new string('文', length) };

        var refusal = Record.Exception(() => Resolve([Publicity], centre: [row]));

        Assert.Equal(refused ? RulebookRules.NoCitation : null, (refusal as RuleBrokenException)?.Rule);
    }

    [Fact]
    public void Resolve_CentreCorrectsAnUnconfirmedRow_BoundsOfTheProjectFollow()
    {
        Rulebook With(string projectDays) =>
            Resolve([Preparation], [Replace(Preparation.Key, "15", Today)], [new ProjectSetting(Preparation.Key, projectDays)]);

        Assert.Equal(15, With("15").Get(Preparation.Key).Number);
        Assert.Equal(RulebookRules.OutOfBounds, Assert.Throws<RuleBrokenException>(() => With("14")).Rule);
    }

    [Fact]
    public void Resolve_CentreRows_CountFromTheirFirstDayAndTheLatestWins()
    {
        CentreRule[] centre = [Replace(Publicity.Key, "6", Today.AddDays(1)), Replace(Publicity.Key, "5", Today)];

        Assert.Equal(3, Resolve([Publicity], centre, on: Today.AddDays(-1)).Get(Publicity.Key).Number);
        Assert.Equal(5, Resolve([Publicity], centre, on: Today).Get(Publicity.Key).Number);
        Assert.Equal(6, Resolve([Publicity], centre, on: Today.AddDays(1)).Get(Publicity.Key).Number);
    }

    [Fact]
    public void Resolve_CentreRowOfAnotherBook_IsPassedOver() =>
        Assert.Equal(Resolve([Refund]).Hash, Resolve([Refund], centre: [Replace("procurement.refund-workdays", "4", Today)]).Hash);

    [Fact]
    public void Unconfirmed_ConfirmedByTheCentre_IsNoLongerListed()
    {
        var confirmation = new CentreRule.Confirmation(Preparation.Key, Preparation.Hash, Today);

        Assert.Equal([Preparation.Key, TieBreak.Key], Resolve([Preparation, Refund, TieBreak]).Unconfirmed().Select(r => r.Key));
        Assert.Equal([TieBreak.Key], Resolve([Preparation, Refund, TieBreak], centre: [confirmation]).Unconfirmed().Select(r => r.Key));
    }

    [Fact]
    public void Unconfirmed_RowChangedSinceItWasConfirmed_IsListedAgain()
    {
        var confirmation = new CentreRule.Confirmation(Preparation.Key, Preparation.Hash, Today);

        Assert.Single(Resolve([Preparation with { Value = "21" }], centre: [confirmation]).Unconfirmed());
    }

    [Fact]
    public void RequireConfirmed_UnconfirmedRows_NamesThemAll()
    {
        var refusal = Assert.Throws<RuleBrokenException>(Resolve([Preparation, Refund, TieBreak]).RequireConfirmed);

        Assert.Equal(RulebookRules.Unconfirmed, refusal.Rule);
        Assert.Equal("construction.bid-preparation-days、construction.tie-break", Assert.Single(refusal.Limits));
    }

    private static CentreRule.Replacement Replace(string key, string value, DateOnly from) => new(key, value, "本市规定", from);

    private static Rulebook Resolve(
        Rule[] national, CentreRule[]? centre = null, ProjectSetting[]? project = null, DateOnly? on = null) =>
        RulebookResolver.Resolve("construction", national, centre ?? [], project ?? [], on ?? Today);
}

using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Tests.Rulebooks;

/// <summary>What the shipped rows say of deposits, line by line: amounts, forms, payers, days, grounds and destinations, each with the rule that says so.</summary>
public sealed class DepositPolicyTests
{
    private static readonly RulebookLibrary Library = RulebookLibrary.Load();
    private static readonly WorkCalendar Calendar = HolidayCalendar.Load();
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(LotCategory.Works, 50_000_000_00, 800_000_00, "construction.deposit-cap-works-fen")] // 2 % is 1,000,000
    [InlineData(LotCategory.Works, 40_000_000_00, 800_000_00, "construction.deposit-basis-points")]
    [InlineData(LotCategory.Works, 30_000_000_00, 600_000_00, "construction.deposit-basis-points")]
    [InlineData(LotCategory.Goods, 50_000_000_00, 800_000_00, "construction.deposit-cap-goods-fen")]
    [InlineData(LotCategory.Design, 50_000_000_00, 100_000_00, "construction.deposit-cap-design-fen")]
    [InlineData(LotCategory.Design, 4_000_000_00, 80_000_00, "construction.deposit-basis-points")]
    [InlineData(LotCategory.Services, 50_000_000_00, 1_000_000_00, "construction.deposit-basis-points")] // supervision has no cap but the share
    [InlineData(LotCategory.Works, 100_99, 2_01, "construction.deposit-basis-points")] // 2 % is 2.0198: rounding up would exceed it
    public void Cap_OfConstruction_IsTwoPercentUpToTheCategorysCap_AndNamesItsRule(LotCategory category, long estimateFen, long capFen, string rule)
    {
        var (highest, by) = Of("construction").Cap(new Money(estimateFen), category)!.Value;

        Assert.Equal((new Money(capFen), rule), (highest, by.Key));
    }

    [Theory]
    [InlineData("construction", 30_000_000_00, 600_000_00, null, "")]
    [InlineData("construction", 30_000_000_00, 600_000_01, DepositRules.AboveCap, "《招标投标法实施条例》第二十六条")]
    [InlineData("procurement", 3_000_000_00, 60_000_00, null, "")]
    [InlineData("procurement", 3_000_000_00, 60_000_01, DepositRules.AboveCap, "《政府采购法实施条例》第三十三条")]
    [InlineData("procurement", 3_000_000_00, 0, null, "")]
    [InlineData("state-property", 1_000_000_00, 300_000_01, DepositRules.AboveCap, "转让公告；中心交易规则")]
    [InlineData("land", 1_250_000_00, 250_000_00, null, "")]
    [InlineData("land", 1_250_000_00, 249_900_00, DepositRules.BelowFloor, "《关于加强房地产用地供应和监管有关问题的通知》（国土资发〔2010〕34号）")]
    [InlineData("land", 1_01, 20, DepositRules.BelowFloor, "《关于加强房地产用地供应和监管有关问题的通知》（国土资发〔2010〕34号）")] // 20 % is 20.2 fen: rounding down would fall short
    [InlineData("land", 1_250_000_00, 9_000_000_00, null, "")]
    [InlineData("land", 1_250_000_00, 0, DepositRules.Compulsory, "《招标拍卖挂牌出让国有建设用地使用权规定》（国土资源部令第39号）第九条；出让公告")]
    [InlineData("mining", 1_000_000_00, 99_999_99, DepositRules.BelowFloor, "矿业权出让公告")]
    [InlineData("rural", 1_000_000_00, 300_000_01, DepositRules.AboveCap, "流转交易公告；中心交易规则")]
    public void FaultOf_AnAmount_IsCited(string line, long basisFen, long askedFen, string? rule, string citation)
    {
        var fault = Of(line).FaultOf(new Money(askedFen), new Money(basisFen), line == "construction" ? LotCategory.Works : null);

        Assert.Equal((rule, rule is null ? null : citation), (fault?.Rule, fault?.Citation));
    }

    [Theory]
    [InlineData("construction", DepositForm.Cash, true, true, null)]
    [InlineData("construction", DepositForm.Cheque, false, true, DepositRules.NotBasicAccount)]
    [InlineData("construction", DepositForm.Transfer, false, true, DepositRules.NotBasicAccount)]
    [InlineData("construction", DepositForm.Transfer, false, false, null)] // not required by law
    [InlineData("construction", DepositForm.EGuarantee, false, true, null)]
    [InlineData("procurement", DepositForm.Cash, true, true, DepositRules.FormNotAllowed)]
    [InlineData("procurement", DepositForm.PromissoryNote, false, true, null)]
    [InlineData("state-property", DepositForm.Guarantee, false, true, null)]
    [InlineData("land", DepositForm.Guarantee, false, true, DepositRules.FormNotAllowed)]
    [InlineData("mining", DepositForm.Insurance, false, true, DepositRules.FormNotAllowed)]
    [InlineData("rural", DepositForm.Draft, false, true, DepositRules.FormNotAllowed)]
    public void FaultOf_AFormAndAnAccount_IsWhatTheLineSays(string line, DepositForm form, bool isBasic, bool isRequired, string? rule)
    {
        var refusal = Of(line).FaultOf(new DepositPayer(true, true, isBasic, form), isRequired);

        Assert.Equal(rule, refusal?.Rule);
        Assert.Equal(rule is null, refusal?.Citation is null);
    }

    [Fact]
    public void FaultOf_AnotherOrNotTheLead_IsThatItIsNotTheBidder()
    {
        var own = new DepositPayer(true, true, true, DepositForm.Transfer);

        Assert.All(Library.Names.Where(IsLine), line => Assert.All(
            [own with { IsBidder = false }, own with { IsLead = false }],
            payer => Assert.Equal(DepositRules.NotTheBidder, Of(line).FaultOf(payer, true)?.Rule)));
    }

    // 3.1: from Monday 2026-06-01. Five days end on Saturday the 6th and roll to the 8th; five working days are Monday the 8th; 19 June is a holiday.
    [Theory]
    [InlineData("construction", DepositEvent.Withdrawn, "construction.withdrawal-refund-days", "2026-06-08", false)]
    [InlineData("construction", DepositEvent.NeverBid, "construction.unmatched-return-workdays", "2026-06-08", false)]
    [InlineData("construction", DepositEvent.Terminated, "construction.failure-refund-days", "2026-06-08", true)]
    [InlineData("construction", DepositEvent.ExtensionRefused, "construction.extension-refused-refund-days", "2026-06-08", false)]
    [InlineData("construction", DepositEvent.NotQualified, "construction.not-qualified-refund-workdays", "2026-06-08", false)]
    [InlineData("construction", DepositEvent.Lost, null, null, false)]
    [InlineData("construction", DepositEvent.Exited, null, null, false)]
    [InlineData("construction", DepositEvent.ContractSigned, "construction.refund-days", "2026-06-08", true)]
    [InlineData("procurement", DepositEvent.Withdrawn, "procurement.withdrawal-refund-workdays", "2026-06-08", false)]
    [InlineData("procurement", DepositEvent.Terminated, "procurement.termination-refund-workdays", "2026-06-08", true)]
    [InlineData("procurement", DepositEvent.Exited, "procurement.exit-refund-workdays", "2026-06-08", false)]
    [InlineData("procurement", DepositEvent.Lost, "procurement.lost-refund-workdays", "2026-06-08", false)]
    [InlineData("procurement", DepositEvent.ContractSigned, "procurement.won-refund-workdays", "2026-06-08", false)]
    [InlineData("procurement", DepositEvent.ExtensionRefused, null, null, false)]
    [InlineData("state-property", DepositEvent.Lost, "state-property.lost-refund-workdays", "2026-06-08", false)]
    [InlineData("state-property", DepositEvent.Terminated, "state-property.termination-refund-workdays", "2026-06-08", false)]
    [InlineData("land", DepositEvent.Lost, "land.lost-refund-workdays", "2026-06-08", false)]
    [InlineData("land", DepositEvent.NotQualified, "land.not-qualified-refund-workdays", "2026-06-08", false)]
    [InlineData("mining", DepositEvent.NeverBid, "mining.unmatched-return-workdays", "2026-06-08", false)]
    [InlineData("mining", DepositEvent.ConvertedInPart, "mining.won-refund-workdays", "2026-06-08", false)]
    [InlineData("rural", DepositEvent.Withdrawn, "rural.withdrawal-refund-workdays", "2026-06-08", false)]
    public void TermsOf_AnEvent_AreTheRowOfTheLine(string line, DepositEvent what, string? rule, string? due, bool withInterest)
    {
        var terms = Of(line).TermsOf(what);

        Assert.Equal((rule, withInterest), (terms?.Rule.Key, terms?.WithInterest ?? false));
        Assert.Equal(due, terms is null ? null : PeriodCalculator.Calculate(Calendar, new DateOnly(2026, 6, 1), terms.Rule.Period).Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("construction", "bid", "estimate", false, ConversionTarget.PerformanceBond, ForfeitDestination.Owner)]
    [InlineData("procurement", "bid-or-response", "budget", false, ConversionTarget.PerformanceBond, ForfeitDestination.Treasury)]
    [InlineData("state-property", "transaction", "base-price", true, ConversionTarget.Price, ForfeitDestination.TransferorAfterFee)]
    [InlineData("land", "auction", "minimum-grant-price", true, ConversionTarget.EarnestMoney, ForfeitDestination.Treasury)]
    [InlineData("mining", "auction", "notice", true, ConversionTarget.Price, ForfeitDestination.Treasury)]
    [InlineData("rural", "transaction", "base-price", true, ConversionTarget.Price, ForfeitDestination.TransferorAfterFee)]
    public void ALine_SaysWhatBecomesOfTheMoney(string line, string name, string basis, bool converts, ConversionTarget target, ForfeitDestination destination)
    {
        var policy = Of(line);

        Assert.Equal(
            (name, basis, converts, target, destination),
            (policy.Name, policy.Basis, policy.ConvertsOnWinning, policy.ConversionTarget, policy.Destination(isStateFunded: false).Destination));
        Assert.Equal(["force-majeure", "recognised-circumstances"], policy.Exemptions);
        Assert.Equal("demand-deposit", policy.InterestTable.Text);
    }

    [Fact]
    public void Destination_OfConstructionUnderStateFunds_IsTheTreasury() =>
        Assert.Equal(
            (ForfeitDestination.Treasury, "construction.forfeit-destination-state-funded"),
            (Of("construction").Destination(isStateFunded: true).Destination, Of("construction").Destination(isStateFunded: true).Rule.Key));

    [Fact]
    public void LateRefund_IsProcurementsAlone_OneAndAFifthOfTheLoanRate()
    {
        Assert.Equal(
            new LateRefund("loan-benchmark", 6, 5, "《政府采购货物和服务招标投标管理办法》（财政部令第87号）第三十八条"), Of("procurement").LateRefund);
        Assert.All(Library.Names.Where(n => IsLine(n) && n != "procurement"), line => Assert.Null(Of(line).LateRefund));
    }

    [Theory]
    [InlineData("construction", true)]
    [InlineData("procurement", true)]
    [InlineData("state-property", false)]
    [InlineData("land", false)]
    [InlineData("mining", false)]
    [InlineData("rural", false)]
    public void Waiver_IsTheTenderDocumentsToGrant_InLinesThatDemandNoDeposit(string line, bool mayWaive)
    {
        var granted = mayWaive ? new DepositPolicy(Library.Resolve(line, Today, [], [new ProjectSetting($"{line}.deposit-waived-for", "small-enterprise")]), line) : Of(line);

        Assert.Empty(Of(line).WaivedFor);
        Assert.Equal([CoverRules.NotWaived, CoverRules.NotWaived], [Fault(Of(line), CoverKind.SmallEnterprise), Fault(Of(line), CoverKind.GoodCredit)]);
        Assert.Equal(mayWaive ? [CoverKind.SmallEnterprise] : [], granted.WaivedFor);
        Assert.Equal([mayWaive ? null : CoverRules.NotWaived, CoverRules.NotWaived], [Fault(granted, CoverKind.SmallEnterprise), Fault(granted, CoverKind.GoodCredit)]);

        static string? Fault(DepositPolicy policy, CoverKind kind)
        {
            var validity = Library.Resolve("construction", Today, [], []).Period("construction.bid-validity-days", Calendar, Today);
            return new CoverTerms(policy, true, new Money(100), "owner", validity).FaultsOf(new CoverFacts(kind, "issuer", "1", Money.Zero, Today.AddDays(-1), "")).SingleOrDefault()?.Rule;
        }
    }

    [Theory]
    [InlineData("construction", "RevokedBid:may RefusedContract:shall ConditionsAdded:shall NoPerformanceBond:shall FalseMaterials:document Collusion:document")]
    [InlineData("procurement", "RevokedBid:document RefusedContract:shall NoPerformanceBond:document FalseMaterials:shall Collusion:shall")]
    [InlineData("state-property", "RevokedBid:notice RefusedContract:shall FalseMaterials:shall Collusion:shall PriceUnpaid:shall NoQuote:notice")]
    [InlineData("land", "RevokedBid:notice RefusedContract:shall FalseMaterials:shall Collusion:shall PriceUnpaid:shall NoQuote:notice")]
    [InlineData("mining", "RevokedBid:notice RefusedContract:shall FalseMaterials:shall Collusion:shall PriceUnpaid:shall NoQuote:notice")]
    [InlineData("rural", "RevokedBid:notice RefusedContract:notice")]
    public void Grounds_OfALine_AreItsRows_AndNoOtherForfeits(string line, string expected)
    {
        var policy = Of(line);

        Assert.Equal(expected, string.Join(' ', policy.Grounds.Select(g => $"{g.Ground}:{g.Rule.Text}")));
        Assert.All(
            Enum.GetValues<ForfeitGround>().Except(policy.Grounds.Select(g => g.Ground)),
            ground => Assert.Equal(DepositRules.NoSuchGround, Assert.Throws<RuleBrokenException>(() => policy.Ground(ground)).Rule));
    }

    private static bool IsLine(string book) => book is not ("national-common" or "replay");

    private static DepositPolicy Of(string line) => new(Library.Resolve(line, Today, [], []), line);
}

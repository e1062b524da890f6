using System.ComponentModel.DataAnnotations;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

/// <summary>The facts of a case. A tariff asks for some of them; what it does not ask for is not looked at.</summary>
public sealed class FeeQuestion
{
    private const double Most = 100_000_000_000;
    private const int MostOfOthers = 100_000;

    [Range(0.01, Most), Display(Name = "fees.quote.amount"), RuleField(FeeRules.DealNotPositive)]
    public decimal? Amount { get; set; }

    [Range(0.01, Most), Display(Name = "fees.quote.listing")]
    public decimal? Listing { get; set; }

    [Range(1, MostOfOthers), Display(Name = "fees.quote.months")]
    public int? Months { get; set; }

    [Range(0, 100), Display(Name = "fees.quote.discount"), RuleField(FeeRules.DiscountOutOfBounds)]
    public decimal? Discount { get; set; }

    [Range(0, Most), Display(Name = "fees.quote.cost")]
    public decimal? Cost { get; set; }

    [Range(1, MostOfOthers), Display(Name = "fees.quote.hours")]
    public int? Hours { get; set; }

    [Range(1, MostOfOthers), Display(Name = "fees.quote.rooms")]
    public int? Rooms { get; set; }

    [Range(1, MostOfOthers), Display(Name = "fees.quote.experts")]
    public int? Experts { get; set; }

    /// <summary>The name of the first field that the tariff needs and that is empty.</summary>
    internal string? Missing(FeeSchedule by) => Answers.Where(a => by.Needs(a.Fact) && a.Answer is null).Select(a => a.Fact.ToString()).FirstOrDefault();

    internal FeeCase Case(FeeSchedule by)
    {
        return new FeeCase(
            Yuan(FeeFact.Amount, Amount), Yuan(FeeFact.Listing, Listing), Asked(FeeFact.Months, Months), by.MostDiscountBasisPoints > 0 ? (long)((Discount ?? 0) * 100) : 0,
            Yuan(FeeFact.Cost, Cost), Asked(FeeFact.Hours, Hours), Asked(FeeFact.Rooms, Rooms), Asked(FeeFact.Experts, Experts));

        T? Asked<T>(FeeFact fact, T? answer)
            where T : struct => by.Asks(fact) ? answer : null;

        Money? Yuan(FeeFact fact, decimal? answer) => Asked(fact, answer) is { } yuan ? Money.Yuan(yuan) : null;
    }

    private IEnumerable<(FeeFact Fact, decimal? Answer)> Answers =>
    [
        (FeeFact.Amount, Amount), (FeeFact.Listing, Listing), (FeeFact.Months, Months), (FeeFact.Cost, Cost), (FeeFact.Hours, Hours), (FeeFact.Rooms, Rooms),
        (FeeFact.Experts, Experts),
    ];
}

/// <summary>A tariff, what was asked of it, and what it comes to; no quote before something is asked.</summary>
public sealed record TariffPage(FeeSchedule Schedule, FeeQuestion Question, FeeQuote? Quote)
{
    public string Address => $"/fees/{Schedule.Key}/{Schedule.Category}";
}

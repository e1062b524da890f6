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

    /// <summary>The first field that the tariff needs and that is empty.</summary>
    internal string? Missing(FeeSchedule by) => Wanted(by).FirstOrDefault(w => w.IsEmpty).Field;

    internal FeeCase Case(FeeSchedule by) => new(
        by.IsOfTime ? null : YuanOf(Amount), by.Basis == FeeBasis.Listing ? YuanOf(Listing) : null, by.Basis == FeeBasis.Rent ? Months : null,
        by.MostDiscountBasisPoints > 0 ? (long)((Discount ?? 0) * 100) : 0, by.IsCappedAtCost ? YuanOf(Cost) : null, by.IsOfTime ? Hours : null,
        by.Basis == FeeBasis.RoomHours ? Rooms : null, by.Basis == FeeBasis.ExpertHours ? Experts : null);

    private IEnumerable<(string Field, bool IsEmpty)> Wanted(FeeSchedule by) =>
    [
        (nameof(Amount), !by.IsOfTime && Amount is null), (nameof(Months), by.Basis == FeeBasis.Rent && Months is null), (nameof(Cost), by.IsCappedAtCost && Cost is null),
        (nameof(Hours), by.IsOfTime && Hours is null), (nameof(Rooms), by.Basis == FeeBasis.RoomHours && Rooms is null),
        (nameof(Experts), by.Basis == FeeBasis.ExpertHours && Experts is null),
    ];

    private static Money? YuanOf(decimal? yuan) => yuan is { } value ? Money.Yuan(value) : null;
}

/// <summary>A tariff, what was asked of it, and what it comes to; no quote before something is asked.</summary>
public sealed record TariffPage(FeeSchedule Schedule, FeeQuestion Question, FeeQuote? Quote)
{
    public string Address => $"/fees/{Schedule.Key}/{Schedule.Category}";
}

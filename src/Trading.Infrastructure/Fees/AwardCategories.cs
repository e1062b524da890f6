using Trading.Domain.Fees;
using Trading.Domain.Projects;

namespace Trading.Infrastructure.Fees;

/// <summary>The categories of fee schedules that lots of tenders are charged by.</summary>
internal static class AwardCategories
{
    private static readonly HashSet<string> All = [.. Enum.GetValues<LotCategory>().Select(Of)];

    public static string Of(LotCategory category) => category switch
    {
        LotCategory.Works => "works",
        LotCategory.Goods => "goods",
        LotCategory.Design or LotCategory.Services => "services",
    };

    /// <summary>True where the schedules of one key can charge any award: each category is there, reckoned on the deal alone, with a side of it as the one payer.</summary>
    public static bool AreAllIn(IEnumerable<FeeSchedule> schedules) => All.IsSubsetOf(schedules.Where(OfADeal).Select(s => s.Category));

    private static bool OfADeal(FeeSchedule schedule) =>
        schedule is { Basis: FeeBasis.Deal, IsCappedAtCost: false } && schedule.Payers.ToList() is [not (FeePayer.Bidder or FeePayer.Host)];
}

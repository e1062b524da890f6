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

    /// <summary>True where the schedules of one key can charge any award: each category is there, reckoned on the deal, with one payer.</summary>
    public static bool AreAllIn(IEnumerable<FeeSchedule> schedules) =>
        All.IsSubsetOf(schedules.Where(s => s.Basis == FeeBasis.Deal && s.Payers.Count() == 1).Select(s => s.Category));
}

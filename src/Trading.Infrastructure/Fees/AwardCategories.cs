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

    /// <summary>True where each category of lots is among the schedules.</summary>
    public static bool AreAllIn(IEnumerable<FeeSchedule> schedules) => All.IsSubsetOf(schedules.Select(s => s.Category));
}

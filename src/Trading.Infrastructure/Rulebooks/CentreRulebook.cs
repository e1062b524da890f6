using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Rulebooks;

/// <summary>The rules of a centre that belong to no project: what the centre has approved, laid over the national book.</summary>
public sealed class CentreRulebook(RulebookLibrary library, CentreRuleService centreRules, TimeProvider clock)
{
    internal const string Book = "construction";

    /// <summary>The book as it stands today.</summary>
    public async Task<Rulebook> TodayAsync(long centreId, CancellationToken ct) =>
        library.Resolve(Book, Instants.BeijingDay(clock.NowUtc()), await centreRules.ApprovedAsync(centreId, ct), []);
}

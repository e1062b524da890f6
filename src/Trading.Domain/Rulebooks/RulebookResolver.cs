using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

/// <summary>Lays the centre's and the project's layer over the national one, as they stand on a day.</summary>
public static class RulebookResolver
{
    /// <summary>
    /// The rules in force on the day. Of several rows of the centre for one key the one that came into force last counts; rows for keys of other
    /// books are passed over. A row that may not be set, or not so, refuses the whole: a project is never published under half a layer.
    /// </summary>
    /// <param name="name">The name of the book.</param>
    /// <param name="national">All dated rows; not more than one per key is in force on a day.</param>
    /// <param name="centre">The centre's approved rows.</param>
    /// <param name="project">What the notice sets.</param>
    /// <param name="on">The Beijing day of publication.</param>
    /// <exception cref="RuleBrokenException">
    /// <see cref="RulebookRules.UnknownKey"/>, <see cref="RulebookRules.NotSettable"/>, <see cref="RulebookRules.MalformedValue"/>,
    /// <see cref="RulebookRules.OutOfBounds"/>, each naming the key.
    /// </exception>
    public static Rulebook Resolve(
        string name, IEnumerable<Rule> national, IEnumerable<CentreRule> centre, IEnumerable<ProjectSetting> project, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(national);
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(project);
        var centreRows = centre.Where(r => r.IsInForce(on)).OrderBy(r => r.EffectiveFrom).ToLookup(r => r.Key);
        var rules = national
            .Where(r => r.IsInForce(on))
            .ToDictionary(r => r.Key, r => centreRows[r.Key].LastOrDefault() is { } row ? row.Over(r) : r);
        foreach (var setting in project)
        {
            rules[setting.Key] = rules.TryGetValue(setting.Key, out var rule)
                ? setting.Over(rule)
                : throw new RuleBrokenException(RulebookRules.UnknownKey, setting.Key);
        }

        return new Rulebook(name, rules.Values);
    }
}

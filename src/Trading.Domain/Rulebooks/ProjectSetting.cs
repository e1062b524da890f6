using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

/// <summary>A value that the notice of one project sets, such as a longer time for preparing bids.</summary>
public sealed record ProjectSetting(string Key, string Value)
{
    /// <summary>The row of the centre's layer as it stands for this project.</summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="RulebookRules.NotSettable"/>, <see cref="RulebookRules.MalformedValue"/>, <see cref="RulebookRules.OutOfBounds"/>.
    /// </exception>
    public Rule Over(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.RequireSettable(Value, by: RuleLayer.Project);
        return rule with { Value = Value, Layer = RuleLayer.Project };
    }
}

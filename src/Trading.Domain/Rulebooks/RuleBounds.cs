using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

/// <summary>Who above the national layer may set a rule, and within what.</summary>
/// <param name="By">The highest layer that may: <see cref="RuleLayer.Project"/> includes the centre.</param>
/// <param name="Min">The smallest number allowed.</param>
/// <param name="Max">The greatest number allowed.</param>
/// <param name="Options">For texts: the only values allowed.</param>
public sealed record RuleBounds(RuleLayer By, long? Min = null, long? Max = null, IReadOnlyList<string>? Options = null)
{
    /// <summary>True when the value is one of the options, or there are none to choose from.</summary>
    public bool AllowsChoice(string value) => Options is null || Options.Contains(value);

    /// <summary>True when the well-formed number lies within the bounds, or there are none.</summary>
    public bool AllowsNumber(string value) =>
        (Min is null && Max is null) || (RuleValue.TryNumber(value, out var number) && !(number < Min) && !(number > Max));

    /// <summary>The bounds after the centre replaced the value: a bound that was the old value is now the new one.</summary>
    public RuleBounds Following(string oldValue, string newValue)
    {
        if (!RuleValue.TryNumber(oldValue, out var before) || !RuleValue.TryNumber(newValue, out var after))
        {
            return this;
        }

        return this with { Min = Min == before ? after : Min, Max = Max == before ? after : Max };
    }

    /// <summary>The bounds as shown in a refusal, such as <c>≥ 20</c> or <c>a | b</c>.</summary>
    public override string ToString() => (Options, Min, Max) switch
    {
        ({ } options, _, _) => string.Join(" | ", options),
        (null, { } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min}–{max}"),
        (null, { } min, null) => string.Create(CultureInfo.InvariantCulture, $"≥ {min}"),
        (null, null, { } max) => string.Create(CultureInfo.InvariantCulture, $"≤ {max}"),
        (null, null, null) => "",
    };

    internal CanonicalBytes AddTo(CanonicalBytes bytes) =>
        bytes.Add(By.ToString()).Add(Min).Add(Max).Add(Options is null ? null : string.Join('\n', Options));
}

using System.Globalization;

namespace Trading.Domain.Shared;

/// <summary>
/// A business rule refused the operation; nothing was changed. The code names the sentence shown to the user (words key <c>rule.{code}</c>),
/// the limits fill its placeholders in order, and the citation, where the rule has one, is shown beside it.
/// </summary>
public sealed class RuleBrokenException : Exception
{
    public RuleBrokenException(string rule, params object[] limits)
        : this(rule, citation: null, limits)
    {
    }

    private RuleBrokenException(string rule, string? citation, object[] limits)
        : base($"{rule}({string.Join(", ", limits.Select(l => Convert.ToString(l, CultureInfo.InvariantCulture)))})")
    {
        Rule = rule;
        Limits = limits;
        Citation = citation;
    }

    /// <summary>The rule's code, such as <c>tendering.window-closed</c>; a constant of the feature's rule catalogue.</summary>
    public string Rule { get; }

    /// <summary>The values that fill the sentence: limits first, then what was received.</summary>
    public IReadOnlyList<object> Limits { get; }

    /// <summary>The article that the rule rests on, such as <c>招标投标法实施条例 第二十六条</c>; null where the rule is the system's own.</summary>
    public string? Citation { get; }

    /// <summary>Which item of a list broke the rule, counted from zero; null where the rule is about the whole.</summary>
    public int? Item { get; private set; }

    /// <summary>Says which item of a list it is about, so that the sentence stands beside that one.</summary>
    public RuleBrokenException At(int item)
    {
        Item = item;
        return this;
    }

    /// <summary>What of several the refusal is about, such as the name of a lot; null where there is only one thing.</summary>
    public string? About { get; private set; }

    /// <summary>Says which of several it is about; the sentence begins with its name.</summary>
    public RuleBrokenException Of(string about)
    {
        About = about;
        return this;
    }

    public static RuleBrokenException Cited(string rule, string citation, params object[] limits) => new(rule, citation, limits);
}

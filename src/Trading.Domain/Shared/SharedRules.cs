namespace Trading.Domain.Shared;

/// <summary>Rules that belong to no single feature.</summary>
public static class SharedRules
{
    /// <summary>An amount in yuan has at most two decimals.</summary>
    public const string FractionOfFen = "shared.fraction-of-fen";

    /// <summary>The record was changed by somebody else since it was read.</summary>
    public const string ChangedMeanwhile = "shared.changed-meanwhile";

    /// <summary>The maker of a record may not approve it.</summary>
    public const string MakerIsChecker = "shared.maker-is-checker";

    /// <summary>An amount in Chinese capitals is at least zero and below 亿亿 yuan.</summary>
    public const string AmountHasNoWords = "shared.amount-has-no-words";
}

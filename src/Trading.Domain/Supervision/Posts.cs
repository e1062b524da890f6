namespace Trading.Domain.Supervision;

/// <summary>
/// Who answers for a step: the owner's side, or a post of the centre. The one list of keys: procedures name posts by it, and administrators choose
/// from it. The words are <c>post.{name}</c>.
/// </summary>
public static class Posts
{
    public const string Owner = "owner";
    public const string Panel = "panel";
    public const string CentreOperator = "centre-operator";
    public const string CentreManager = "centre-manager";
    public const string FinanceMaker = "finance-maker";
    public const string FinanceChecker = "finance-checker";

    /// <summary>The posts that a centre fills with a holder and a deputy; each is named as the role that serves it.</summary>
    public static IReadOnlyList<string> OfCentre { get; } = [CentreOperator, CentreManager, FinanceMaker, FinanceChecker];
}

namespace Trading.Domain.Supervision;

/// <summary>Who answers for a step: the owner's side, or a post of the centre. The words are <c>post.{name}</c>.</summary>
public static class Posts
{
    public const string Owner = "owner";
    public const string Panel = "panel";
    public const string CentreOperator = "centre-operator";
    public const string FinanceMaker = "finance-maker";
}

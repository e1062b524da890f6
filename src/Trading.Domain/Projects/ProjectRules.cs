namespace Trading.Domain.Projects;

/// <summary>What an entrustment and its project refuse.</summary>
public static class ProjectRules
{
    /// <summary>The project is not in the state that the operation needs.</summary>
    public const string WrongState = "projects.wrong-state";

    /// <summary>Something that the entrustment needs is missing; one defect each, all told at once.</summary>
    public const string Incomplete = "projects.incomplete";

    /// <summary>An entrustment is returned with at least one defect.</summary>
    public const string NoDefects = "projects.no-defects";
}

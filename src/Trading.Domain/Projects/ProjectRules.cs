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

    /// <summary>A defect has one of the listed reasons; free words only explain it.</summary>
    public const string DefectWithoutReason = "projects.defect-without-reason";

    /// <summary>The project has no such lot.</summary>
    public const string NoSuchLot = "projects.no-such-lot";

    /// <summary>Only the owner itself decides; its agency prepares.</summary>
    public const string OwnerDecides = "projects.owner-decides";

    /// <summary>Where there is an agency, it enters the panel's report.</summary>
    public const string AgencyEnters = "projects.agency-enters";

    /// <summary>No registered organisation of the wanted kind has this credit code.</summary>
    public const string NoSuchOrganisation = "projects.no-such-organisation";
}

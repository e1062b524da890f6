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

    /// <summary>What an agency wrote is handed in after the owner has confirmed it.</summary>
    public const string OwnerConfirms = "projects.owner-confirms";

    /// <summary>The entrustment is before the owner, or confirmed as it stands: it is taken back before it is changed.</summary>
    public const string BeforeOwner = "projects.before-owner";

    /// <summary>The owner wrote the entrustment itself, or has been asked already; or nothing is before it that could be taken back.</summary>
    public const string NothingToConfirm = "projects.nothing-to-confirm";

    /// <summary>What the owner answers is not what is before it: taken back, or changed and asked again.</summary>
    public const string NotAsShown = "projects.not-as-shown";

    /// <summary>The owner sends an entrustment back with a reason.</summary>
    public const string ReasonMissing = "projects.reason-missing";

    /// <summary>No registered organisation of the wanted kind has this credit code.</summary>
    public const string NoSuchOrganisation = "projects.no-such-organisation";
}

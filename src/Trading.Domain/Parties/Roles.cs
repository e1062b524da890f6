namespace Trading.Domain.Parties;

/// <summary>What a person may be to the platform. A role opens an area; what may be done inside it is asked of the record.</summary>
public static class Roles
{
    public const string Owner = "owner";
    public const string Agency = "agency";
    public const string Bidder = "bidder";
    public const string CentreOperator = "centre-operator";
    public const string CentreManager = "centre-manager";
    public const string Expert = "expert";
    public const string FinanceMaker = "finance-maker";
    public const string FinanceChecker = "finance-checker";
    public const string Supervisor = "supervisor";
    public const string Administrator = "administrator";

    /// <summary>Held through an organisation's registration, never given by an administrator.</summary>
    public static IReadOnlyList<string> OfOrganisations { get; } = [Owner, Agency, Bidder];

    /// <summary>Given by an administrator to a person; each of them needs a second factor outside demo mode.</summary>
    public static IReadOnlyList<string> OfOfficers { get; } =
        [CentreOperator, CentreManager, Expert, FinanceMaker, FinanceChecker, Supervisor, Administrator];

    /// <summary>Officers whose work belongs to one centre; they see that centre's records only.</summary>
    public static IReadOnlyList<string> OfCentres { get; } = [CentreOperator, CentreManager, FinanceMaker, FinanceChecker];

    public static IReadOnlyList<string> All { get; } = [.. OfOrganisations, .. OfOfficers];

    public static bool IsOfficer(string role) => OfOfficers.Contains(role);

    /// <summary>
    /// The roles that one officer may hold together. Whoever makes payments may not also approve them, and nobody who works for the platform
    /// takes part in its trading.
    /// </summary>
    /// <exception cref="Shared.RuleBrokenException"><see cref="PartiesRules.RolesConflict"/>, naming the two roles.</exception>
    public static void EnsureCompatible(IReadOnlyCollection<string> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.Contains(FinanceMaker) && roles.Contains(FinanceChecker))
        {
            throw new Shared.RuleBrokenException(PartiesRules.RolesConflict, FinanceMaker, FinanceChecker);
        }

        if (roles.FirstOrDefault(OfOrganisations.Contains) is { } outside && roles.FirstOrDefault(IsOfficer) is { } inside)
        {
            throw new Shared.RuleBrokenException(PartiesRules.RolesConflict, outside, inside);
        }
    }
}

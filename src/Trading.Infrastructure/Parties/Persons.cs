using Trading.Domain.Parties;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Parties;

/// <summary>Somebody opens an account.</summary>
public sealed record OpenAccount
{
    public required string DisplayName { get; init; }
    public required string Email { get; init; }
    public required string Password { get; init; }
}

/// <summary>An administrator opens an officer's account.</summary>
public sealed record CreateOfficer
{
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public required string? Email { get; init; }
    public required string Password { get; init; }
    public required long? CentreId { get; init; }
    public required IReadOnlyCollection<string> Roles { get; init; }
    /// <summary>The administrator who opens it; null for the first one of all, who is nobody's.</summary>
    public required long? ByUserId { get; init; }
}

/// <summary>The person, or everything that was wrong.</summary>
public sealed record PersonResult(User? Person, IReadOnlyList<Defect> Defects);

/// <summary>The fields of an account, as defects and forms name them.</summary>
public static class PersonFields
{
    public const string UserName = nameof(CreateOfficer.UserName);
    public const string DisplayName = nameof(CreateOfficer.DisplayName);
    public const string Email = nameof(CreateOfficer.Email);
    public const string Password = nameof(CreateOfficer.Password);
    public const string PresentPassword = nameof(PresentPassword);
}

internal static class PersonChecks
{
    private const int LongestName = 100;

    public static IReadOnlyList<Defect> Name(string name) =>
        string.IsNullOrWhiteSpace(name) ? [Defect.Of(PersonFields.DisplayName, PartiesRules.Required)]
        : name.Trim().Length > RegistrationChecks.PersonLength
            ? [Defect.Of(PersonFields.DisplayName, PartiesRules.TooLong, RegistrationChecks.PersonLength)]
        : [];

    public static IReadOnlyList<Defect> UserName(string name) =>
        string.IsNullOrWhiteSpace(name) ? [Defect.Of(PersonFields.UserName, PartiesRules.Required)]
        : name.Trim().Length > LongestName ? [Defect.Of(PersonFields.UserName, PartiesRules.TooLong, LongestName)]
        : [];

    public static IReadOnlyList<Defect> Email(string email) =>
        string.IsNullOrWhiteSpace(email) ? [Defect.Of(PersonFields.Email, PartiesRules.Required)]
        : RegistrationChecks.IsEmail(email.Trim()) ? []
        : [Defect.Of(PersonFields.Email, PartiesRules.EmailInvalid)];

    // Length is the only demand: rules of composition make passwords that people write down (ASVS 5.0, 6.2).
    public static IReadOnlyList<Defect> Password(string password, int shortest) =>
        password.Length < shortest ? [Defect.Of(PersonFields.Password, PartiesRules.PasswordTooShort, shortest)] : [];

    public static void EnsureOfficerRoles(IReadOnlyCollection<string> roles, long? centreId)
    {
        if (roles.Count == 0)
        {
            throw new RuleBrokenException(PartiesRules.RolesMissing);
        }

        if (roles.FirstOrDefault(r => !Roles.IsOfficer(r)) is { } unknown)
        {
            throw new RuleBrokenException(PartiesRules.RoleUnknown, unknown);
        }

        Roles.EnsureCompatible(roles);
        if (centreId is null && roles.FirstOrDefault(Roles.OfCentres.Contains) is { } ofCentre)
        {
            throw new RuleBrokenException(PartiesRules.CentreMissing, ofCentre);
        }
    }
}

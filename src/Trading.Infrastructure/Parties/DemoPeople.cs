namespace Trading.Infrastructure.Parties;

/// <summary>The demonstration accounts of a site in demo mode.</summary>
public static class DemoPeople
{
    /// <summary>Every demonstration account has this password; the sign-in page shows it, in demo mode only.</summary>
    public const string Password = "demo-2026-trading";
}

using Trading.Domain.Parties.Codes;

namespace Trading.Infrastructure.Parties;

/// <summary>The demonstration accounts of a site in demo mode.</summary>
public static class DemoPeople
{
    /// <summary>Every demonstration account has this password; the sign-in page shows it, in demo mode only.</summary>
    public const string Password = "demo-2026-trading";

    private const int IdsADay = 999;
    private static readonly DateOnly FirstBirth = new(1960, 1, 1);

    /// <summary>
    /// The resident ID of the n-th made-up person: of the region 000000, which is nowhere, with the check character right, so that it can be nobody's and
    /// passes every other check.
    /// </summary>
    public static string ResidentId(int number) => Domain.Parties.Codes.ResidentId.Compose(
        RegionPrefix.Demo, FirstBirth.AddDays(number / IdsADay), (number % IdsADay) + 1);
}

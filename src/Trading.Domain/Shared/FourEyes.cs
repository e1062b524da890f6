namespace Trading.Domain.Shared;

/// <summary>What one person has done another must decide. The database refuses the same by a check of its own on each table.</summary>
public static class FourEyes
{
    /// <summary>Refuses a person who is among those who acted before.</summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.MakerIsChecker"/></exception>
    public static void RequireAnother(long person, params ReadOnlySpan<long?> before)
    {
        if (before.Contains(person))
        {
            throw new RuleBrokenException(SharedRules.MakerIsChecker);
        }
    }
}

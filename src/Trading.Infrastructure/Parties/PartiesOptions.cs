namespace Trading.Infrastructure.Parties;

/// <summary>How people sign in here, and which codes are accepted.</summary>
public sealed class PartiesOptions
{
    /// <summary>
    /// Demo mode: accepts codes of the region 000000, lists the demonstration accounts on the sign-in page, and asks no second factor of officers.
    /// Never in production.
    /// </summary>
    public bool DemoMode { get; set; }

    /// <summary>How long a session lasts without a request.</summary>
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>Wrong passwords or codes in a row before the account is locked.</summary>
    public int LockOutAfter { get; set; } = 5;

    public TimeSpan LockOutLasts { get; set; } = TimeSpan.FromMinutes(15);
}

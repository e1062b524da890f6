using Trading.Domain.Shared;

namespace Trading.Infrastructure.Jobs;

/// <summary>
/// How often a failing row (a due action, a mail) is tried: after one minute, two, four … at most an hour, ten times in all. That is a little over
/// four hours; then it is parked for an administrator.
/// </summary>
public static class BackOff
{
    public const int Attempts = 10;
    private const int LongestMinutes = 60;

    /// <summary>How long to wait after attempt number <paramref name="attempt"/> (1, 2, …).</summary>
    public static TimeSpan After(int attempt) => TimeSpan.FromMinutes(Math.Min(1 << Math.Clamp(attempt - 1, 0, 10), LongestMinutes));

    /// <summary>The name of a failure that may be stored and logged: a rule's code or the error's type, never its text, which could speak of a bid.</summary>
    public static string NameOf(Exception failure) => failure is RuleBrokenException refusal ? refusal.Rule : failure.GetType().Name;
}

using Trading.Domain.Shared;

namespace Trading.Web.Shared;

/// <summary>The clock that pages show: business time, which in demo mode may run ahead of the system's.</summary>
public sealed class PageClock(TimeProvider business)
{
    public DateTime NowUtc => business.NowUtc();

    /// <summary>
    /// How far business time is ahead of the system's, to the nearest minute: a jump by a day is measured against a clock that goes on meanwhile,
    /// and must not read 23 hours and 59 minutes.
    /// </summary>
    public TimeSpan Ahead => TimeSpan.FromMinutes(Math.Round((NowUtc - TimeProvider.System.NowUtc()).TotalMinutes));
}

using Trading.Domain.Shared;

namespace Trading.Web.Shared;

/// <summary>The clock that pages show: business time, which in demo mode may run ahead of the system's.</summary>
public sealed class PageClock(TimeProvider business)
{
    public DateTime NowUtc => business.NowUtc();

    /// <summary>How far business time is ahead of the system's; less than a second counts as not at all.</summary>
    public TimeSpan Ahead
    {
        get
        {
            var ahead = NowUtc - TimeProvider.System.NowUtc();
            return ahead.Duration() < TimeSpan.FromSeconds(1) ? TimeSpan.Zero : ahead;
        }
    }
}

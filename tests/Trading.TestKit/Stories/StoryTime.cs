using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Demo;

namespace Trading.TestKit.Stories;

/// <summary>A story on a test's own clock.</summary>
public static class StoryTime
{
    extension(StoryClock)
    {
        public static StoryClock Of(FakeTimeProvider clock) =>
            new(() => clock.GetUtcNow().UtcDateTime, utc => clock.SetUtcNow(new DateTimeOffset(Later(utc, clock.GetUtcNow().UtcDateTime), TimeSpan.Zero)));
    }

    // Stories told side by side share a clock, which never goes back.
    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}

using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>Use cases on a site of their own, one after another; each that <paramref name="isTried"/> names is broken at each of its points.</summary>
internal sealed class FaultTale(TestSite site, IReadOnlyList<StoryStep> steps, Func<StoryStep, bool> isTried) : IAsyncDisposable
{
    public TestSite Site { get; } = site;
    public IReadOnlyList<StoryStep> Steps { get; } = steps;

    public bool IsTried(StoryStep step) => isTried(step);

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

namespace Trading.Architecture.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Builds() => Assert.NotEmpty(nameof(SmokeTests));
}

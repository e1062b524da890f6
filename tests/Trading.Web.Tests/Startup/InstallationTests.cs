using Trading.Web.Startup;

namespace Trading.Web.Tests.Startup;

/// <summary>Site and verbs read one installation: see also the verbs' own tests.</summary>
public sealed class InstallationTests
{
    [Theory]
    [InlineData(true, "--environment=Production")]
    [InlineData(true, "--environment=production")]
    [InlineData(true, "--Site:Demo=false")]
    [InlineData(true, "--Site:Demo=false", "--environment=Staging")]
    [InlineData(false, "--Site:Demo=false", "--environment=Development")]
    [InlineData(false, "--environment=Staging")]
    [InlineData(false, "--environment=Development")]
    [InlineData(false)]
    public void Production_HoweverItIsSpelled_IsKnown(bool production, params string[] args) => Assert.Equal(production, Installation.Builder(args).Options().Production);
}

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Tests.Secrecy;

/// <summary>A site whose business time stands still until a test moves it, so that what two of them answer can be compared byte by byte.</summary>
public sealed class FrozenSite : TestSite
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public FrozenSite()
    {
    }

    public FrozenSite(SiteFolder template, DateTimeOffset now)
        : base(template) => Time.SetUtcNow(now);

    public FakeTimeProvider Time { get; } = new(Start);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            var clock = new BusinessClock(Time);
            services.RemoveAll<TimeProvider>().RemoveAll<BusinessClock>().AddSingleton<TimeProvider>(clock).AddSingleton(clock);
        });
    }
}

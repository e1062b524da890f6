using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Tests.Pages;

/// <summary>A site on a copy of the settled world: the tenders are told once in a process, and each site has a database of its own.</summary>
public sealed class SettledSite : TestSite
{
    private static readonly Lazy<Task<Template>> World = new(SettleAsync);

    private SettledSite(Template template)
        : base(template.Folder)
    {
        Readers = template.Readers;
        ((BusinessClock)Services.GetRequiredService<TimeProvider>()).Advance(template.Ahead);
    }

    public IReadOnlyList<(string Reader, long UserId, SessionKind Session)> Readers { get; }

    public static async Task<SettledSite> OpenAsync() => new(await World.Value);

    private static async Task<Template> SettleAsync()
    {
        await using var site = new TestSite();
        var readers = await SiteReaders.SettleAsync(site.Services);
        var folder = await site.CopyAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return new Template(folder, readers, ((BusinessClock)site.Services.GetRequiredService<TimeProvider>()).Offset);
    }

    private sealed record Template(SiteFolder Folder, IReadOnlyList<(string Reader, long UserId, SessionKind Session)> Readers, TimeSpan Ahead);
}

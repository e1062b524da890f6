using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Tests.Pages;

/// <summary>A site on a copy of the settled world: the tenders are told once in a process, and each site has a database of its own.</summary>
public class SettledSite : TestSite
{
    private static readonly Lazy<Task<SettledWorld>> World = new(SettleAsync);

    protected SettledSite(SettledWorld template)
        : base(template.Folder)
    {
        Readers = template.Readers;
        ((BusinessClock)Services.GetRequiredService<TimeProvider>()).Advance(template.Ahead);
    }

    public IReadOnlyList<(string Reader, long UserId, SessionKind Session)> Readers { get; }

    public static async Task<SettledSite> OpenAsync() => new(await World.Value);

    protected static Task<SettledWorld> WorldAsync() => World.Value;

    private static async Task<SettledWorld> SettleAsync()
    {
        await using var site = new TestSite();
        var readers = await SiteReaders.SettleAsync(site.Services);
        var folder = await site.CopyAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return new SettledWorld(folder, readers, ((BusinessClock)site.Services.GetRequiredService<TimeProvider>()).Offset);
    }
}

/// <summary>What every copy starts from: the files, the people, and how far the clock has been moved.</summary>
public sealed record SettledWorld(SiteFolder Folder, IReadOnlyList<(string Reader, long UserId, SessionKind Session)> Readers, TimeSpan Ahead);

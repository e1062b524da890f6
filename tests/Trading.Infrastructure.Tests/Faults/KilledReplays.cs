using System.Diagnostics;
using System.Text.Json;
using Trading.Infrastructure.Replay;
using Trading.KillHost;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>Replays in one process that is killed (SIGKILL) a while after each has come to its point; what they left behind is looked at.</summary>
internal sealed class KilledReplays : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly List<KilledReplay> _replays = [];

    public IReadOnlyList<KilledReplay> Replays => _replays;

    /// <exception cref="InvalidOperationException">The process ended by itself, or did not come to the points in time.</exception>
    public static async Task<KilledReplays> RunAsync(string tenders, IEnumerable<(DatabaseKind Kind, KillPoint Point)> plan, TimeSpan delay)
    {
        var killed = new KilledReplays();
        foreach (var (kind, point) in plan)
        {
            killed._replays.Add(new KilledReplay(kind, await TestDatabase.CreateAsync(kind), Directory.CreateTempSubdirectory("trading-kill-"), point));
        }

        var orders = killed._replays.Select(r => new KillOrder(tenders, r.Database.ConnectionString, r.Folder.FullName, r.Log, r.Point)).ToArray();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(KillOrder).Assembly.Location, JsonSerializer.Serialize(orders) },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        string? said;
        try
        {
            said = await process.StandardOutput.ReadLineAsync(patience.Token);
            await Task.Delay(delay, patience.Token);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return said == Program.Ready ? killed : throw new InvalidOperationException($"The replays did not come to their points: {await error}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replay in _replays)
        {
            await replay.Database.DisposeAsync();
            replay.Folder.Delete(recursive: true);
        }
    }
}

/// <summary>One of the replays of a killed process.</summary>
internal sealed record KilledReplay(DatabaseKind Kind, TestDatabase Database, DirectoryInfo Folder, KillPoint Point)
{
    public string Log => Path.Combine(Folder.FullName, "acknowledged.txt");

    /// <summary>What the process had been told was done when it died: kind and number. The line that was being written then was told to nobody.</summary>
    public IReadOnlyList<(string Kind, string Id)> Acknowledged => [.. File.ReadAllText(Log).Split('\n').SkipLast(1)
        .Select(l => l.Split(' ')).Where(p => p[0] != AcknowledgementLog.Begins).Select(p => (p[0], p[1]))];
}

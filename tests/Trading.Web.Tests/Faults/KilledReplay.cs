using System.Diagnostics;
using Trading.TestKit;

namespace Trading.Web.Tests.Faults;

/// <summary>A replay in a process of its own that is killed (SIGKILL) a while after its acknowledgements reach a number; what it left behind is looked at.</summary>
internal sealed class KilledReplay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private KilledReplay(TestDatabase database, DirectoryInfo folder) => (Database, Folder) = (database, folder);

    public TestDatabase Database { get; }
    public DirectoryInfo Folder { get; }

    /// <summary>What the process had been told was done when it died: kind and number.</summary>
    public IReadOnlyList<(string Kind, string Id)> Acknowledged { get; private set; } = [];

    public static async Task<KilledReplay> RunAsync(DatabaseKind kind, string tenders, int killAfter, TimeSpan delay)
    {
        var replay = new KilledReplay(await TestDatabase.CreateEmptyAsync(kind), Directory.CreateTempSubdirectory("trading-kill-"));
        var log = Path.Combine(replay.Folder.FullName, "acknowledged.txt");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "Trading.Web.dll"), "replay", "tenders", tenders, "--json", "--database", replay.Database.ConnectionString,
            "--keep", replay.Folder.FullName, "--acknowledge", log,
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await WaitAsync(process, log, killAfter);
        await Task.Delay(delay);
        process.Kill();
        await process.WaitForExitAsync();
        _ = await output;
        replay.Acknowledged = [.. Complete(await File.ReadAllTextAsync(log)).Select(l => l.Split(' ')).Select(p => (p[0], p[1]))];
        Assert.True(replay.Acknowledged.Count >= killAfter, $"the replay ended after {replay.Acknowledged.Count} acknowledgements: {await error}");
        return replay;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    private static async Task WaitAsync(Process process, string log, int killAfter)
    {
        var watch = Stopwatch.StartNew();
        while (!process.HasExited && watch.Elapsed < Patience && Lines(log) < killAfter)
        {
            await Task.Delay(1);
        }
    }

    private static int Lines(string log)
    {
        if (!File.Exists(log))
        {
            return 0;
        }

        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    // The line that was being written when the process died was not told to anybody.
    private static IEnumerable<string> Complete(string text) => text.Split('\n').SkipLast(1);
}

using System.Diagnostics;
using Trading.TestKit;

namespace Trading.Web.Tests.Faults;

/// <summary>A replay in a process of its own that is killed (SIGKILL) a while after its acknowledgements reach a number; what it left behind is looked at.</summary>
internal sealed class KilledReplay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(4);

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

    // Each look reads what was written since the last: two runs are waited for at a time, beside all other tests.
    private static async Task WaitAsync(Process process, string log, int killAfter)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(log) && !process.HasExited && watch.Elapsed < Patience)
        {
            await Task.Delay(Look);
        }

        if (!File.Exists(log))
        {
            return;
        }

        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var (lines, piece) = (0, new byte[4096]);
        while (lines < killAfter && !process.HasExited && watch.Elapsed < Patience)
        {
            var read = await file.ReadAsync(piece);
            lines += piece.AsSpan(0, read).Count((byte)'\n');
            if (read == 0)
            {
                await Task.Delay(Look);
            }
        }
    }

    // The line that was being written when the process died was not told to anybody.
    private static IEnumerable<string> Complete(string text) => text.Split('\n').SkipLast(1);
}

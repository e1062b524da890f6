using System.Diagnostics;
using System.Text;
using Trading.Infrastructure.Replay;
using Trading.TestKit;

namespace Trading.Web.Tests.Faults;

/// <summary>A while after the n-th line of the log that begins a work, or after the n-th line of any kind where none is named.</summary>
internal sealed record KillPoint(string? Work, int Nth, TimeSpan Delay)
{
    public bool Is(string line) => Work is null || line == $"{AcknowledgementLog.Begins} {Work}";
}

/// <summary>A replay in a process of its own that is killed (SIGKILL) a while after a line of its log of acknowledgements; what it left behind is looked at.</summary>
internal sealed class KilledReplay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(4);

    private KilledReplay(TestDatabase database, DirectoryInfo folder) => (Database, Folder) = (database, folder);

    public TestDatabase Database { get; }
    public DirectoryInfo Folder { get; }

    /// <summary>What the process had been told was done when it died: kind and number.</summary>
    public IReadOnlyList<(string Kind, string Id)> Acknowledged { get; private set; } = [];

    public static async Task<KilledReplay> RunAsync(DatabaseKind kind, string tenders, KillPoint point)
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
        var met = await WaitAsync(process, log, point);
        await Task.Delay(point.Delay);
        process.Kill();
        await process.WaitForExitAsync();
        _ = await output;
        var lines = Complete(await File.ReadAllTextAsync(log)).Select(l => l.Split(' ')).ToList();
        replay.Acknowledged = [.. lines.Where(p => p[0] != AcknowledgementLog.Begins).Select(p => (p[0], p[1]))];
        Assert.True(met, $"the replay ended after {lines.Count} lines, before {point}: {await error}");
        return replay;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    // Each look reads what was written since the last: two runs are waited for at a time, beside all other tests.
    private static async Task<bool> WaitAsync(Process process, string log, KillPoint point)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(log) && !process.HasExited && watch.Elapsed < Patience)
        {
            await Task.Delay(Look);
        }

        if (!File.Exists(log))
        {
            return false;
        }

        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var (left, piece, line) = (point.Nth, new byte[4096], new StringBuilder());
        while (!process.HasExited && watch.Elapsed < Patience)
        {
            var read = await file.ReadAsync(piece);
            foreach (var letter in Encoding.UTF8.GetChars(piece, 0, read))
            {
                if (letter != '\n')
                {
                    line.Append(letter);
                    continue;
                }

                left -= point.Is(line.ToString()) ? 1 : 0;
                line.Clear();
            }

            if (left <= 0)
            {
                return true;
            }

            if (read == 0)
            {
                await Task.Delay(Look);
            }
        }

        return false;
    }

    // The line that was being written when the process died was not told to anybody.
    private static IEnumerable<string> Complete(string text) => text.Split('\n').SkipLast(1);
}

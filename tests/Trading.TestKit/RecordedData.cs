using System.IO.Compression;
using Trading.Infrastructure.Replay;

namespace Trading.TestKit;

/// <summary>The 1,174 recorded tenders (origin and licence: tests/data/README.md).</summary>
public static class RecordedData
{
    /// <summary>How many tenders the tests replay: 100, or what TRADING_REPLAY_TENDERS says (<c>all</c> for all of them).</summary>
    public static int TendersToReplay { get; } = Environment.GetEnvironmentVariable("TRADING_REPLAY_TENDERS") switch
    {
        null or "" => 100,
        "all" => int.MaxValue,
        var number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
    };

    public static IReadOnlyList<RecordedTender> Tenders()
    {
        using var file = Open();
        return RecordedTenders.Read(file);
    }

    /// <summary>Writes the first tenders as the file that they came in.</summary>
    public static async Task WriteAsync(string path, int tenders)
    {
        using var reader = new StreamReader(Open());
        await using var output = new StreamWriter(path);
        await output.WriteLineAsync(await reader.ReadLineAsync());
        var seen = new HashSet<string>();
        while (await reader.ReadLineAsync() is { } line && (seen.Add(line.Split(',')[0]) ? seen.Count : 0) <= tenders)
        {
            await output.WriteLineAsync(line);
        }
    }

    private static GZipStream Open() =>
        new(typeof(RecordedData).Assembly.GetManifestResourceStream("tenders-tsuchiura.csv.gz")!, CompressionMode.Decompress);
}

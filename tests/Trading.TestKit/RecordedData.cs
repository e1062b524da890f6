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
        using var packed = typeof(RecordedData).Assembly.GetManifestResourceStream("tenders-tsuchiura.csv.gz")!;
        using var file = new GZipStream(packed, CompressionMode.Decompress);
        return RecordedTenders.Read(file);
    }
}

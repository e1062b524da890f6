using System.Text.Json;
using Trading.Infrastructure.Replay;
using Trading.TestKit;

namespace Trading.KillHost;

/// <summary>
/// Replays at once in one process, each on a database of its own. Each waits at its point until all have come to theirs; then the process says so, all go on, and whoever
/// started it kills it: one kill meets each replay in the midst of its own work, and the cost of a young process is paid once.
/// </summary>
public static class Program
{
    /// <summary>What the process says when all replays have come to their points.</summary>
    public const string Ready = "ready";

    /// <param name="args">The orders, as JSON.</param>
    public static async Task<int> Main(string[] args)
    {
        var orders = JsonSerializer.Deserialize<KillOrder[]>(args[0])!;
        using var gate = new Barrier(orders.Length, _ => Console.WriteLine(Ready));
        var first = await Task.WhenAny(orders.Select(o => Task.Run(() => RunAsync(o, gate))));
        await first;
        return 1;
    }

    private static async Task RunAsync(KillOrder order, Barrier gate)
    {
        using var content = File.OpenRead(order.Tenders);
        var tenders = RecordedTenders.Read(content);
        var left = order.Point.Nth;
        using var log = new AcknowledgementLog(order.Log, line =>
        {
            if (order.Point.Is(line) && --left == 0)
            {
                gate.SignalAndWait();
            }
        });
        var clock = new ReplayClock();
        await using var services = ReplaySite.Build(order.Database, order.Folder, clock);
        await new TenderReplay(services, clock) { Acknowledgements = log }.RunAsync(tenders, progress: null, CancellationToken.None);
        if (left > 0)
        {
            throw new InvalidOperationException($"The replay ended before {order.Point}.");
        }

        await Task.Delay(Timeout.Infinite);
    }
}

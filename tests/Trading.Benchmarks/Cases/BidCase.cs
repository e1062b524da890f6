using System.Security.Cryptography;
using Trading.Domain.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>A bid with one file, sealed and on record, against a copy of the file that is flushed to the disk.</summary>
internal static class BidCase
{
    private const int Megabyte = 1_048_576;

    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite, largestFile: 100 * Megabyte);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var bidder = TestBidder.Of(1);
        var participation = await TenderBuilder.TakePartAsync(site, lot, bidder);
        await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m), await bank.SubAccountOfAsync(participation)));
        var rows = new List<Row>();
        foreach (var size in new[] { 1, 20 })
        {
            var content = RandomNumberGenerator.GetBytes(size * Megabyte);
            var (ours, theirs) = await Measure.AlternateAsync(
                options.Rounds, () => Measure.TimeAsync(() => SubmitAsync(site, lot.Id, bidder.OrganisationId, content)), () => Measure.TimeAsync(() => CopyAsync(content)));
            rows.Add(new Row($"a bid of {size} MB, SQLite", "MB", ours, theirs, "a file copy with fsync", size));
        }

        return rows;
    }

    private static async Task SubmitAsync(TestSite site, long lotId, long organisationId, byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        await site.UseAsync((BidService s) => s.SubmitAsync(
            new SubmitBid(lotId, organisationId, Money.Yuan(9_000_000m), 300, [new OfferedFile("投标文件.pdf", stream, null)]), CancellationToken.None));
    }

    private static async Task CopyAsync(byte[] content)
    {
        var path = Path.GetTempFileName();
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(content);
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }
}

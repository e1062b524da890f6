using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>A published lot in which 投标单位甲 takes part and has paid.</summary>
internal sealed class BiddingScene : IAsyncDisposable
{
    private readonly int _filesBefore;

    private readonly TestBank _bank;

    private BiddingScene(TestSite site, TestBank bank, TestLot lot, Guid participation)
    {
        (Site, _bank, Lot, Participation) = (site, bank, lot, participation);
        _filesBefore = Files();
    }

    public TestSite Site { get; }
    public TestLot Lot { get; }
    public Guid Participation { get; }
    public DateTime DeadlineUtc => Lot.DeadlineUtc;

    /// <summary>Files that bids left in the blob store, whole or half-written; the tender document's own are not among them.</summary>
    public int StoredFiles => Files() - _filesBefore;

    public static async Task<BiddingScene> PaidAsync(DatabaseKind kind, long largestFile = 1_000_000)
    {
        var site = await TestSite.CreateAsync(kind, largestFile: largestFile);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var participation = await TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1));
        await bank.ImportAsync(bank.In(TestBidder.Of(1), Money.Yuan(60_000m), await bank.SubAccountOfAsync(participation)));
        return new BiddingScene(site, bank, lot, participation);
    }

    /// <summary>Another bidder takes part and pays.</summary>
    public async Task<TestBidder> JoinedAsync(int number)
    {
        var participation = await TenderBuilder.TakePartAsync(Site, Lot, TestBidder.Of(number));
        await _bank.ImportAsync(_bank.In(TestBidder.Of(number), Money.Yuan(60_000m), await _bank.SubAccountOfAsync(participation)));
        return TestBidder.Of(number);
    }

    public async Task<BidReceipt> BidAsync(Money price, Stream? file = null, string? announced = null, TestBidder? bidder = null)
    {
        using var usual = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 bid"));
        return await Site.UseAsync((BidService s) => s.SubmitAsync(
            new SubmitBid(Lot.Id, (bidder ?? TestBidder.Of(1)).OrganisationId, price, 280, [new OfferedFile("bid.pdf", file ?? usual, announced)]), default));
    }

    public Task<BidReceipt> SubmitAsync(IReadOnlyList<OfferedFile> files, CancellationToken ct = default) => Site.UseAsync((BidService s) =>
        s.SubmitAsync(new SubmitBid(Lot.Id, TestBidder.Of(1).OrganisationId, Money.Yuan(9_000_000m), 280, files), ct));

    public Task WithdrawAsync() => Site.UseAsync((BidService s) => s.WithdrawAsync(Lot.Id, TestBidder.Of(1).OrganisationId, default));

    public Task<IReadOnlyList<OwnBid>> OwnAsync() => Site.UseAsync((BidService s) => s.OwnAsync(Participation, TestBidder.Of(1).OrganisationId, default));

    public Task<int> SubmittedAsync() => Site.DbAsync(db => db.Set<Bid>().CountAsync(b => b.State == BidState.Submitted));

    /// <summary>Files of drafts, whatever they are.</summary>
    public int DraftFiles => Directory.EnumerateFiles(Path.Combine(Site.Folder, "drafts"), "*", SearchOption.AllDirectories).Count();

    private int Files() => Directory.EnumerateFiles(Path.Combine(Site.Folder, "blobs"), "*", SearchOption.AllDirectories).Count();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

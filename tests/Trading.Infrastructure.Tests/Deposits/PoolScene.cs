using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>A project of several lots for which one deposit may stand, and what bidders and procedure do there.</summary>
internal sealed class PoolScene : IAsyncDisposable
{
    public const string Row = "construction.deposit-pooled";
    public static readonly Money Asked = Money.Yuan(60_000m);

    private readonly Dictionary<(int Lot, int Bidder), Guid> _participations = [];
    private readonly HashSet<int> _registered = [];

    private PoolScene(TestSite site, TestBank bank, IReadOnlyList<TestLot> lots) => (Site, Bank, Lots) = (site, bank, lots);

    public TestSite Site { get; }
    public TestBank Bank { get; }
    public IReadOnlyList<TestLot> Lots { get; }

    public static async Task<PoolScene> PublishedAsync(DatabaseKind kind, int lots = 2, (string Row, string Value)? with = null)
    {
        var site = await TestSite.CreateAsync(kind);
        var builder = new TenderBuilder(site).Setting(Row, "true");
        if (with is { } setting)
        {
            builder.Setting(setting.Row, setting.Value);
        }

        var scene = new PoolScene(site, await TestBank.OpenAsync(site), await builder.PublishLotsAsync(lots));
        await site.RegisterAsync(new TestBidder(TenderBuilder.Owner, "招标单位", "622200000000009999"));
        return scene;
    }

    /// <summary>Bidder 1 has paid for lot 1 and stands on it in lot 2; bidders 2 and 3 have paid for each; all have bid on both, and both are opened.</summary>
    public static async Task<PoolScene> OpenedAsync(DatabaseKind kind, (string Row, string Value)? with = null)
    {
        var scene = await StandingAsync(kind, with: with);
        await scene.OpenAsync(0);
        await scene.OpenAsync(1);
        return scene;
    }

    /// <summary>The same before the deadline.</summary>
    public static async Task<PoolScene> StandingAsync(DatabaseKind kind, bool bidsOnFirst = true, (string Row, string Value)? with = null)
    {
        var scene = await PublishedAsync(kind, with: with);
        await scene.PayAsync(0, 1);
        await scene.StandOnAsync(1, 0, 1);
        foreach (var lot in (int[])[0, 1])
        {
            foreach (var bidder in (int[])[2, 3, 4])
            {
                await scene.PayAsync(lot, bidder);
                await scene.BidAsync(lot, bidder);
            }
        }

        await scene.BidAsync(1, 1);
        if (bidsOnFirst)
        {
            await scene.BidAsync(0, 1);
        }

        return scene;
    }

    public async Task<Guid> TakePartAsync(int lot, int bidder)
    {
        if (_registered.Add(bidder))
        {
            await Site.RegisterAsync(TestBidder.Of(bidder));
        }

        return _participations.TryGetValue((lot, bidder), out var known) ? known : _participations[(lot, bidder)] = await TenderBuilder.TakePartAsync(Site, Lots[lot], TestBidder.Of(bidder));
    }

    public async Task PayAsync(int lot, int bidder) => await PayAsync([(lot, bidder)]);

    public async Task PayAsync(IEnumerable<(int Lot, int Bidder)> all)
    {
        var lines = new List<SimulatedLine>();
        foreach (var (lot, bidder) in all)
        {
            lines.Add(Bank.In(TestBidder.Of(bidder), Asked, await Bank.SubAccountOfAsync(await TakePartAsync(lot, bidder))));
        }

        await Bank.ImportAsync([.. lines]);
    }

    public async Task StandOnAsync(int lot, int paying, int bidder)
    {
        await TakePartAsync(lot, bidder);
        await Site.UseAsync((CoverService s) => s.StandOnAsync(Lots[lot].Id, Lots[paying].Id, TestBidder.Of(bidder).OrganisationId, CancellationToken.None));
    }

    public async Task BidAsync(int lot, int bidder)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 bid"));
        await Site.UseAsync((BidService s) => s.SubmitAsync(
            new SubmitBid(Lots[lot].Id, TestBidder.Of(bidder).OrganisationId, Money.Yuan(9_000_000m + bidder), 280, [new OfferedFile("bid.pdf", file, null)]), CancellationToken.None));
    }

    public Task WithdrawBidAsync(int lot, int bidder) =>
        Site.UseAsync((BidService s) => s.WithdrawAsync(Lots[lot].Id, TestBidder.Of(bidder).OrganisationId, CancellationToken.None));

    public Task LeaveAsync(int lot, int bidder) => Site.UseAsync(
        (DepositService s) => s.WithdrawDepositAsync(Of(lot, bidder), TestBidder.Of(bidder).OrganisationId, CancellationToken.None));

    public async Task<OpeningOutcome> OpenAsync(int lot)
    {
        if (Site.NowUtc < Lots[lot].DeadlineUtc)
        {
            Site.Be(Lots[lot].DeadlineUtc);
        }

        return await Site.UseAsync((OpeningService s) => s.OpenDespiteOutageAsync(Lots[lot].Id, new Acting(9), CancellationToken.None));
    }

    /// <summary>A procedure event of the lot, told to all its deposits or to some bidders'.</summary>
    public Task<int> RaiseAsync(int lot, DepositEvent what, params int[] bidders) => Site.UseAsync((DepositService s) => s.RaiseAsync(
        Lots[lot].Id, what, Site.NowUtc, bidders.Length == 0 ? null : [.. bidders.Select(b => Of(lot, b))], CancellationToken.None));

    /// <summary>The bidder's deposit is forfeited for a lot: proposed, and approved by two.</summary>
    public async Task ForfeitAsync(int lot, int bidder) => await ApproveAsync(await SecondedAsync(lot, bidder));

    /// <summary>The same but for the last approval.</summary>
    public async Task<Guid> SecondedAsync(int lot, int bidder)
    {
        using var evidence = new MemoryStream("%PDF-1.4"u8.ToArray());
        var id = await Site.UseAsync((ForfeitureService s) => s.ProposeAsync(
            Of(lot, bidder), new ForfeitureCase(ForfeitGround.RefusedContract, "clause 3", "heard", Money.Zero), new EvidenceFile("e.pdf", evidence, 1000), new Acting(31), CancellationToken.None));
        await Site.UseAsync((ForfeitureService s) => s.ApproveAsync(id, new Acting(32), CancellationToken.None));
        return id;
    }

    public Task ApproveAsync(Guid forfeiture) => Site.UseAsync((ForfeitureService s) => s.ApproveAsync(forfeiture, new Acting(33), CancellationToken.None));

    /// <summary>Puts a record of its own in the place of the bidder's cover, as whoever can write to the database and has the lot's public key could.</summary>
    public async Task ForgeAsync(int lot, int bidder, Guid named)
    {
        var keys = await Site.UseAsync((LotKeys k) => Task.FromResult(k));
        var record = CoverRecord.Pooled(named, Asked, new DateOnly(2026, 6, 29), "招标单位", new string('0', 64));
        await Site.DbAsync(async db =>
        {
            var cover = await db.Set<DepositCover>().SingleAsync(c => c.ParticipationId == Of(lot, bidder));
            var key = keys.PublicKeyOf(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == Lots[lot].Id));
            db.Entry(cover).Property(c => c.ContentHash).CurrentValue = record.ContentHash();
            db.Entry(cover).Property(c => c.SealedRecord).CurrentValue = await SealedEnvelope.SealRecordAsync(
                record.ToBytes(), RecordLength.Bid, key, CoverService.RecordData(Lots[lot].Id, cover.ParticipationId, cover.Id), CancellationToken.None);
            return await db.SaveChangesAsync();
        });
    }

    public Guid Of(int lot, int bidder) => _participations[(lot, bidder)];

    public Task<Deposit> DepositAsync(int lot, int bidder) => Site.DbAsync(db => db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == Of(lot, bidder)));

    public Task<DepositCover> CoverAsync(int lot, int bidder) => Site.DbAsync(
        db => db.Set<DepositCover>().AsNoTracking().SingleAsync(c => c.ParticipationId == Of(lot, bidder) && c.State != CoverState.Replaced && c.State != CoverState.Withdrawn));

    /// <summary>What the verifier finds; empty where everything agrees.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync() =>
        [.. (await Site.UseAsync((DepositVerifier v) => v.RunAsync(CancellationToken.None))).Where(f => !f.Ok).Select(f => f.Check)];

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

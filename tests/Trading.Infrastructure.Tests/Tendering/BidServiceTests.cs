using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>Handing in, replacing and withdrawing sealed bids, and everything that is refused.</summary>
public sealed class BidServiceTests
{
    private static readonly Money Price = Money.Yuan(9_000_000m);

    [Theory, OnEveryDatabase]
    public async Task Submit_OneMillisecondBeforeTheDeadline_IsTaken(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        scene.Site.Be(scene.DeadlineUtc.AddMilliseconds(-1));

        var receipt = await scene.BidAsync(Price);

        Assert.Equal(scene.DeadlineUtc.AddMilliseconds(-1), receipt.ReceivedAtUtc);
        Assert.Equal(1, await scene.SubmittedAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_AtTheDeadline_IsRefusedWithNumberAndServerTime(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        scene.Site.Be(scene.DeadlineUtc);

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => scene.BidAsync(Price));

        Assert.Equal((TenderingRules.WindowClosed, scene.DeadlineUtc), (refusal.Cause.Rule, refusal.ReceivedAtUtc));
        Assert.Equal(refusal.Number, await scene.Site.DbAsync(db => db.Set<BidRefusal>().Select(r => r.Number).SingleAsync()));
        Assert.Equal(0, await scene.SubmittedAsync());
        Assert.Equal(0, scene.StoredFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_WhoseLastByteArrivesAtTheDeadline_IsRefused(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        scene.Site.Be(scene.DeadlineUtc.AddSeconds(-1));
        using var slow = new SlowFile(() => scene.Site.Be(scene.DeadlineUtc));

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => scene.BidAsync(Price, slow));

        Assert.Equal(TenderingRules.WindowClosed, refusal.Cause.Rule);
        Assert.Equal(0, scene.StoredFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_WithoutDeposit_IsRefused(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, TestBidder.Of(2));

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => scene.BidAsync(Price, bidder: TestBidder.Of(2)));

        Assert.Equal(TenderingRules.DepositMissing, refusal.Cause.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_ByWhoDoesNotTakePart_IsRefused(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => scene.BidAsync(Price, bidder: TestBidder.Of(3)));

        Assert.Equal(TenderingRules.NotTakingPart, refusal.Cause.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_WhoseHashDiffersFromTheAnnounced_IsRefusedAndNothingKept(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => scene.BidAsync(Price, announced: new string('0', 64)));

        Assert.Equal(TenderingRules.HashDiffers, refusal.Cause.Rule);
        Assert.Equal(0, scene.StoredFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_AtNoPrice_IsRefusedBeforeAnythingIsReceived(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);

        var broken = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.BidAsync(Money.Zero));

        Assert.Equal(TenderingRules.PriceNotPositive, broken.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_FileAboveTheLimit_IsRefusedAndNothingKept(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        using var large = new MemoryStream(new byte[1_000_001 + 200_000]);

        var broken = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.BidAsync(Price, large));

        Assert.Equal("sealing.file-too-large", broken.Rule);
        Assert.Equal(0, scene.StoredFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_Again_ReplacesTheBidBefore(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        var first = await scene.BidAsync(Price);

        var second = await scene.BidAsync(Money.Yuan(8_000_000m));

        var own = await scene.OwnAsync();
        Assert.Equal([(second.Number, BidState.Submitted), (first.Number, BidState.Replaced)], own.Select(b => (b.ReceiptNumber, b.State)));
        Assert.Equal(Money.Yuan(8_000_000m), own[0].Record.Price);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_FromTwoWindowsAtOnce_LeavesOneBid(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);

        var ends = await Task.WhenAll(Enumerable.Range(1, 6).Select(async i =>
        {
            try
            {
                return (await scene.BidAsync(Money.Yuan(8_000_000m + i))).Number;
            }
            catch (BidRefusedException e) when (e.Cause.Rule == TenderingRules.BidMeanwhile)
            {
                return null;
            }
        }));

        Assert.Contains(ends, number => number is not null);
        Assert.Equal(1, await scene.SubmittedAsync());
        Assert.Equal(ends.Count(n => n is not null), await scene.Site.DbAsync(db => db.Set<Bid>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_BeforeTheDeadline_TakesTheBidBack(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        await scene.BidAsync(Price);

        await scene.WithdrawAsync();

        Assert.Equal(BidState.Withdrawn, Assert.Single(await scene.OwnAsync()).State);
        Assert.Equal(0, await scene.SubmittedAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_AtTheDeadline_IsRefused(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        await scene.BidAsync(Price);
        scene.Site.Be(scene.DeadlineUtc);

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(scene.WithdrawAsync);

        Assert.Equal(TenderingRules.WindowClosed, refusal.Cause.Rule);
        Assert.Equal(1, await scene.SubmittedAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_WithoutABid_IsRefused(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(scene.WithdrawAsync);

        Assert.Equal(TenderingRules.NoBid, refusal.Cause.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_TenFilesWithTheLongestChineseNames_IsTakenAndReadBack(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        var names = Enumerable.Range(1, UploadRules.MostFilesOfABid).Select(i => new string((char)('一' + i), 196) + ".pdf").ToList();

        await scene.SubmitAsync([.. names.Select(n => new OfferedFile(n, new MemoryStream("%PDF-1.4"u8.ToArray()), null))]);

        Assert.Equal(names, Assert.Single(await scene.OwnAsync()).Record.Files.Select(f => f.Name));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_ElevenFiles_IsRefusedBeforeAnythingIsReceived(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);

        var broken = await Assert.ThrowsAsync<RuleBrokenException>(
            () => scene.SubmitAsync([.. Enumerable.Range(0, 11).Select(i => new OfferedFile($"{i}.pdf", new MemoryStream([1]), null))]));

        Assert.Equal(TenderingRules.TooManyFiles, broken.Rule);
        Assert.Equal(0, scene.StoredFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_BrokenOffByTheBidder_KeepsNoFile(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        using var gone = new CancellationTokenSource();
        using var second = new SlowFile(gone.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scene.SubmitAsync([new OfferedFile("1.pdf", new MemoryStream([1]), null), new OfferedFile("2.pdf", second, null)], gone.Token));

        Assert.Equal(0, scene.StoredFiles);
        Assert.Equal(0, await scene.SubmittedAsync());
    }

    [Theory, OnEveryDatabase(FaultMode.BeforeCommit, 0), OnEveryDatabase(FaultMode.AfterCommit, 1)]
    public async Task Submit_WhoseCommitBreaks_KeepsTheFileExactlyWhereTheBidStands(DatabaseKind kind, FaultMode mode, int standing)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        var fault = new FaultPoint();
        scene.Site.Interceptors.AddRange(fault.Interceptors);
        fault.Arm(mode, 1);

        await Assert.ThrowsAsync<InjectedFaultException>(() => scene.BidAsync(Price));

        Assert.Equal((standing, standing), (await scene.SubmittedAsync(), scene.StoredFiles));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_TheSameTwice_HasTwoHashesThatCanBeReckonedAgain(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind);
        await scene.BidAsync(Price);
        await scene.BidAsync(Price);

        var own = await scene.OwnAsync();

        Assert.NotEqual(own[0].ContentHash, own[1].ContentHash);
        Assert.All(own, b => Assert.Equal(b.ContentHash, b.Record.ContentHash()));
    }

    /// <summary>A file of which the last byte takes until an instant.</summary>
    private sealed class SlowFile(Action atTheEnd) : MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 slow"))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                atTheEnd();
            }

            return read;
        }
    }
}

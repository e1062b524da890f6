using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>What a bidder puts together before it hands in, and that it counts for nothing until then.</summary>
public sealed class BidDraftServiceTests
{
    private const int Piece = DraftFolder.PieceLength;
    private static readonly long Bidder = TestBidder.Of(1).OrganisationId;

    [Theory, OnEveryDatabase]
    public async Task ADraft_IsNoBid_UntilItIsHandedIn_AndItsFilesOpenInWhateverOrderTheyCame(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "first.pdf");
        await AddAsync(scene, "second.pdf");
        await AddAsync(scene, "third.pdf");
        var before = await DraftAsync(scene);
        await UseAsync(scene, d => d.RemoveFileAsync(scene.Lot.Id, Bidder, before!.Files[0].Id, default));
        await SaveAsync(scene);
        Assert.Equal((0, 0), (await BidsAsync(scene), scene.StoredFiles));

        var draft = (await DraftAsync(scene))!;
        var receipt = await UseAsync(scene, d => d.SubmitAsync(scene.Lot.Id, Bidder, draft.Digest(), default));

        var own = Assert.Single(await scene.OwnAsync());
        Assert.Equal(receipt!.Number, own.ReceiptNumber);
        Assert.Equal(["second.pdf", "third.pdf"], own.Record.Files.Select(f => f.Name));
        Assert.Equal((2, null), (scene.StoredFiles, await DraftAsync(scene)));
        var key = await scene.Site.DbAsync(db => db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == scene.Lot.Id));
        using var opened = scene.Site.Services.GetRequiredService<LotKeys>().Release(key);
        foreach (var file in own.Record.Files)
        {
            using var output = new MemoryStream();
            await using var envelope = scene.Site.Services.GetRequiredService<BlobStore>().OpenRead(BlobId.Parse(file.BlobId));
            await SealedEnvelope.OpenAsync(envelope, output, opened, BidFormats.FileData(scene.Lot.Id, scene.Participation, 1, file.Place!.Value));
            Assert.Equal(Pdf(file.Name), output.ToArray());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task AnUpload_ThatBroke_GoesOnWhereItWas_AndEndsWithTheHashOfAllOfIt(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        var content = Large();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var begun = await BeginAsync(scene, "large.pdf", content.Length, hash);
        var first = await AppendAsync(scene, begun.Id, 0, content[..Piece]);
        var broken = await AppendAsync(scene, begun.Id, Piece, content[Piece..(Piece + 1000)]);

        var again = await BeginAsync(scene, "large.pdf", content.Length, hash);
        Assert.Equal((Piece, false, begun.Id, (long)Piece), ((int)first!.Arrived, broken!.IsInPlace, again.Id, again.Arrived));
        await AppendAsync(scene, begun.Id, Piece, content[Piece..(2 * Piece)]);
        var last = await AppendAsync(scene, begun.Id, 2 * Piece, content[(2 * Piece)..]);

        Assert.True(last!.IsComplete);
        var draft = (await DraftAsync(scene))!;
        Assert.Empty(draft.Uploads);
        Assert.Equal(("large.pdf", content.LongLength, hash), draft.Files.Select(f => (f.Name, f.Length, f.Sha256)).Single());
        // The answer to the last piece was lost: nothing is sent again.
        Assert.True((await BeginAsync(scene, "large.pdf", content.Length, hash)).IsComplete);
    }

    [Theory, OnEveryDatabase]
    public async Task APiece_AtAnotherOffset_OrTooLong_IsNotKept(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        var content = Large();
        var begun = await BeginAsync(scene, "large.pdf", content.Length);
        await AppendAsync(scene, begun.Id, 0, content[..Piece]);

        var twice = await AppendAsync(scene, begun.Id, 0, content[..Piece]);
        var ahead = await AppendAsync(scene, begun.Id, 2 * Piece, content[(2 * Piece)..]);
        var longer = await AppendAsync(scene, begun.Id, Piece, content[Piece..]);

        Assert.All([twice!, ahead!, longer!], stand => Assert.Equal((false, (long)Piece), (stand.IsInPlace, stand.Arrived)));
        Assert.Null(await AppendAsync(scene, Guid.NewGuid().ToString("N"), 0, content[..Piece]));
    }

    [Theory, OnEveryDatabase]
    public async Task AnUpload_TooLarge_OfAnotherKind_OrEmpty_IsRefusedBeforeItsFirstByte(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        var largest = scene.Site.Services.GetRequiredService<UploadRules>().LargestFile;

        await RefusedAsync(SealingRules.FileTooLarge, () => BeginAsync(scene, "large.pdf", largest + 1));
        await RefusedAsync(DocumentRules.FileKind, () => BeginAsync(scene, "program.exe", 100));
        await RefusedAsync(DocumentRules.FileEmpty, () => BeginAsync(scene, "empty.pdf", 0));
    }

    [Theory, OnEveryDatabase]
    public async Task AnUpload_WhoseContentOrHashIsAnother_IsRefusedAsAWhole_AndGone(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "stays.pdf");
        var differs = await BeginAsync(scene, "differs.pdf", Pdf("x").Length, new string('0', 64));
        var program = await BeginAsync(scene, "program.pdf", 4);

        await RefusedAsync(TenderingRules.HashDiffers, () => AppendAsync(scene, differs.Id, 0, Pdf("x")));
        await RefusedAsync(DocumentRules.FileContent, () => AppendAsync(scene, program.Id, 0, "MZ__"u8.ToArray()));

        var draft = (await DraftAsync(scene))!;
        Assert.Empty(draft.Uploads);
        Assert.Equal("stays.pdf", Assert.Single(draft.Files).Name);
        // The lock, the record and the one file.
        Assert.Equal(3, scene.DraftFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task MoreFilesThanABidHas_AreRefused_AndOneOfTheSameNameReplaces(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        foreach (var number in Enumerable.Range(1, UploadRules.MostFilesOfABid))
        {
            await AddAsync(scene, $"{number}.pdf");
        }

        await RefusedAsync(TenderingRules.TooManyFiles, () => AddAsync(scene, "more.pdf"));
        await RefusedAsync(TenderingRules.TooManyFiles, () => BeginAsync(scene, "more.pdf", 100));
        await AddAsync(scene, "1.pdf");

        Assert.Equal(UploadRules.MostFilesOfABid, (await DraftAsync(scene))!.Files.Count);
        Assert.Equal(UploadRules.MostFilesOfABid + 2, scene.DraftFiles);
    }

    [Theory, OnEveryDatabase]
    public async Task AnotherBidder_NeitherSeesNorTouchesIt_NorDoesWhoHasNotPaid(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        var begun = await BeginAsync(scene, "large.pdf", 2 * Piece);
        await AddAsync(scene, "own.pdf");
        var own = (await DraftAsync(scene))!.Files.Single();
        var rival = (await scene.JoinedAsync(2)).OrganisationId;
        await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, TestBidder.Of(3));

        Assert.Null(await UseAsync(scene, d => d.FindAsync(scene.Lot.Id, rival, default)));
        Assert.Null(await UseAsync(scene, d => d.AppendAsync(scene.Lot.Id, rival, begun.Id, 0, new MemoryStream(new byte[Piece]), default)));
        await UseAsync(scene, d => d.RemoveFileAsync(scene.Lot.Id, rival, own.Id, default));
        Assert.Null(await UseAsync(scene, async d => await d.SubmitAsync(scene.Lot.Id, rival, (await DraftAsync(scene))!.Digest(), default)));
        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => UseAsync(scene, d => d.SaveAsync(scene.Lot.Id, TestBidder.Of(3).OrganisationId, 1m, 1, default)));

        Assert.Equal(TenderingRules.DepositMissing, refusal.Cause.Rule);
        Assert.Equal((1, 1), ((await DraftAsync(scene))!.Files.Count, (await DraftAsync(scene))!.Uploads.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task WhatWasChangedSinceItWasLookedAt_OrIsNotComplete_IsNotHandedIn(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "bid.pdf");
        await SaveAsync(scene);
        var seen = (await DraftAsync(scene))!.Digest();
        await UseAsync(scene, d => d.SaveAsync(scene.Lot.Id, Bidder, 8_999_999m, 280, default));
        Assert.Null(await UseAsync(scene, d => d.SubmitAsync(scene.Lot.Id, Bidder, seen, default)));

        await BeginAsync(scene, "more.pdf", 100);
        var unfinished = (await DraftAsync(scene))!.Digest();
        Assert.Null(await UseAsync(scene, d => d.SubmitAsync(scene.Lot.Id, Bidder, unfinished, default)));
        Assert.Equal(0, await BidsAsync(scene));
    }

    [Theory, OnEveryDatabase]
    public async Task HandedInTwiceAtOnce_ItIsOneBid(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "bid.pdf");
        await SaveAsync(scene);
        var seen = (await DraftAsync(scene))!.Digest();

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => UseAsync(scene, d => d.SubmitAsync(scene.Lot.Id, Bidder, seen, default))));

        Assert.Single(both, r => r is not null);
        Assert.Equal((1, 1), (await BidsAsync(scene), scene.StoredFiles));
    }

    /// <summary>The instant is that of the last step: neither that the files were there before, nor how large they are, moves it.</summary>
    [Theory, OnEveryDatabase]
    public async Task TheLastStep_AtTheDeadline_IsTooLate_AndAMillisecondBefore_IsNot(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        scene.Site.Be(scene.DeadlineUtc.AddMinutes(-1));
        await AddAsync(scene, "bid.pdf");
        await SaveAsync(scene);
        var seen = (await DraftAsync(scene))!.Digest();
        scene.Site.Be(scene.DeadlineUtc.AddMilliseconds(-1));
        Assert.Equal(scene.DeadlineUtc.AddMilliseconds(-1), (await UseAsync(scene, d => d.SubmitAsync(scene.Lot.Id, Bidder, seen, default)))!.ReceivedAtUtc);
        await AddAsync(scene, "bid.pdf");
        await SaveAsync(scene);
        seen = (await DraftAsync(scene))!.Digest();

        scene.Site.Be(scene.DeadlineUtc);
        var late = await Assert.ThrowsAsync<BidRefusedException>(() => UseAsync(scene, d => d.SubmitAsync(scene.Lot.Id, Bidder, seen, default)));
        var file = await Assert.ThrowsAsync<BidRefusedException>(() => AddAsync(scene, "late.pdf"));

        Assert.Equal((TenderingRules.WindowClosed, TenderingRules.WindowClosed, scene.DeadlineUtc), (late.Cause.Rule, file.Cause.Rule, late.ReceivedAtUtc));
        Assert.Equal((1, 1), (await BidsAsync(scene), scene.StoredFiles));
    }

    [Theory, OnEveryDatabase]
    public async Task FilesSealedForABidThatAnotherReplaced_AreNotHandedIn(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "bid.pdf");
        await SaveAsync(scene);
        await scene.BidAsync(Money.Yuan(9_100_000m));

        var draft = (await DraftAsync(scene))!;

        Assert.Equal((2, 9_000_000m, 0), (draft.BidVersion, draft.Price, draft.Files.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Drafts_AreSwept_AtTheDeadline_OrWhenNobodyTouchedThem_AndNotBefore(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "old.pdf");
        Assert.Equal(0, await SweepAsync(scene));
        scene.Site.Be(scene.Site.NowUtc + BidDraftService.KeptFor + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await SweepAsync(scene));
        Assert.Equal(0, scene.DraftFiles);

        scene.Site.Be(scene.DeadlineUtc.AddSeconds(-1));
        await BeginAsync(scene, "large.pdf", 2 * Piece);
        Assert.Equal(0, await SweepAsync(scene));
        scene.Site.Be(scene.DeadlineUtc);
        await scene.Site.UseAsync(async (CloseBiddingWindowsJob job) =>
        {
            await job.RunAsync(default);
            return true;
        });
        Assert.Equal(0, scene.DraftFiles);
    }

    /// <summary>Neither what was typed nor what was uploaded stands on the disk in clear, nor whose it is.</summary>
    [Theory, OnEveryDatabase]
    public async Task OnTheDisk_NothingIsInClear(DatabaseKind kind)
    {
        await using var scene = await BiddingScene.PaidAsync(kind, largestFile: 4 * Piece);
        await AddAsync(scene, "canary-name.pdf");
        await SaveAsync(scene);
        var begun = await BeginAsync(scene, "canary-large.pdf", Large().Length);
        await AppendAsync(scene, begun.Id, 0, Large()[..Piece]);

        var canaries = new[] { "canary", "9000000", "%PDF", scene.Participation.ToString(), scene.Participation.ToString("N") };
        foreach (var path in Directory.EnumerateFiles(Path.Combine(scene.Site.Folder, "drafts"), "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            Assert.All(canaries, c => Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(c)) >= 0 || path[scene.Site.Folder.Length..].Contains(c, StringComparison.Ordinal), $"{c} in {path}"));
        }
    }

    private static byte[] Pdf(string text) => Encoding.UTF8.GetBytes("%PDF-1.4 " + text);

    private static byte[] Large() => [.. Pdf("canary"), .. Enumerable.Range(0, (2 * Piece) + 5000).Select(i => (byte)(i / 7 % 251))];

    private static Task<T> UseAsync<T>(BiddingScene scene, Func<BidDraftService, Task<T>> act) => scene.Site.UseAsync(act);

    private static Task UseAsync(BiddingScene scene, Func<BidDraftService, Task> act) => scene.Site.UseAsync(async (BidDraftService d) =>
    {
        await act(d);
        return true;
    });

    private static Task AddAsync(BiddingScene scene, string name) =>
        UseAsync(scene, d => d.AddFileAsync(scene.Lot.Id, Bidder, new OfferedFile(name, new MemoryStream(Pdf(name)), null), default));

    private static Task SaveAsync(BiddingScene scene) => UseAsync(scene, d => d.SaveAsync(scene.Lot.Id, Bidder, 9_000_000m, 280, default));

    private static Task<BidDraft?> DraftAsync(BiddingScene scene) => UseAsync(scene, d => d.FindAsync(scene.Lot.Id, Bidder, default));

    private static Task<UploadStand> BeginAsync(BiddingScene scene, string name, long length, string? hash = null) =>
        UseAsync(scene, d => d.BeginUploadAsync(scene.Lot.Id, Bidder, name, length, hash, default));

    private static Task<UploadStand?> AppendAsync(BiddingScene scene, string upload, long offset, byte[] piece) =>
        UseAsync(scene, d => d.AppendAsync(scene.Lot.Id, Bidder, upload, offset, new MemoryStream(piece), default));

    private static Task<int> SweepAsync(BiddingScene scene) => UseAsync(scene, d => d.SweepAsync(default));

    private static Task<int> BidsAsync(BiddingScene scene) => scene.Site.DbAsync(db => db.Set<Bid>().CountAsync());

    private static async Task RefusedAsync(string rule, Func<Task> act) => Assert.Equal(rule, (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule);
}

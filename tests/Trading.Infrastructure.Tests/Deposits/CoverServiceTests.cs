using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>Guarantees and insurances instead of money: handed in under seal, opened with the lot, checked, claimed, let go.</summary>
public sealed class CoverServiceTests
{
    private const string OwnerName = "招标单位";
    private static readonly TestBidder Bidder = TestBidder.Of(1);
    private static readonly Acting Centre = new(9);
    private static readonly Acting Manager = new(10);
    private static readonly byte[] File = Encoding.UTF8.GetBytes("%PDF-1.4 guarantee");

    // Deadline Monday 2026-03-30; ninety days from it end on Sunday 2026-06-28: Monday.
    private static readonly DateOnly Through = new(2026, 6, 29);
    private static readonly CoverFacts Good = new(CoverKind.Insurance, "某某保险公司", "BX-2026-0001", Money.Yuan(60_000m), Through, OwnerName);

    private static async Task<(MoneyScene Scene, Guid Participation)> SceneAsync(DatabaseKind kind, string waivedFor = "none")
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders: 0, b => b.Setting("construction.deposit-waived-for", waivedFor));
        await scene.Site.RegisterAsync(new TestBidder(TenderBuilder.Owner, OwnerName, "622200000000009999"));
        return (scene, await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, Bidder));
    }

    private static Task<byte[]> HandInAsync(MoneyScene scene, CoverFacts facts, TestBidder? bidder = null, string? announced = null) => scene.Site.UseAsync(
        (CoverService s) => s.HandInAsync(
            new HandInCover(scene.Lot.Id, (bidder ?? Bidder).OrganisationId, facts, new OfferedFile("保单.pdf", new MemoryStream(File), announced)), CancellationToken.None));

    private static async Task BidAsync(MoneyScene scene, TestBidder bidder)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 bid"));
        await scene.Site.UseAsync((BidService s) => s.SubmitAsync(
            new SubmitBid(scene.Lot.Id, bidder.OrganisationId, Money.Yuan(9_000_000m), 280, [new OfferedFile("bid.pdf", file, null)]), CancellationToken.None));
    }

    /// <summary>Three bidders bid on insurances, and the lot is opened.</summary>
    private static async Task<MoneyScene> OpenedAsync(DatabaseKind kind)
    {
        var (scene, _) = await SceneAsync(kind);
        foreach (var bidder in Enumerable.Range(1, 3).Select(TestBidder.Of))
        {
            await scene.Site.RegisterAsync(bidder);
            await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, bidder);
            await HandInAsync(scene, Good with { Number = bidder.Account, ValidThrough = Through.AddDays((int)bidder.OrganisationId - 101) }, bidder);
            await BidAsync(scene, bidder);
        }

        scene.Site.Be(scene.Lot.DeadlineUtc);
        await scene.Site.UseAsync((OpeningService s) => s.OpenDespiteOutageAsync(scene.Lot.Id, Centre, CancellationToken.None));
        return scene;
    }

    private static Task<IReadOnlyList<OpenedCover>> ListAsync(MoneyScene scene) => scene.Site.UseAsync((OpenedCovers s) => s.ListAsync(scene.Lot.Id, CancellationToken.None));

    private static Task CheckAsync(MoneyScene scene, Guid cover, bool isGood = true) =>
        scene.Site.UseAsync((OpenedCovers s) => s.CheckAsync(scene.Lot.Id, cover, isGood, "asked the insurer by telephone", Centre, CancellationToken.None));

    private static Task<DepositCover> CoverAsync(MoneyScene scene, Guid id) => scene.Site.DbAsync(db => db.Set<DepositCover>().AsNoTracking().SingleAsync(c => c.Id == id));

    private static Task<List<DateTime?>> OpenStepsAsync(MoneyScene scene, string stage) => scene.Site.DbAsync(
        db => db.Set<ProcedureStep>().Where(s => s.Stage == stage && s.DoneAtUtc == null).Select(s => s.DueAtUtc).ToListAsync());

    private static Task<string?> ReadAsync(MoneyScene scene, Guid cover, Stream output) =>
        scene.Site.UseAsync((OpeningService s) => s.ReadCoverFileAsync(scene.Lot.Id, cover, output, Centre, CancellationToken.None));

    private static async Task<RuleBrokenException> RefusalAsync(Func<Task> act) => await Assert.ThrowsAsync<RuleBrokenException>(act);

    [Theory, OnEveryDatabase]
    public async Task HandIn_IsBidOnAsOnMoney_AndNobodyReadsItBeforeTheOpening(DatabaseKind kind)
    {
        var (scene, participation) = await SceneAsync(kind);
        await using var _ = scene;
        Assert.Equal(TenderingRules.DepositMissing, (await Assert.ThrowsAsync<BidRefusedException>(() => BidAsync(scene, Bidder))).Cause.Rule);

        var first = await HandInAsync(scene, Good with { Kind = CoverKind.Guarantee });
        var hash = await HandInAsync(scene, Good);
        await BidAsync(scene, Bidder);

        var own = await scene.Site.UseAsync((CoverService s) => s.OwnAsync(participation, Bidder.OrganisationId, CancellationToken.None));
        Assert.Equal(new HashSet<(CoverState, CoverKind)> { (CoverState.Issued, CoverKind.Insurance), (CoverState.Replaced, CoverKind.Guarantee) }, own.Select(c => (c.State, c.Record.Kind)).ToHashSet());
        var standing = own.Single(c => c.State == CoverState.Issued);
        Assert.Equal(hash, standing.Record.ContentHash());
        Assert.NotEqual(first, hash);
        var rows = await scene.Site.DbAsync(db => db.Set<DepositCover>().AsNoTracking().ToListAsync());
        Assert.All(rows, c => Assert.Equal((null, null, null, null), (c.Kind, c.Issuer, c.Number, c.Amount)));
        Assert.Single(rows.Select(c => c.SealedRecord.Length).Distinct());
        await scene.Site.AssertLedgerAsync();
        Assert.Empty(await ListAsync(scene));
        Assert.Equal(TenderingRules.TooEarlyToOpen, (await RefusalAsync(() => ReadAsync(scene, rows[0].Id, Stream.Null))).Rule);
        Assert.Equal(CoverRules.Missing, (await RefusalAsync(() => CheckAsync(scene, rows[0].Id))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_OfWhatWouldNotDo_IsRefusedWithLimitAndArticle_AndKeepsNothing(DatabaseKind kind)
    {
        var (scene, participation) = await SceneAsync(kind);
        await using var _ = scene;

        var tooShort = await RefusalAsync(() => HandInAsync(scene, Good with { ValidThrough = Through.AddDays(-1) }));
        Assert.Equal((CoverRules.TooShort, "《招标投标法实施条例》第二十五条"), (tooShort.Rule, tooShort.Citation));
        Assert.Equal([Through, Through.AddDays(-1)], tooShort.Limits);
        Assert.Equal(CoverRules.AmountShort, (await RefusalAsync(() => HandInAsync(scene, Good with { Amount = Money.Yuan(59_999.99m) }))).Rule);
        Assert.Equal(CoverRules.Beneficiary, (await RefusalAsync(() => HandInAsync(scene, Good with { Beneficiary = "别的单位" }))).Rule);
        Assert.Equal(CoverRules.Incomplete, (await RefusalAsync(() => HandInAsync(scene, Good with { Issuer = "" }))).Rule);
        Assert.Equal(TenderingRules.HashDiffers, (await RefusalAsync(() => HandInAsync(scene, Good, announced: new string('0', 64)))).Rule);
        Assert.Equal(TenderingRules.NotTakingPart, (await RefusalAsync(() => HandInAsync(scene, Good, TestBidder.Of(2)))).Rule);
        await scene.Bank.ImportAsync(scene.Bank.In(Bidder, MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(participation)));
        Assert.Equal(CoverRules.NotNeeded, (await RefusalAsync(() => HandInAsync(scene, Good))).Rule);
        scene.Site.Be(scene.Lot.DeadlineUtc);
        Assert.Equal(TenderingRules.WindowClosed, (await RefusalAsync(() => HandInAsync(scene, Good))).Rule);
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<DepositCover>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_WhileABidStandsOnIt_IsRefused_AndAfterwardsNoBidIsTaken(DatabaseKind kind)
    {
        var (scene, _) = await SceneAsync(kind);
        await using var disposing = scene;
        Task WithdrawAsync() => scene.Site.UseAsync((CoverService s) => s.WithdrawAsync(scene.Lot.Id, Bidder.OrganisationId, CancellationToken.None));
        Assert.Equal(CoverRules.Missing, (await RefusalAsync(WithdrawAsync)).Rule);
        await HandInAsync(scene, Good);
        await BidAsync(scene, Bidder);
        Assert.Equal(DepositRules.BidStands, (await RefusalAsync(WithdrawAsync)).Rule);

        await scene.Site.UseAsync((BidService s) => s.WithdrawAsync(scene.Lot.Id, Bidder.OrganisationId, CancellationToken.None));
        await WithdrawAsync();

        Assert.Equal(TenderingRules.DepositMissing, (await Assert.ThrowsAsync<BidRefusedException>(() => BidAsync(scene, Bidder))).Cause.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Opened_IsReadableAndChecked_ClaimedByTwoPeople_AndTheOwnerIsWarnedOfItsEnd(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        var covers = await ListAsync(scene);
        Assert.Equal([("投标单位丙", Through.AddDays(2)), ("投标单位乙", Through.AddDays(1)), ("投标单位甲", Through)], covers.Select(c => (c.Bidder, c.Cover.ValidThrough!.Value)).OrderBy(c => c.Bidder, StringComparer.Ordinal));
        Assert.All(covers, c => Assert.Empty(c.Faults));
        Assert.Single(await OpenStepsAsync(scene, Stages.CoverCheck));
        var first = covers.Single(c => c.Bidder == "投标单位甲").Cover.Id;
        using var file = new MemoryStream();
        Assert.Equal("保单.pdf", await ReadAsync(scene, first, file));
        Assert.Equal(File, file.ToArray());
        Array.ForEach(Directory.GetFiles(Path.Combine(scene.Site.Folder, "blobs"), "*", SearchOption.AllDirectories), System.IO.File.Delete);
        Assert.Equal(CoverRules.FileUnreadable, (await RefusalAsync(() => ReadAsync(scene, first, Stream.Null))).Rule);

        foreach (var cover in covers)
        {
            await CheckAsync(scene, cover.Cover.Id);
        }

        Assert.Empty(await OpenStepsAsync(scene, Stages.CoverCheck));
        Assert.Equal([Instants.EndOfBeijingDay(Through)], await OpenStepsAsync(scene, Stages.CoverExpiry));

        await scene.Site.UseAsync((OpenedCovers s) => s.ProposeClaimAsync(scene.Lot.Id, first, ForfeitGround.RefusedContract, "signed no contract", Centre, CancellationToken.None));
        Assert.Single(await OpenStepsAsync(scene, Stages.CoverClaim));
        Task DecideAsync(Acting acting) => scene.Site.UseAsync((OpenedCovers s) => s.DecideClaimAsync(scene.Lot.Id, first, approve: true, acting, CancellationToken.None));
        Assert.Equal(CoverRules.ClaimNeedsAnotherPerson, (await RefusalAsync(() => DecideAsync(Centre))).Rule);
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.DbAsync(
            db => db.Database.ExecuteSqlAsync($"UPDATE deposit_cover SET state = 'Claimed', claim_approved_by = claimed_by WHERE state = 'Verified' AND claimed_by IS NOT NULL")));
        await DecideAsync(Manager);

        var claimed = await CoverAsync(scene, first);
        Assert.Equal((CoverState.Claimed, "《招标投标法实施条例》第七十四条"), (claimed.State, claimed.ClaimCitation));
        Assert.Empty(await OpenStepsAsync(scene, Stages.CoverClaim));
        Assert.Equal([Instants.EndOfBeijingDay(Through.AddDays(1))], await OpenStepsAsync(scene, Stages.CoverExpiry));
    }

    [Theory, OnEveryDatabase]
    public async Task Waiver_IsBidOnAsOnMoney_CheckedAfterTheOpening_AndBindsNobody(DatabaseKind kind)
    {
        var (scene, _) = await SceneAsync(kind, waivedFor: "small-enterprise");
        await using var disposing = scene;
        var waiver = Good with { Kind = CoverKind.SmallEnterprise, Amount = Money.Zero, ValidThrough = new DateOnly(2026, 1, 1), Beneficiary = "" };
        Assert.Equal(CoverRules.NotWaived, (await RefusalAsync(() => HandInAsync(scene, waiver with { Kind = CoverKind.GoodCredit }))).Rule);
        await HandInAsync(scene, waiver);
        await BidAsync(scene, Bidder);
        foreach (var other in Enumerable.Range(2, 2).Select(TestBidder.Of))
        {
            await scene.Site.RegisterAsync(other);
            await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, other);
            await HandInAsync(scene, waiver with { Number = other.Account }, other);
            await BidAsync(scene, other);
        }

        Assert.Empty(await ListAsync(scene));
        Assert.All(await scene.Site.DbAsync(db => db.Set<DepositCover>().AsNoTracking().ToListAsync()), c => Assert.Null(c.Kind));
        scene.Site.Be(scene.Lot.DeadlineUtc);
        await scene.Site.UseAsync((OpeningService s) => s.OpenDespiteOutageAsync(scene.Lot.Id, Centre, CancellationToken.None));
        var opened = await ListAsync(scene);
        Assert.All(opened, c => Assert.Empty(c.Faults));
        await CheckAsync(scene, opened[0].Cover.Id);
        await CheckAsync(scene, opened[1].Cover.Id, isGood: false);
        await CheckAsync(scene, opened[2].Cover.Id);
        await scene.Site.UseAsync((ExpireCoversJob job) => job.RunAsync(CancellationToken.None));

        Assert.Equal(
            [CoverState.Verified, CoverState.Refused, CoverState.Verified],
            (await ListAsync(scene)).Select(c => c.Cover.State));
        Assert.Empty(await OpenStepsAsync(scene, Stages.CoverExpiry));
        Assert.Equal(CoverRules.WaiverPromisesNothing, (await RefusalAsync(() => scene.Site.UseAsync((OpenedCovers s) =>
            s.ProposeClaimAsync(scene.Lot.Id, opened[0].Cover.Id, ForfeitGround.RefusedContract, "signed no contract", Centre, CancellationToken.None)))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task FallDue_LetsCoversGoWithoutAnEntry_AndWhatIsLeftExpires(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        var covers = (await ListAsync(scene)).OrderBy(c => c.Cover.ValidThrough).Select(c => c.Cover).ToList();
        await CheckAsync(scene, covers[0].Id);
        await CheckAsync(scene, covers[1].Id, isGood: false);

        await scene.FallDueAsync([covers[0].ParticipationId, covers[1].ParticipationId]);

        var released = await CoverAsync(scene, covers[0].Id);
        Assert.Equal((CoverState.Released, Instants.BeijingDay(scene.Site.NowUtc), "《招标投标法实施条例》第五十七条"), (released.State, released.ReleasedOn, released.ReleaseCitation));
        Assert.Equal(CoverState.Refused, (await CoverAsync(scene, covers[1].Id)).State);
        Assert.Empty(await OpenStepsAsync(scene, Stages.CoverExpiry));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<JournalEntry>().CountAsync()));
        await scene.Site.AssertLedgerAsync();

        scene.Site.Be(Instants.EndOfBeijingDay(Through.AddDays(2)).AddMilliseconds(1));
        await scene.Site.UseAsync((ExpireCoversJob job) => job.RunAsync(CancellationToken.None));

        Assert.Equal(CoverState.Expired, (await CoverAsync(scene, covers[2].Id)).State);
        Assert.Equal(CoverState.Released, (await CoverAsync(scene, covers[0].Id)).State);
        Assert.Empty(await OpenStepsAsync(scene, Stages.CoverCheck));
    }
}

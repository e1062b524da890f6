using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Mail;
using Trading.Infrastructure.Tests.Proceeds;
using Trading.Infrastructure.Tests.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class ReceiptMailsTests
{
    /// <summary>Short, complete and more, again, and late: each in its own words, sealed, and the last in suspense with its age.</summary>
    [Theory, OnEveryDatabase]
    public async Task Receipts_ThatAreNotWhatIsAsked_EachHaveTheirPathAndTheirMail(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var organisation = await new PartyFolk(site.Services).OrganisationAsync();
        var bidder = new TestBidder(organisation, "投标单位甲", "6222000000000001");
        var (bank, lot) = (await TestBank.OpenAsync(site), await new TenderBuilder(site).PublishAsync());
        var participation = await TenderBuilder.TakePartAsync(site, lot, bidder);
        var number = await bank.SubAccountOfAsync(participation);
        var known = await SealedMails.BodiesAsync(site);

        async Task<string> ToldAsync(decimal yuan)
        {
            await bank.ImportAsync(bank.In(bidder, Money.Yuan(yuan), number));
            var fresh = await SealedMails.BodiesAsync(site, known.Keys);
            var (id, body) = Assert.Single(fresh);
            known[id] = body;
            return body;
        }

        Assert.Contains("还差 40,000.00 元", await ToldAsync(20_000m), StringComparison.Ordinal);
        Assert.Contains("超出应缴 5.00 元", await ToldAsync(40_005m), StringComparison.Ordinal);
        Assert.Contains("又到账 60,000.00 元，现共 120,005.00 元", await ToldAsync(60_000m), StringComparison.Ordinal);
        site.Be(lot.DeadlineUtc);
        var late = await ToldAsync(7m);
        Assert.Contains("截止时间后到账", late, StringComparison.Ordinal);
        Assert.Contains("截止时间已过", late, StringComparison.Ordinal);

        Assert.Equal((DepositState.Confirmed, Money.Yuan(120_005m)), await site.DbAsync(async db => await db.Set<Deposit>().SingleAsync() is var d ? (d.State, d.Received) : default));
        site.Be(lot.DeadlineUtc.AddDays(9));
        var due = Assert.Single((await site.UseAsync((SuspenseQueries s) => s.DueAsync(TenderBuilder.Centre, DayFilter.All, CancellationToken.None))).Items);
        Assert.Equal((9, "CNY"), (due.AgeDays, due.Item.Currency));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_ThatTwoPeopleBooked_IsToldLikeOneThatCameRight(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bidder = new TestBidder(await new PartyFolk(site.Services).OrganisationAsync(), "投标单位甲", "6222000000000001");
        var (bank, lot) = (await TestBank.OpenAsync(site), await new TenderBuilder(site).PublishAsync());
        await TenderBuilder.TakePartAsync(site, lot, bidder);
        await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m)));
        var known = await SealedMails.BodiesAsync(site);
        Assert.Contains("一般无需重复缴纳", Assert.Single(known).Value, StringComparison.Ordinal);

        var line = await site.DbAsync(db => db.Set<BankLine>().Select(l => l.Id).SingleAsync());
        var decision = await site.UseAsync((SuspenseService s) => s.MatchAsync(line, "付款方来电确认", new Acting(31), CancellationToken.None));
        await site.UseAsync((SuspenseService s) => s.ApproveAsync(decision, new Acting(32), CancellationToken.None));

        Assert.Contains("60,000.00", Assert.Single(await SealedMails.BodiesAsync(site, known.Keys)).Value, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_ThatTwoPeopleDidNotBook_TellsItsPayerThatItGoesBack(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bidder = new TestBidder(await new PartyFolk(site.Services).OrganisationAsync(), "投标单位甲", "6222000000000001");
        var (bank, lot) = (await TestBank.OpenAsync(site), await new TenderBuilder(site).PublishAsync());
        await TenderBuilder.TakePartAsync(site, lot, bidder);
        await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m)));
        var known = await SealedMails.BodiesAsync(site);

        var line = await site.DbAsync(db => db.Set<BankLine>().Select(l => l.Id).SingleAsync());
        var decision = await site.UseAsync((SuspenseService s) => s.MatchAsync(line, "付款方来电确认", new Acting(31), CancellationToken.None));
        await site.UseAsync((FinanceDecisions d) => d.DeclineAsync(decision, "付款方否认", new Acting(32), CancellationToken.None));

        var told = Assert.Single(await SealedMails.BodiesAsync(site, known.Keys)).Value;
        Assert.Contains("汇入的 60000.00 CNY 经两人核对，未作为应缴款项入账", told, StringComparison.Ordinal);
        Assert.DoesNotContain("标段", told, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Fee_PaidInParts_TellsWhatIsMissing_AndThatAllIsPaid(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.ChargeAsync();
        var known = await SealedMails.BodiesAsync(scene.Site);

        await scene.PayAsync(charge, Money.Yuan(1_800m));
        var part = Assert.Single(await SealedMails.BodiesAsync(scene.Site, known.Keys));
        Assert.Contains("到账 1,800.00 元，还差 3,000.00 元", part.Value, StringComparison.Ordinal);
        await scene.PayAsync(charge, Money.Yuan(3_000m));
        Assert.Contains("到账 3,000.00 元，已全部缴清", Assert.Single(await SealedMails.BodiesAsync(scene.Site, [.. known.Keys, part.Key])).Value, StringComparison.Ordinal);
    }

    [Theory]
    [OnEveryDatabase(0, 440_000, "下一笔还应付 500,000.00 元，最迟 2027-01-24 到账")]
    [OnEveryDatabase(0, 940_000, "价款已全部付清")]
    [OnEveryDatabase(40, 940_000, "还有违约金或者分期付款利息 4,400.00 元未付")]
    public async Task Price_Paid_TellsWhatIsNextOrThatAllIsPaid(DatabaseKind kind, int days, int yuan, string said)
    {
        await using var scene = await PriceScenes.WonAsync(kind, "land");
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var plan = await PriceScenes.ApprovedAsync(scene, (500_000m, 30), (500_000m, 300));
        scene.Site.Be(scene.Site.NowUtc.AddDays(days));
        var known = await SealedMails.BodiesAsync(scene.Site);

        await PriceScenes.PayAsync(scene, plan, Money.Yuan(yuan));

        Assert.Contains(said, Assert.Single(await SealedMails.BodiesAsync(scene.Site, known.Keys)).Value, StringComparison.Ordinal);
    }
}

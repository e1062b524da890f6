using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Tests.Proceeds;
using Trading.Infrastructure.Tests.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>A centre with two accounts, and what is paid into which.</summary>
public sealed class AccountChoicesTests
{
    private const string Second = "3602000000000002";
    private static readonly TestBidder A = TestBidder.Of(1);
    private static readonly Money Asked = Money.Yuan(60_000m);
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory, OnEveryDatabase]
    public async Task Deposits_GoIntoTheChosenAccountFromItsDayOn_AndNowhereElse(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (first, second) = (await TestBank.OpenAsync(site), await TestBank.OpenAsync(site, Second));
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        await SetAsync(site, AccountPurpose.Deposits, null, second, Day.AddDays(1));
        var lot = await new TenderBuilder(site).PublishAsync();
        var before = await TenderBuilder.TakePartAsync(site, lot, A);
        site.Be(site.NowUtc.AddDays(1));
        var after = await TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(2));
        Assert.Equal([first.AccountId, second.AccountId], [await AccountOfAsync(site, before), await AccountOfAsync(site, after)]);

        // Into the other account, by number or by remark, it is nobody's there; into its own it is the deposit.
        await first.ImportAsync(first.In(TestBidder.Of(2), Asked, await first.SubAccountOfAsync(after)));
        Assert.Equal((BankLineState.Suspense, SuspenseReasons.OtherBankAccount), await site.DbAsync(db => db.Set<BankLine>().Select(l => new ValueTuple<BankLineState, string?>(l.State, l.Reason)).SingleAsync()));
        await second.ImportAsync(second.In(TestBidder.Of(2), Asked) with { Remark = await second.SubAccountOfAsync(after) });
        await first.ImportAsync(first.In(A, Asked, await first.SubAccountOfAsync(before)));
        Assert.Equal([DepositState.Confirmed, DepositState.Confirmed], await site.DbAsync(db => db.Set<Deposit>().Select(d => d.State).ToListAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LinesOwnChoice_GoesBeforeThatOfAll_AndTheLatestBeforeTheOneBefore(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (first, second) = (await TestBank.OpenAsync(site), await TestBank.OpenAsync(site, Second));
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        Assert.Equal(first.AccountId, await OfAsync(site, AccountPurpose.Deposits, "land"));
        await SetAsync(site, AccountPurpose.Deposits, "land", second, Day.AddDays(-9));
        await SetAsync(site, AccountPurpose.Deposits, null, first, Day);
        Assert.Equal([second.AccountId, first.AccountId], [await OfAsync(site, AccountPurpose.Deposits, "land"), await OfAsync(site, AccountPurpose.Deposits, "construction")]);
        await SetAsync(site, AccountPurpose.Deposits, "land", first, Day.AddDays(-1));
        await SetAsync(site, AccountPurpose.Fees, "land", second, Day);
        Assert.Equal([first.AccountId, second.AccountId], [await OfAsync(site, AccountPurpose.Deposits, "land"), await OfAsync(site, AccountPurpose.Fees, "land")]);
        Assert.Equal(4, (await site.UseAsync((AccountChoices c) => c.OfCentreAsync(TenderBuilder.Centre, default))).Count);
        Assert.Equal(4, await site.DbAsync(db => db.Set<PartyEvent>().CountAsync(e => e.WordsKey == PartyEvents.AccountChosen)));
    }

    [Theory, OnEveryDatabase]
    public async Task Choice_OfAForeignAccount_OrForNoLine_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var own = await TestBank.OpenAsync(site);
        var ids = await site.DbAsync(async db =>
        {
            BankAccount Account(long centre, string number, string currency) =>
                new() { CentreId = centre, Name = "某某中心", BankName = "某某银行", Number = number, Currency = currency, Profile = TestBank.Profile.Key };
            BankAccount[] accounts = [Account(TenderBuilder.Centre, Second, "USD"), Account(TenderBuilder.Centre + 1, "3602000000000003", "CNY")];
            db.AddRange(accounts);
            await db.SaveChangesAsync();
            return accounts.Select(a => a.Id).ToList();
        });

        foreach (var id in ids)
        {
            Assert.Equal(BankingRules.NotAnOwnAccount, await RefusedAsync(site, null, id));
        }

        Assert.Equal(BankingRules.UnknownLine, await RefusedAsync(site, "shipping", own.AccountId));
        Assert.Equal(0, await site.DbAsync(db => db.Set<AccountChoice>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Fee_IsToBePaidIntoTheChosenAccount_AndTakenInEach(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        var second = await TestBank.OpenAsync(scene.Site, Second);
        Assert.Equal(TestBank.Number, (await OwnFeeAsync(scene, charge.LotId, charge.OrganisationId)).AccountNumber);
        await SetAsync(scene.Site, AccountPurpose.Fees, "construction", second, Day);
        Assert.Equal(Second, (await OwnFeeAsync(scene, charge.LotId, charge.OrganisationId)).AccountNumber);

        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner, Money.Yuan(1m), charge.SubAccount));
        await second.ImportAsync(second.In(TreasuryScene.Winner, charge.Amount - Money.Yuan(1m), charge.SubAccount));

        Assert.Equal(charge.Amount, (await OwnFeeAsync(scene, charge.LotId, charge.OrganisationId)).Received);
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>What the deposit brought stays in its account and is passed on from there; what is paid now comes into the chosen one.</summary>
    [Theory, OnEveryDatabase]
    public async Task Price_IsPaidIntoTheChosenAccount_AndPassedOnFromBoth(DatabaseKind kind)
    {
        await using var scene = await PriceScenes.WonAsync(kind, "state-property");
        var second = await TestBank.OpenAsync(scene.Site, Second);
        await SetAsync(scene.Site, AccountPurpose.Prices, "state-property", second, Day);
        var plan = await PriceScenes.ApprovedAsync(scene, (1_000_000m, 5));
        await scene.Bank.ImportAsync(scene.Bank.In(A, Money.Yuan(940_000m), plan.SubAccount));
        await second.ImportAsync(second.In(A, Money.Yuan(940_000m), plan.SubAccount));

        Assert.Equal(
            [(scene.Bank.AccountId, Asked), (second.AccountId, Money.Yuan(940_000m))],
            (await PriceScenes.ReceiptsAsync(scene, plan)).Select(r => (r.BankAccountId, r.Price)).OrderBy(r => r.BankAccountId));
        Assert.Equal(SuspenseReasons.OtherBankAccount, await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).SingleAsync()));
        foreach (var (account, amount) in new[] { (scene.Bank.AccountId, Asked), (second.AccountId, Money.Yuan(940_000m)) })
        {
            var batch = await scene.Site.UseAsync((Infrastructure.Settlement.ProceedsPayouts s) => s.MakeBatchAsync(
                TenderBuilder.Centre, account, PriceScenes.Today(scene), PriceScenes.Today(scene), Deposits.MoneyScene.Maker, default));
            Assert.Equal(amount, (await scene.Site.DbAsync(db => db.Set<Repayment>().Where(r => r.BatchId == batch).ToListAsync())).Single().Total);
            await scene.ApproveAsync(batch);
        }

        await scene.Site.AssertLedgerAsync();
    }

    private static Task SetAsync(TestSite site, AccountPurpose purpose, string? line, TestBank bank, DateOnly from) =>
        site.UseAsync((AccountChoices c) => c.SetAsync(TenderBuilder.Centre, purpose, line, bank.AccountId, from, 1, default));

    private static async Task<string> RefusedAsync(TestSite site, string? line, long account) => (await Assert.ThrowsAsync<RuleBrokenException>(
        () => site.UseAsync((AccountChoices c) => c.SetAsync(TenderBuilder.Centre, AccountPurpose.Deposits, line, account, Day, 1, default)))).Rule;

    private static Task<long> OfAsync(TestSite site, AccountPurpose purpose, string line) =>
        site.UseAsync((AccountChoices c) => c.OfAsync(TenderBuilder.Centre, purpose, line, Instants.BeijingDay(site.NowUtc), default));

    private static Task<long> AccountOfAsync(TestSite site, Guid participation) =>
        site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == participation).Select(d => d.BankAccountId).SingleAsync());

    private static async Task<OwnFee> OwnFeeAsync(TreasuryScene scene, long lot, long organisation) =>
        Assert.Single(await scene.Site.UseAsync((OwnFees f) => f.OfAsync(lot, organisation, default)));
}

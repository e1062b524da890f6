using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Fees;

public sealed class FeeServiceTests
{
    private static readonly Acting Staff = new(9);
    private static readonly TestBidder Winner = TestBidder.Of(1);

    [Theory, OnEveryDatabase]
    public async Task Charge_AtAward_IsReckonedByTheScheduleAndBooked(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();

        var charge = await ChargeAsync(site, lot, Money.Yuan(9_000_000m));

        // Works: 1,000,000 at 0.08 % is 800.00, 8,000,000 at 0.05 % is 4,000.00.
        Assert.Equal(Money.Yuan(4_800m), charge!.Amount);
        Assert.Equal(("demo-trading-service", Winner.OrganisationId, FeeChargeState.Charged), (charge.ScheduleKey, charge.OrganisationId, charge.State));
        Assert.Matches("^[1-9][0-9]{13}$", charge.SubAccount);
        Assert.Equal((480_000, -480_000), (await SumAsync(site, AccountClass.FeeReceivable), await SumAsync(site, AccountClass.FeeIncome)));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_AtACentreThatHasSetASchedule_IsReckonedByIt_FromItsDayToItsLast(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        var lot = await new TenderBuilder(site).PublishAsync();
        var today = Instants.BeijingDay(site.NowUtc);
        await SetAsync(site, "agency-1980", today.AddDays(1), null);
        await SetAsync(site, "agency-1980", today.AddDays(-9), today.AddDays(-1));
        await using (var scope = site.Services.CreateAsyncScope())
        {
            Assert.Null(await scope.ServiceProvider.GetRequiredService<CentreFeeSchedules>().KeyAsync(TenderBuilder.Centre, FeeOccasion.Award, today, default));
        }

        await SetAsync(site, "agency-1980", today, today);
        var charge = await ChargeAsync(site, lot, Money.Yuan(9_000_000m));

        Assert.Equal("agency-1980", charge!.ScheduleKey);
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_ByAScheduleThatHasChangedSinceItWasSet_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        var lot = await new TenderBuilder(site).PublishAsync();
        await site.DbAsync(db =>
        {
            db.Add(CentreFeeSchedule.Set(TenderBuilder.Centre, FeeOccasion.Award, "agency-1980", new string('0', 64), Instants.BeijingDay(site.NowUtc), null, 1, site.NowUtc));
            return db.SaveChangesAsync();
        });

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ChargeAsync(site, lot, Money.Yuan(9_000_000m)));

        Assert.Equal(FeeRules.ScheduleChanged, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Set_AnUnknownSchedule_OrDatesOutOfOrder_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        await new TenderBuilder(site).PublishAsync();
        var today = Instants.BeijingDay(site.NowUtc);

        Assert.Equal(FeeRules.UnknownSchedule, (await Assert.ThrowsAsync<RuleBrokenException>(() => SetAsync(site, "none", today, null))).Rule);
        Assert.Equal(FeeRules.DatesOutOfOrder, (await Assert.ThrowsAsync<RuleBrokenException>(() => SetAsync(site, "agency-1980", today, today.AddDays(-1)))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Set_AScheduleThatChargesBothSides_IsRefused_AndSoIsAnAwardByIt(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        var lot = await new TenderBuilder(site).PublishAsync();
        var today = Instants.BeijingDay(site.NowUtc);

        Assert.Equal(FeeRules.NotForOccasion, (await Assert.ThrowsAsync<RuleBrokenException>(() => SetAsync(site, "exchange-changsha", today, null))).Rule);

        var hash = FeeLibrary.Load().HashOf("exchange-changsha");
        await site.DbAsync(db =>
        {
            db.Add(CentreFeeSchedule.Set(TenderBuilder.Centre, FeeOccasion.Award, "exchange-changsha", hash, today, null, 1, site.NowUtc));
            return db.SaveChangesAsync();
        });
        Assert.Equal(FeeRules.UnknownCategory, (await Assert.ThrowsAsync<RuleBrokenException>(() => ChargeAsync(site, lot, Money.Yuan(9_000_000m)))).Rule);
        Assert.Equal(0, await SumAsync(site, AccountClass.FeeReceivable));
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_ToldTwice_ChargesOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        var first = await ChargeAsync(site, lot, Money.Yuan(9_000_000m));

        var second = await ChargeAsync(site, lot, Money.Yuan(9_000_000m));

        Assert.Equal(first!.Id, second!.Id);
        Assert.Equal((1, -480_000), (await site.DbAsync(db => db.Set<FeeCharge>().CountAsync()), await SumAsync(site, AccountClass.FeeIncome)));
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_AfterTheFirstWasTakenBack_IsMadeForAnotherEventAlone(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        var first = await ChargeAsync(site, lot, Money.Yuan(9_000_000m));
        await site.TakeBackAsync(first!.Id);
        Assert.Equal((0, 0), (await SumAsync(site, AccountClass.FeeReceivable), await SumAsync(site, AccountClass.FeeIncome)));

        Assert.Null(await ChargeAsync(site, lot, Money.Yuan(9_000_000m)));
        var second = await ChargeAsync(site, lot, Money.Yuan(9_000_000m), "award-again");

        Assert.NotEqual(first!.Id, second!.Id);
        Assert.Equal(FeeChargeState.Charged, second.State);
        await site.AssertLedgerAsync();
    }

    private static Task SetAsync(TestSite site, string key, DateOnly from, DateOnly? to) =>
        site.UseAsync((CentreFeeSchedules s) => s.SetAsync(TenderBuilder.Centre, FeeOccasion.Award, key, from, to, 1, default));

    private static Task<FeeCharge?> ChargeAsync(TestSite site, TestLot lot, Money award, string? key = null) =>
        site.UseAsync((FeeService s) => s.ChargeAsync(lot.Id, Winner.OrganisationId, award, Staff, CancellationToken.None, key));

    private static Task<long> SumAsync(TestSite site, AccountClass accountClass) => site.DbAsync(async db =>
        (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == accountClass)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class BankAccountServiceTests
{
    private static readonly OpenBankAccount Input = new(1, "某市中心保证金专户", "某某银行", "9000 0000 0000 0001", BankProfiles.All[0].Key, 7);

    [Theory, OnEveryDatabase]
    public async Task Open_Complete_IsStoredWithItsDigitsAndAnEventThatMasksThem(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        await OpenAsync(site, Input);

        Assert.Equal("9000000000000001", await site.DbAsync(db => db.Set<BankAccount>().Select(a => a.Number).SingleAsync()));
        var told = await site.DbAsync(db => db.Set<PartyEvent>().SingleAsync());
        Assert.Equal((PartySubject.Centre, 1L, 7L), (told.Subject, told.SubjectId, told.ByUserId));
        Assert.DoesNotContain("9000000000000001", told.Detail, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_TheSameNumberTwice_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await OpenAsync(site, Input);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => OpenAsync(site, Input with { Number = "9000000000000001" }));

        Assert.Equal(BankingRules.AccountNumberTaken, refusal.Rule);
    }

    [Theory]
    [InlineData("12345678", "debit-credit-gb18030", BankingRules.AccountNumberInvalid)]
    [InlineData("90000000000A0001", "debit-credit-gb18030", BankingRules.AccountNumberInvalid)]
    [InlineData("9000000000000001", "no-such-bank", BankingRules.UnknownProfile)]
    public async Task Open_WhatCannotBe_IsRefused(string number, string profile, string rule)
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => OpenAsync(site, Input with { Number = number, Profile = profile }));

        Assert.Equal(rule, refusal.Rule);
        Assert.Empty(await site.DbAsync(db => db.Set<BankAccount>().ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_TheSameNumberInAnotherCurrency_IsAnotherAccount(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await OpenAsync(site, Input);

        await OpenAsync(site, Input with { Currency = "USD", PaymentFormat = PaymentFormat.Pain001V03 });

        var accounts = await site.DbAsync(db => db.Set<BankAccount>().OrderBy(a => a.Id).ToListAsync());
        Assert.Equal([("CNY", PaymentFormat.Table), ("USD", PaymentFormat.Pain001V03)], accounts.Select(a => (a.Currency, a.PaymentFormat)));
    }

    [Theory, OnEveryDatabase]
    public async Task SetPaymentFormat_ByTheCentresAdministrator_IsKeptWithOneEvent_AndNobodyElses(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var account = await OpenAsync(site, Input);

        Assert.False(await SetAsync(site, 2, account, PaymentFormat.Pain001V09));
        Assert.True(await SetAsync(site, 1, account, PaymentFormat.Pain001V09));
        Assert.True(await SetAsync(site, 1, account, PaymentFormat.Pain001V09));

        Assert.Equal(PaymentFormat.Pain001V09, await site.DbAsync(db => db.Set<BankAccount>().Select(a => a.PaymentFormat).SingleAsync()));
        var told = await site.DbAsync(db => db.Set<PartyEvent>().SingleAsync(e => e.WordsKey == PartyEvents.PaymentFormatSet));
        Assert.Contains("pain.001.001.09", told.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("9000000000000001", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InACurrencyThatNobodyKnows_IsRefused()
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => OpenAsync(site, Input with { Currency = "XYZ" }));

        Assert.Equal(BankingRules.UnknownCurrency, refusal.Rule);
    }

    private static Task<bool> SetAsync(TestSite site, long centre, long account, PaymentFormat format) =>
        site.UseAsync((BankAccountService s) => s.SetPaymentFormatAsync(centre, account, format, 8, CancellationToken.None));

    private static Task<long> OpenAsync(TestSite site, OpenBankAccount input) => site.UseAsync((BankAccountService s) => s.OpenAsync(input, CancellationToken.None));
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
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
        var known = await MailsAsync(site, []);

        async Task<string> ToldAsync(decimal yuan)
        {
            await bank.ImportAsync(bank.In(bidder, Money.Yuan(yuan), number));
            var fresh = await MailsAsync(site, known.Keys);
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
        var known = await MailsAsync(site, []);
        Assert.Contains("一般无需重复缴纳", Assert.Single(known).Value, StringComparison.Ordinal);

        var line = await site.DbAsync(db => db.Set<BankLine>().Select(l => l.Id).SingleAsync());
        var decision = await site.UseAsync((SuspenseService s) => s.MatchAsync(line, "付款方来电确认", new Acting(31), CancellationToken.None));
        await site.UseAsync((SuspenseService s) => s.ApproveAsync(decision, new Acting(32), CancellationToken.None));

        Assert.Contains("60,000.00", Assert.Single(await MailsAsync(site, known.Keys)).Value, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<Guid, string>> MailsAsync(TestSite site, IEnumerable<Guid> known)
    {
        var rows = await site.DbAsync(db => db.Set<OutboxMail>().AsNoTracking().Where(m => m.Kind == MailKinds.Confidential && !known.Contains(m.Id)).ToListAsync());
        return await site.UseAsync((VaultSeal seal) => Task.FromResult(rows.ToDictionary(
            m => m.Id, m => JsonSerializer.Deserialize<MailContent>(seal.Open(Outbox.SealPurpose, m.Id.ToString("N"), m.SealedContent!))!.Body)));
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Participation;

public sealed class ParticipationServiceTests
{
    private static Task<IReadOnlyList<OwnParticipation>> OwnAsync(TestSite site, TestBidder bidder) =>
        site.UseAsync((ParticipationService s) => s.OwnAsync(bidder.OrganisationId, default));

    [Theory, OnEveryDatabase]
    public async Task TakePart_FromManyWindowsAtOnce_IsOneParticipation(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1)))));

        Assert.Single(ids.Distinct());
        Assert.Equal(ids[0], Assert.Single(await OwnAsync(site, TestBidder.Of(1))).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task TakePart_InManyLotsAtOnce_IsListedInEach(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await TestBank.OpenAsync(site);
        var lots = new List<TestLot>();
        for (var i = 0; i < 6; i++)
        {
            lots.Add(await new TenderBuilder(site).PublishAsync());
        }

        await Task.WhenAll(lots.Select(lot => Task.Run(() => TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1)))));

        Assert.Equal(lots.Select(l => l.Id), (await OwnAsync(site, TestBidder.Of(1))).Select(o => o.Link.LotId).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task TakePart_OfAConsortium_IsTheLeadsAlone_SecretUntilTheOpeningReadsItsMembersOut(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var lead = TestBidder.Of(1);
        var id = await site.UseAsync((ParticipationService s) => s.TakePartAsync(
            new BidderLink(lot.Id, lead.OrganisationId, lead.Name, lead.Account, lead.Bank) { Members = [TestBidder.Of(4).Name, TestBidder.Of(5).Name] }, default));
        var others = new[] { id, await TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(2)), await TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(3)) };
        Assert.Single(await site.DbAsync(db => db.Set<Participant>().Select(p => p.SealedLink.Length).Distinct().ToListAsync()));

        // A member's money is not the deposit: the lead pays.
        var sub = await bank.SubAccountOfAsync(id);
        await bank.ImportAsync(bank.In(TestBidder.Of(4), Money.Yuan(60_000m), sub));
        Assert.Equal(DepositState.Awaited, await StateAsync());
        foreach (var (index, participation) in others.Index())
        {
            await bank.ImportAsync(bank.In(TestBidder.Of(index + 1), Money.Yuan(60_000m), await bank.SubAccountOfAsync(participation)));
            using var file = new MemoryStream("%PDF-1.4 bid"u8.ToArray());
            await site.UseAsync((BidService s) => s.SubmitAsync(
                new SubmitBid(lot.Id, TestBidder.Of(index + 1).OrganisationId, Money.Yuan(9_000_000m), 280, [new OfferedFile("bid.pdf", file, null)]), default));
        }

        Assert.Equal(DepositState.Confirmed, await StateAsync());
        site.Be(lot.DeadlineUtc);
        await site.UseAsync((OpeningService s) => s.OpenDespiteOutageAsync(lot.Id, new Acting(9), default));

        var facts = JsonSerializer.Deserialize<OpeningRecordFacts>(
            await site.DbAsync(db => db.Set<Notice>().Where(n => n.LotId == lot.Id && n.Kind == NoticeKind.OpeningRecord).Select(n => n.Facts).SingleAsync()), JsonSerializerOptions.Web)!;
        Assert.Equal([TestBidder.Of(4).Name, TestBidder.Of(5).Name], facts.Rows.Single(r => r.Bidder == lead.Name).Members);
        Assert.All(facts.Rows.Where(r => r.Bidder != lead.Name), r => Assert.Empty(r.Members));
        Assert.Equal(lead.Account, await site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == id).Select(d => d.PayerAccount).SingleAsync()));

        Task<DepositState> StateAsync() => site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == id).Select(d => d.State).SingleAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task TakePart_AtTheDeadline_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        site.Be(lot.DeadlineUtc);

        var broken = await Assert.ThrowsAsync<RuleBrokenException>(() => TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1)));

        Assert.Equal(TenderingRules.WindowClosed, broken.Rule);
    }
}

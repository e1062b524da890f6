using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Participation;

/// <summary>Who is of a consortium bids on the lot neither alone nor in another one: known at the opening, which marks the bids for the panel.</summary>
public sealed class ConsortiumBidTests
{
    private const string Clause = "《招标投标法实施条例》第三十七条";

    /// <summary>Each bidder with the members whom it names takes part, pays and, if it is to, bids; then the lot is opened.</summary>
    private static async Task<(TestSite Site, TestLot Lot)> OpenedAsync(DatabaseKind kind, params (int Bidder, string[] Members, bool Bids)[] bidders)
    {
        var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        foreach (var (number, members, bids) in bidders)
        {
            var bidder = TestBidder.Of(number);
            var id = await site.UseAsync((ParticipationService s) => s.TakePartAsync(
                new BidderLink(lot.Id, bidder.OrganisationId, bidder.Name, bidder.Account, bidder.Bank) { Members = members }, default));
            await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m), await bank.SubAccountOfAsync(id)));
            if (bids)
            {
                using var file = new MemoryStream("%PDF-1.4 bid"u8.ToArray());
                await site.UseAsync((BidService s) => s.SubmitAsync(
                    new SubmitBid(lot.Id, bidder.OrganisationId, Money.Yuan(9_000_000m), 280, [new OfferedFile("bid.pdf", file, null)]), default));
            }
        }

        site.Be(lot.DeadlineUtc);
        await site.UseAsync((OpeningService s) => s.OpenDespiteOutageAsync(lot.Id, new Acting(9), default));
        return (site, lot);
    }

    private static async Task<Dictionary<string, (string? Rule, string? Clause, DepositState Deposit, string? Due)>> OutcomeAsync(TestSite site, TestLot lot)
    {
        var facts = JsonSerializer.Deserialize<OpeningRecordFacts>(
            await site.DbAsync(db => db.Set<Notice>().Where(n => n.LotId == lot.Id && n.Kind == NoticeKind.OpeningRecord).Select(n => n.Facts).SingleAsync()), JsonSerializerOptions.Web)!;
        var deposits = await site.DbAsync(db => db.Set<Bid>().Join(db.Set<Deposit>(), b => b.ParticipationId, d => d.ParticipationId, (b, d) => new { b.ReceiptNumber, d.State, d.RefundRule })
            .ToDictionaryAsync(d => d.ReceiptNumber));
        return facts.Rows.ToDictionary(r => r.Bidder, r => (r.RejectedUnder, r.InSeveralUnder, deposits[r.ReceiptNumber].State, deposits[r.ReceiptNumber].RefundRule));
    }

    [Theory, OnEveryDatabase]
    public async Task MemberThatBidsAlone_IsMarkedForThePanelInBothBids_AndSpoilsNeitherByItself(DatabaseKind kind)
    {
        var (site, lot) = await OpenedAsync(kind, (1, [TestBidder.Of(4).Name], true), (2, [], true), (3, [], true), (4, [], true));
        await using var _ = site;

        var outcome = await OutcomeAsync(site, lot);

        foreach (var marked in (int[])[1, 4])
        {
            Assert.Equal((null, Clause, DepositState.Locked, null), outcome[TestBidder.Of(marked).Name]);
        }

        Assert.All([2, 3], valid => Assert.Equal((null, null, DepositState.Locked, null), outcome[TestBidder.Of(valid).Name]));
        Assert.Equal(2, (await site.UseAsync((EvaluationQueries q) => q.FindAsync(lot.Id, default)))!.Bids.Count(b => b.InSeveralUnder == Clause));
        Assert.Equal([Clause, Clause], await site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "bid-one-of-several").Select(e => e.Citation).ToListAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task MemberOfTwoConsortia_IsMarkedInBoth_HoweverItsNameIsWritten(DatabaseKind kind)
    {
        var (site, lot) = await OpenedAsync(kind, (1, ["某某建设（集团）有限公司"], true), (2, ["某某建设 (集团) 有限公司", "别的公司"], true), (3, [], true));
        await using var _ = site;

        var outcome = await OutcomeAsync(site, lot);

        Assert.Equal([Clause, Clause, null], ((int[])[1, 2, 3]).Select(b => outcome[TestBidder.Of(b).Name].Clause));
    }

    [Theory, OnEveryDatabase]
    public async Task MemberThatTookPartAndHandedNothingIn_SpoilsNobodysBid(DatabaseKind kind)
    {
        var (site, lot) = await OpenedAsync(kind, (1, [TestBidder.Of(4).Name], true), (2, [], true), (3, [], true), (4, [], false));
        await using var _ = site;

        Assert.All((await OutcomeAsync(site, lot)).Values, o => Assert.Equal((null, DepositState.Locked), (o.Clause, o.Deposit)));
    }
}

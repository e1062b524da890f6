using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>Each check is shown to find its own kind of damage.</summary>
public sealed class DepositVerifierTests
{
    [Theory]
    [OnEveryDatabase("deposits-match-journal", "UPDATE deposit SET received = received + 1")]
    [OnEveryDatabase("refunded-deposits-cleared", "UPDATE deposit SET state = 'Refunded' WHERE state = 'Confirmed'")]
    [OnEveryDatabase("deposits-refunded-once", "UPDATE deposit SET received = received - 1 WHERE state = 'Refunded'")]
    [OnEveryDatabase("repayments-match-transit", "UPDATE repayment SET state = 'Sent' WHERE state = 'Paid'")]
    [OnEveryDatabase("repayments-match-transit", "UPDATE repayment SET principal = principal + 1 WHERE state = 'Sent'")]
    [OnEveryDatabase("repayments-sent-booked", "UPDATE repayment SET state = 'Made' WHERE state = 'Sent'")]
    [OnEveryDatabase("repayments-sent-booked", "UPDATE repayment SET interest = interest - 1, principal = principal + 1 WHERE state = 'Sent'")]
    [OnEveryDatabase("unexplained-matches-lines", "UPDATE bank_line SET amount = amount - 1 WHERE state = 'Unexplained'")]
    [OnEveryDatabase("interest-payable-waits", "UPDATE waiting_refund SET amount = amount + 1")]
    [OnEveryDatabase("repayments-four-eyes", "UPDATE repayment_batch SET state = 'Cancelled', approved_by = NULL")]
    [OnEveryDatabase("suspense-matches-lines", "UPDATE bank_line SET state = 'OwnPayment' WHERE state = 'Suspense'")]
    [OnEveryDatabase("bank-lines-once", "DROP INDEX ix_bank_line_bank_account_id_dedupe_tag; UPDATE bank_line SET dedupe_tag = 'x'")]
    [OnEveryDatabase("bank-lines-once", "DROP INDEX ix_bank_line_end_to_end_id_amount; UPDATE bank_line SET end_to_end_id = 'x', amount = 1 WHERE state = 'Deposit'")]
    [OnEveryDatabase("bank-lines-match-journal", "UPDATE bank_line SET amount = amount + 1 WHERE state = 'Deposit' AND CAST(id AS TEXT) IN (SELECT MIN(CAST(id AS TEXT)) FROM bank_line WHERE state = 'Deposit')")]
    [OnEveryDatabase("suspense-matches-lines", "UPDATE bank_line SET state = 'Returned' WHERE state = 'Suspense'")]
    [OnEveryDatabase("fees-match-events", "UPDATE fee_event SET charged = charged + 1")]
    [OnEveryDatabase("fees-match-events", "UPDATE fee_charge SET adjusts = id")]
    [OnEveryDatabase("fees-match-journal", "UPDATE fee_charge SET received = received + 1")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var scene = await EverythingAsync(kind);
        await scene.Site.AssertLedgerAsync();

        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        await AssertFoundAsync(scene.Site, check);
    }

    [Theory]
    [OnEveryDatabase("accounts-have-sources", "DELETE FROM fee_charge")]
    [OnEveryDatabase("accounts-have-sources", "DELETE FROM bank_line WHERE state = 'Suspense'")]
    [OnEveryDatabase("accounts-have-sources", "DELETE FROM repayment_batch")]
    [OnEveryDatabase("accounts-have-sources", "DELETE FROM deposit WHERE state = 'Refunded'")]
    [OnEveryDatabase("refunds-to-payers", "UPDATE repayment SET payee_account = '6222000000009999' WHERE state = 'Paid'")]
    [OnEveryDatabase("refunds-to-payers", "UPDATE deposit SET payer_check = 'x' WHERE state = 'Refunded'")]
    public async Task Verify_OfSourcesAfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var scene = await EverythingAsync(kind);
        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        var findings = await scene.Site.UseAsync((SourceVerifier v) => v.RunAsync(CancellationToken.None));
        Assert.False(Assert.Single(findings, f => f.Check == check).Ok);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_OfABidWhoseDepositIsNotHeld_NamesTheCheck(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var people = await StoryPeople.FoundAsync(site.Services);
        await new TenderStory(site.Services, StoryClock.Of(site.Clock), people, new StoryBank(), new StoryPlot()).ToAsync(StorySteps.Close);
        await site.AssertLedgerAsync();

        Assert.NotEqual(0, await site.Database.TamperUnguardedAsync("UPDATE hold SET state = 'Released', released = amount"));

        await AssertFoundAsync(site, "bids-have-holds");
    }

    private static async Task AssertFoundAsync(TestSite site, string check)
    {
        var findings = await site.UseAsync((DepositVerifier v) => v.RunAsync(CancellationToken.None));
        var found = Assert.Single(findings, f => f.Check == check);
        Assert.False(found.Ok);
        Assert.NotNull(found.FirstOffender);
    }

    /// <summary>One deposit paid back late, so that interest waits, one sent and not answered, one of another lot held; money in suspense, and out of the bank unexplained; a fee.</summary>
    private static async Task<MoneyScene> EverythingAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.OpenAsync();
        await scene.FallDueAsync([scene.Participations[0]]);
        var late = await scene.PaymentsAsync(await scene.SendAsync(new DateOnly(2026, 4, 1)));
        await scene.FallDueAsync();
        await scene.SendAsync(new DateOnly(2026, 4, 2));
        await scene.ImportReplyAsync(MoneyScene.Reply(late, new DateOnly(2026, 4, 4)));
        await scene.Site.RegisterAsync(TestBidder.Of(1));

        var other = await new TenderBuilder(scene.Site).Named("二标段").PublishAsync();
        var participation = await TenderBuilder.TakePartAsync(scene.Site, other, TestBidder.Of(3));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        await scene.Bank.ImportAsync(
            scene.Bank.In(TestBidder.Of(3), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(participation)),
            scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)), scene.Bank.Other(-Money.Yuan(12.50m), "手续费"), scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge!.SubAccount));
        return scene;
    }
}

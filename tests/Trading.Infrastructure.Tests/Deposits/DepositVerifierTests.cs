using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

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
    [OnEveryDatabase("repayments-four-eyes", "UPDATE repayment_batch SET state = 'Cancelled', approved_by = NULL")]
    [OnEveryDatabase("bank-lines-match-journal", "UPDATE bank_line SET amount = amount + 1 WHERE state = 'Deposit' AND CAST(id AS TEXT) IN (SELECT MIN(CAST(id AS TEXT)) FROM bank_line WHERE state = 'Deposit')")]
    [OnEveryDatabase("suspense-matches-lines", "UPDATE bank_line SET state = 'Returned' WHERE state = 'Suspense'")]
    [OnEveryDatabase("fees-match-journal", "UPDATE fee_charge SET received = received + 1")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var scene = await EverythingAsync(kind);
        await scene.Site.AssertLedgerAsync();

        Assert.NotEqual(0, await scene.Site.Database.TamperAsync(damage));

        var findings = await scene.Site.UseAsync((DepositVerifier v) => v.RunAsync(CancellationToken.None));
        var found = Assert.Single(findings, f => f.Check == check);
        Assert.False(found.Ok);
        Assert.NotNull(found.FirstOffender);
    }

    /// <summary>One deposit paid back, one sent and not answered, one of another lot held; money in suspense; a fee.</summary>
    private static async Task<MoneyScene> EverythingAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.OpenAsync();
        await scene.FallDueAsync([scene.Participations[0]]);
        await scene.PayAsync(new DateOnly(2026, 4, 1));
        await scene.FallDueAsync();
        await scene.SendAsync(new DateOnly(2026, 4, 2));

        var other = await new TenderBuilder(scene.Site).Named("二标段").PublishAsync();
        var participation = await TenderBuilder.TakePartAsync(scene.Site, other, TestBidder.Of(3));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        await scene.Bank.ImportAsync(
            scene.Bank.In(TestBidder.Of(3), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(participation)),
            scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)), scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge!.SubAccount));
        return scene;
    }
}

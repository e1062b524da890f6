using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

/// <summary>The entries of the two lines of revenue; docs/ledger.md shows them with numbers. Only fees move these accounts: a deposit or a price has no entry here.</summary>
public static class TreasuryEntries
{
    /// <summary>Money that is the treasury's was collected: it is owed from that moment. Dr 2103.02 Treasury's, to be collected, Cr 2103.01 Treasury's, collected.</summary>
    public static EntryDraft Owed(Guid line, FeeCharge charge, DateOnly valueOn, Money amount)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return EntryDraft.Transfer(
            $"treasury-owed:{line:N}", EntryKinds.TreasuryOwed, charge.Id.ToString("N"), valueOn,
            credit: AccountName.TreasuryOwed(charge.Income.ToString()), debit: AccountName.TreasuryPending(charge.Income.ToString()), amount);
    }

    /// <summary>What was collected for the treasury and is not remitted goes back to its payer, on the day of the decision. Dr 2103.01 Treasury's, collected, Cr 2103.02 Treasury's, to be collected.</summary>
    public static EntryDraft Released(Guid refund, FeeCharge charge, DateOnly on, Money amount)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return EntryDraft.Transfer(
            $"treasury-released:{refund:N}", EntryKinds.TreasuryReleased, charge.Id.ToString("N"), on,
            credit: AccountName.TreasuryPending(charge.Income.ToString()), debit: AccountName.TreasuryOwed(charge.Income.ToString()), amount);
    }

    /// <summary>
    /// What was remitted is claimed back from the treasury, and owed to nobody before it has paid. Dr 1222 Claimed from the treasury, Cr 2103.02 Treasury's, to be collected; Dr 2241.11 Owed back, Cr 2241.12
    /// Owed back when the treasury has paid.
    /// </summary>
    public static EntryDraft Claimed(FeeRefund refund, IncomeKind income, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(refund);
        return EntryDraft.Of(
            $"treasury-claimed:{refund.Id:N}", EntryKinds.TreasuryClaimed, refund.ChargeId.ToString("N"), on,
            [
                new PostingDraft(Claim(refund), refund.Amount), new PostingDraft(AccountName.TreasuryPending(income.ToString()), -refund.Amount),
                new PostingDraft(FeeEntries.Refundable(refund.ChargeId), refund.Amount), new PostingDraft(Awaited(refund), -refund.Amount),
            ]);
    }

    /// <summary>
    /// The treasury has paid what was claimed: from that moment it is owed back. Dr 1002 Bank, Cr 1222 Claimed from the treasury; Dr 2241.12 Owed back when the treasury has paid, Cr 2241.11 Owed back.
    /// </summary>
    public static EntryDraft Refunded(Guid line, FeeRefund refund, long bankAccountId, DateOnly valueOn)
    {
        ArgumentNullException.ThrowIfNull(refund);
        return EntryDraft.Of(
            $"treasury-refunded:{line:N}", EntryKinds.TreasuryRefunded, refund.ChargeId.ToString("N"), valueOn,
            [
                new PostingDraft(AccountName.Bank(bankAccountId), refund.Amount), new PostingDraft(Claim(refund), -refund.Amount),
                new PostingDraft(Awaited(refund), refund.Amount), new PostingDraft(FeeEntries.Refundable(refund.ChargeId), -refund.Amount),
            ]);
    }

    private static AccountName Claim(FeeRefund refund) => new(AccountClass.TreasuryClaim, refund.ChargeId.ToString("N"));

    private static AccountName Awaited(FeeRefund refund) => new(AccountClass.FeeClaimed, refund.ChargeId.ToString("N"));

    /// <summary>An approved remittance goes to the bank. Dr 2103.01 Treasury's, collected, Cr 2241.03 In transit.</summary>
    public static EntryDraft Sent(Guid repayment, Remittance remittance, DateOnly payOn)
    {
        ArgumentNullException.ThrowIfNull(remittance);
        return EntryDraft.Transfer(
            $"remittance-sent:{repayment:N}", EntryKinds.RemittanceSent, remittance.Id.ToString("N"), payOn,
            credit: AccountName.RepaymentInTransit(remittance.BatchId), debit: AccountName.TreasuryOwed(remittance.Income.ToString()), remittance.Amount);
    }

    /// <summary>The bank could not pay it, or it came back: it is owed again.</summary>
    public static EntryDraft Rejected(Guid repayment, Remittance remittance, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(remittance);
        return EntryDraft.Transfer(
            $"repayment-rejected:{repayment:N}", EntryKinds.RepaymentRejected, remittance.Id.ToString("N"), on,
            credit: AccountName.TreasuryOwed(remittance.Income.ToString()), debit: AccountName.RepaymentInTransit(remittance.BatchId), remittance.Amount);
    }

    /// <summary>The treasury has returned its share. Dr 1002 Bank, Cr 4001 Grant from the treasury.</summary>
    public static EntryDraft Returned(Guid line, TreasuryReturn received, long bankAccountId, DateOnly valueOn)
    {
        ArgumentNullException.ThrowIfNull(received);
        return EntryDraft.Transfer(
            $"treasury-returned:{line:N}", EntryKinds.TreasuryReturned, received.Id.ToString("N"), valueOn,
            credit: AccountName.TreasuryGrant(received.Income.ToString()), debit: AccountName.Bank(bankAccountId), received.Amount);
    }
}

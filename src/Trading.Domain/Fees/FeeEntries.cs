using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>The entries of a fee; docs/ledger.md shows them with numbers.</summary>
public static class FeeEntries
{
    private const string ReceivedPrefix = "fee-received:";
    private const string SettledPrefix = "fee-settled:";

    /// <summary>The fee is charged. Dr 1122 Fees receivable, Cr 6051 Fee income; what is the treasury's is never income: Cr 2103.02 Treasury's, to be collected.</summary>
    public static EntryDraft Charged(FeeCharge charge) => EntryDraft.Transfer(
        $"fee-charged:{charge.Id:N}", EntryKinds.FeeCharged, charge.Id.ToString("N"), Instants.BeijingDay(charge.ChargedAtUtc),
        credit: charge.Owner == IncomeOwner.Treasury ? AccountName.TreasuryPending(charge.Income.ToString()) : AccountName.FeeIncome(charge.Income.ToString()), debit: AccountName.FeeReceivable(charge.Id), charge.Amount);

    /// <summary>The payer has paid. Dr 1002 Bank, Cr 1122 Fees receivable.</summary>
    public static EntryDraft Received(Guid line, Guid charge, long bankAccountId, DateOnly valueOn, Money amount) => EntryDraft.Transfer(
        $"{ReceivedPrefix}{line:N}", EntryKinds.FeeReceived, charge.ToString("N"), valueOn,
        credit: AccountName.FeeReceivable(charge), debit: AccountName.Bank(bankAccountId), amount);

    /// <summary>The bank line of the entry of a payment, by its key.</summary>
    /// <exception cref="FormatException">The key is of another entry.</exception>
    public static Guid LineOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(ReceivedPrefix, StringComparison.Ordinal) ? Guid.ParseExact(key[ReceivedPrefix.Length..], "N") : throw new FormatException(key);
    }

    /// <summary>The forfeiture of the entry that paid a fee out of a deposit, by its key.</summary>
    /// <exception cref="FormatException">The key is of another entry.</exception>
    public static Guid ForfeitureOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(SettledPrefix, StringComparison.Ordinal) ? Guid.ParseExact(key.AsSpan(SettledPrefix.Length, 32), "N") : throw new FormatException(key);
    }

    /// <summary>
    /// A charge of which something was paid was taken back: the money goes to the charge that stands for it, as far as it is owed, and the rest is owed back. Dr 1122 The old charge, Cr 1122 The new one,
    /// Cr 2241.11 Owed back.
    /// </summary>
    public static EntryDraft Carried(FeeCharge charge, FeeCharge? adjusted, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return EntryDraft.Of(
            $"fee-carried:{charge.Id:N}", EntryKinds.FeeCarried, charge.Id.ToString("N"), on,
            [
                new PostingDraft(AccountName.FeeReceivable(charge.Id), charge.Received),
                .. adjusted is { Carried.IsPositive: true } ? (PostingDraft[])[new PostingDraft(AccountName.FeeReceivable(adjusted.Id), -adjusted.Carried)] : [],
                .. charge.GivenBack.IsPositive ? (PostingDraft[])[new PostingDraft(Refundable(charge.Id), -charge.GivenBack)] : [],
            ]);
    }

    /// <summary>An approved payment of what is owed back goes to the bank. Dr 2241.11 Owed back, Cr 2241.03 In transit.</summary>
    public static EntryDraft RefundSent(Guid repayment, FeeRefund refund, Guid batch, DateOnly payOn)
    {
        ArgumentNullException.ThrowIfNull(refund);
        return EntryDraft.Transfer(
            $"fee-refund-sent:{repayment:N}", EntryKinds.FeeRefundSent, refund.ChargeId.ToString("N"), payOn,
            credit: AccountName.RepaymentInTransit(batch), debit: Refundable(refund.ChargeId), refund.Amount);
    }

    /// <summary>The bank could not pay it, or it came back: it is owed again.</summary>
    public static EntryDraft RefundRejected(Guid repayment, FeeRefund refund, Guid batch, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(refund);
        return EntryDraft.Transfer(
            $"fee-refund-rejected:{repayment:N}", EntryKinds.FeeRefundRejected, refund.ChargeId.ToString("N"), on,
            credit: Refundable(refund.ChargeId), debit: AccountName.RepaymentInTransit(batch), refund.Amount);
    }

    /// <summary>What a forfeited deposit had paid is owed as the rest of that deposit is. Dr 2241.11 Owed back, Cr 2241.07 or 2103.03 The forfeited deposit.</summary>
    public static EntryDraft Forfeited(FeeRefund refund, Guid participation, AccountClass to, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(refund);
        return EntryDraft.Transfer(
            $"fee-forfeited:{refund.Id:N}", EntryKinds.FeeForfeited, refund.ChargeId.ToString("N"), on,
            credit: new AccountName(to, participation.ToString("N")), debit: Refundable(refund.ChargeId), refund.Amount);
    }

    internal static AccountName Refundable(Guid charge) => new(AccountClass.FeeRefundable, charge.ToString("N"));

    /// <summary>It is paid out of a forfeited deposit, in the transaction of the forfeiture. Dr 2241.08 Set apart for the fee, Cr 1122 Fees receivable.</summary>
    public static EntryDraft Settled(Guid forfeiture, Guid participation, Guid charge, DateOnly on, Money amount) => EntryDraft.Transfer(
        $"{SettledPrefix}{forfeiture:N}:{charge:N}", EntryKinds.FeeSettled, charge.ToString("N"), on,
        credit: AccountName.FeeReceivable(charge), debit: new AccountName(AccountClass.ForfeitedForFee, participation.ToString("N")), amount);
}

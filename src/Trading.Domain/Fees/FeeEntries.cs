using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>The entries of a fee; docs/ledger.md shows them with numbers.</summary>
public static class FeeEntries
{
    /// <summary>The fee is charged. Dr 1122 Fees receivable, Cr 6051 Fee income; what is the treasury's is never income: Cr 2103.02 Treasury's, to be collected.</summary>
    public static EntryDraft Charged(FeeCharge charge) => EntryDraft.Transfer(
        $"fee-charged:{charge.Id:N}", EntryKinds.FeeCharged, charge.Id.ToString("N"), Instants.BeijingDay(charge.ChargedAtUtc),
        credit: charge.Owner == IncomeOwner.Treasury ? AccountName.TreasuryPending(charge.Income.ToString()) : AccountName.FeeIncome(charge.Income.ToString()), debit: AccountName.FeeReceivable(charge.Id), charge.Amount);

    /// <summary>The payer has paid. Dr 1002 Bank, Cr 1122 Fees receivable.</summary>
    public static EntryDraft Received(Guid line, Guid charge, long bankAccountId, DateOnly valueOn, Money amount) => EntryDraft.Transfer(
        $"fee-received:{line:N}", EntryKinds.FeeReceived, charge.ToString("N"), valueOn,
        credit: AccountName.FeeReceivable(charge), debit: AccountName.Bank(bankAccountId), amount);

    /// <summary>It is paid out of a forfeited deposit, in the transaction of the forfeiture. Dr 2241.08 Set apart for the fee, Cr 1122 Fees receivable.</summary>
    public static EntryDraft Settled(Guid forfeiture, Guid participation, Guid charge, DateOnly on, Money amount) => EntryDraft.Transfer(
        $"fee-settled:{forfeiture:N}:{charge:N}", EntryKinds.FeeSettled, charge.ToString("N"), on,
        credit: AccountName.FeeReceivable(charge), debit: new AccountName(AccountClass.ForfeitedForFee, participation.ToString("N")), amount);
}

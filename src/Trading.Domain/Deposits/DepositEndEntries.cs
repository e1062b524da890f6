using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>The entries by which a deposit ends otherwise than by going back, and by which what it became is paid; docs/ledger.md shows them with numbers.</summary>
public static class DepositEndEntries
{
    /// <summary>A part of a deposit becomes something else. Dr 2241.01 Deposits held, Cr 2241.04 to 2241.06.</summary>
    /// <param name="deposit">As it stands after the conversion: its version tells one conversion from the next.</param>
    /// <param name="target">What it becomes.</param>
    /// <param name="on">The Beijing day.</param>
    /// <param name="part">How much.</param>
    public static EntryDraft Converted(Deposit deposit, ConversionTarget target, DateOnly on, Money part)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        return EntryDraft.Transfer(
            $"deposit-converted:{Subject(deposit.ParticipationId)}:{deposit.Version}", EntryKinds.DepositConverted, Subject(deposit.ParticipationId), on,
            credit: AccountOf(target, deposit.ParticipationId), debit: AccountName.DepositHeld(deposit.ParticipationId), part);
    }

    /// <summary>
    /// A forfeiture is approved by both. Dr 2241.01 Deposits held, Cr 2241.07 payable to owner or transferor or 2103.03 owed to the treasury, and what is the centre's
    /// fee to 2241.08.
    /// </summary>
    public static EntryDraft Forfeited(Forfeiture forfeiture, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(forfeiture);
        var participation = forfeiture.ParticipationId;
        var payee = forfeiture.Destination switch
        {
            ForfeitDestination.Treasury => new AccountName(AccountClass.ForfeitedToTreasury, Subject(participation)),
            ForfeitDestination.Owner or ForfeitDestination.TransferorAfterFee => new AccountName(AccountClass.ForfeitedToOwner, Subject(participation)),
        };
        var rest = forfeiture.Amount - forfeiture.Fee;
        return EntryDraft.Of(
            $"deposit-forfeited:{Subject(forfeiture.Id)}", EntryKinds.DepositForfeited, Subject(participation), on,
            [
                new PostingDraft(AccountName.DepositHeld(participation), forfeiture.Amount),
                .. rest.IsPositive ? (PostingDraft[])[new PostingDraft(payee, -rest)] : [],
                .. forfeiture.Fee.IsPositive ? (PostingDraft[])[new PostingDraft(new AccountName(AccountClass.ForfeitedForFee, Subject(participation)), -forfeiture.Fee)] : [],
            ]);
    }

    /// <summary>An approved payment of what is owed to another goes to the bank. Dr 2241.04, 2241.07, 2241.09 or 2103.03, Cr 2241.03 In transit.</summary>
    /// <param name="tag">Keyed hash of the repayment's number.</param>
    /// <param name="payout">What is paid.</param>
    /// <param name="batch">The batch that it is paid in.</param>
    /// <param name="payOn">The Beijing day on which the bank is told to pay.</param>
    public static EntryDraft PayoutSent(string tag, Payout payout, Guid batch, DateOnly payOn)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return EntryDraft.Transfer(
            $"payout-sent:{tag}", EntryKinds.PayoutSent, Subject(payout.ParticipationId), payOn,
            credit: AccountName.RepaymentInTransit(batch), debit: AccountOf(payout), payout.Amount);
    }

    /// <summary>The bank could not pay it, or it came back: it is owed again.</summary>
    public static EntryDraft PayoutRejected(string tag, Payout payout, Guid batch, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return EntryDraft.Transfer(
            $"payout-rejected:{tag}", EntryKinds.PayoutRejected, Subject(payout.ParticipationId), on,
            credit: AccountOf(payout), debit: AccountName.RepaymentInTransit(batch), payout.Amount);
    }

    private static AccountName AccountOf(Payout payout) => new(
        payout.Kind switch
        {
            PayoutKind.ForfeitedToOwner => AccountClass.ForfeitedToOwner,
            PayoutKind.ForfeitedToTreasury => AccountClass.ForfeitedToTreasury,
            PayoutKind.BondReleased => AccountClass.PerformanceBond,
            PayoutKind.PenaltyReturned => AccountClass.LatePenalty,
        },
        Subject(payout.ParticipationId));

    private static AccountName AccountOf(ConversionTarget target, Guid participation) => new(
        target switch
        {
            ConversionTarget.PerformanceBond => AccountClass.PerformanceBond,
            ConversionTarget.EarnestMoney => AccountClass.EarnestMoney,
            ConversionTarget.Price => AccountClass.SalePrice,
        },
        Subject(participation));

    private static string Subject(Guid id) => id.ToString("N");
}

using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>The entries by which a deposit ends otherwise than by going back, and of interest on a refund that comes late; docs/ledger.md shows them with numbers.</summary>
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

using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Treasury;

namespace Trading.Infrastructure.Banking;

/// <summary>What a line of a statement was found to be, by rules alone, or by two people where it is one that the rules suggested.</summary>
/// <param name="State">The state in which its row begins.</param>
internal abstract record LineMatch(BankLineState State)
{
    /// <param name="Deposit">The deposit.</param>
    /// <param name="BidderId">Whose it is, where it came from another account of the bidder than its basic one and the register has its name; null otherwise.</param>
    public sealed record ToDeposit(Deposit Deposit, long? BidderId = null) : LineMatch(BankLineState.Deposit);

    public sealed record ToFee(FeeCharge Fee) : LineMatch(BankLineState.Fee);

    public sealed record ToPrice(PricePlan Plan) : LineMatch(BankLineState.Price);

    /// <summary>The share that the treasury returns.</summary>
    public sealed record ToTreasuryReturn(TreasuryReturn Return) : LineMatch(BankLineState.TreasuryReturn);

    /// <summary>What the treasury gives back of a fee that was remitted.</summary>
    public sealed record ToTreasuryClaim(TreasuryClaim Claim) : LineMatch(BankLineState.TreasuryRefund);

    /// <summary>Interest that the bank paid.</summary>
    public sealed record Interest() : LineMatch(BankLineState.Interest);

    /// <summary>A payment of ours, out or back.</summary>
    /// <param name="EndToEndId">Its number.</param>
    /// <param name="Settled">The payment, where the line tells the day of one that the bank has said to be settled.</param>
    public sealed record OwnPayment(string EndToEndId, Repayment? Settled = null) : LineMatch(BankLineState.OwnPayment);

    /// <summary>A payment of ours that the bank had made, and that comes back from its payee.</summary>
    public sealed record PaymentReturned(Repayment Payment) : LineMatch(BankLineState.PaymentReturned);

    /// <summary>The bank takes an earlier line of ours back, of which nothing else was done.</summary>
    /// <param name="Undone">What it undoes.</param>
    /// <param name="State">The state of the line that takes it back: that of a deposit stays in no list.</param>
    public sealed record Reversal(ReversedLine Undone, BankLineState State) : LineMatch(State);

    public sealed record Suspense(string Reason) : LineMatch(BankLineState.Suspense);

    /// <summary>Money out that is none of our payments.</summary>
    /// <param name="Reason">Why finance has to look into it; null where the bank's own word is all that there is to say.</param>
    public sealed record Unexplained(string? Reason = null) : LineMatch(BankLineState.Unexplained);
}

using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Participation;

/// <summary>What is public of a lot that somebody may take part in; the same for everybody.</summary>
public sealed record LotFace(
    long LotId, string Code, string Name, string ProjectName, string OwnerName, string Notice, Money Ceiling, Money Deposit, int ContractDays, TenderState State,
    DateTime DeadlineUtc, DateTime? OpenedAtUtc, DateTime? PublicityUntilUtc)
{
    /// <summary>Who takes part is nobody's to know: neither opened nor ended.</summary>
    public bool IsSecret => State is TenderState.Preparing or TenderState.Bidding or TenderState.Closed or TenderState.OpeningHeld;

    /// <summary>The clock closes the window; the state follows when a job has run.</summary>
    public bool TakesBids(DateTime nowUtc) => State == TenderState.Bidding && nowUtc < DeadlineUtc;
}

/// <summary>A lot that the organisation takes part in, as it stands for that organisation.</summary>
public sealed record OwnLot(
    LotFace Lot, BidderLink Link, OwnDeposit Deposit, IReadOnlyList<OwnReceipt> Receipts, IReadOnlyList<OwnRefund> Refunds, IReadOnlyList<OwnBid> Bids, OwnResult? Result)
{
    /// <summary>What of the deposit did not go back: it became something else, or was forfeited.</summary>
    public required IReadOnlyList<OwnEnding> Endings { get; init; }

    /// <summary>What was published on the lot after the organisation took part, the latest first.</summary>
    public required IReadOnlyList<OwnNotice> Notices { get; init; }

    /// <summary>What the organisation handed in instead of money, the latest first.</summary>
    public required IReadOnlyList<OwnCover> Covers { get; init; }

    /// <summary>What it has to do with the organisation's other lots of the project; null where no deposit stands for several, and where it was not asked for.</summary>
    public OwnPool? Pool { get; init; }

    /// <summary>What stands in for the money before the opening.</summary>
    public OwnCover? StandingCover => Covers.FirstOrDefault(c => c.State == CoverState.Issued);

    /// <summary>What counts instead of money, whatever became of it.</summary>
    public OwnCover? Cover => Covers.FirstOrDefault(c => c.State is not (CoverState.Replaced or CoverState.Withdrawn));

    /// <summary>Bids may be handed in: the money is there, or what stands in for it.</summary>
    public bool HasDeposit => Deposit.State == DepositState.Confirmed || (Deposit.State is DepositState.Awaited or DepositState.Short && StandingCover is not null);

    /// <summary>The bid that counts before the opening.</summary>
    public OwnBid? Standing => Bids.FirstOrDefault(b => b.State == BidState.Submitted);

    /// <summary>The bid that was opened, rejected by rule or found broken.</summary>
    public OwnBid? Opened => Bids.FirstOrDefault(b => Bid.AtTheOpening.Contains(b.State));

    /// <summary>True where the bidder has ended its participation: the deposit is on its way back before the opening.</summary>
    public bool HasLeft(DateTime nowUtc) =>
        Lot.TakesBids(nowUtc) && Deposit.State is DepositState.RefundDue or DepositState.Refunding or DepositState.Refunded;
}

/// <summary>A public notice of the organisation's lot.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">What it announces.</param>
/// <param name="Title">Its title.</param>
/// <param name="PublishedAtUtc">When it was published.</param>
/// <param name="Moved">The deadline that it moved; null where it moved none.</param>
/// <param name="IsNew">
/// Published after the organisation last did anything on the lot: took part, handed in a bid or withdrew one. What it has read is not recorded: a mark
/// of reading would tell when a bidder looks at its lot, and act on a page that is only opened.
/// </param>
public sealed record OwnNotice(string Number, NoticeKind Kind, string Title, DateTime PublishedAtUtc, MovedDeadline? Moved, bool IsNew);

/// <summary>Money that arrived for the deposit: the bank's day, and when it was booked here.</summary>
public sealed record OwnReceipt(DateOnly ValueOn, DateTime BookedAtUtc, Money Amount);

/// <summary>The deposit's way back: the day on which the bank was told to pay, and what it was told; what the bank could not pay is taken off again.</summary>
public sealed record OwnRefund(DateOnly PayOn, Money Amount, bool IsInterest)
{
    /// <summary>Not paid, or paid and sent back: a negative amount, which is on its way again later.</summary>
    public bool IsRejected => Amount.Fen < 0;
}

/// <summary>A part of the deposit that became price, earnest money or performance bond, or was forfeited.</summary>
public sealed record OwnEnding(DateOnly On, Money Amount, bool IsForfeited);

/// <summary>What the opened procedure came to for one bidder. Nothing of it exists before the opening.</summary>
public sealed record OwnResult(
    string? RejectedUnder, bool PanelRejected, string? Clause, string? Reason, Money? EvaluatedPrice, int? Rank, bool Won, string? AwardNotice, DateOnly? ContractSignedOn,
    IReadOnlyList<OwnFee> Fees)
{
    /// <summary>A plan says how the organisation pays the price.</summary>
    public bool HasPrice { get; init; }
}

/// <summary>Money in the organisation's name that could not be assigned.</summary>
/// <param name="ValueOn">When it counted at the bank.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">The words of why, or of its being on its way back.</param>
/// <param name="Next">The words of what its payer does; null where nothing is to be done.</param>
public sealed record OwnSuspense(DateOnly ValueOn, Money Amount, string Reason, string? Next);

using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

public enum BidState
{
    /// <summary>The bid that counts.</summary>
    Submitted,

    /// <summary>Replaced by a later one before the deadline.</summary>
    Replaced,

    /// <summary>Taken back before the deadline (撤回).</summary>
    Withdrawn,

    /// <summary>Opened and read out.</summary>
    Opened,

    /// <summary>Opened, and rejected by a rule of the tender (above the ceiling, below the floor).</summary>
    RejectedByRule,

    /// <summary>It could not be opened, or nobody can say whose it is.</summary>
    Unreadable,

    /// <summary>It opens, and what is in it is not what its receipt attests.</summary>
    DiffersFromReceipt,
}

/// <summary>One sealed bid, in one of its versions. Price and content are ciphertext until the opening puts the price beside it.</summary>
public sealed class Bid
{
    private Bid()
    {
    }

    public Guid Id { get; private set; }
    public Guid ParticipationId { get; private set; }
    public long LotId { get; private set; }
    public int BidVersion { get; private set; }
    public BidState State { get; private set; }
    public string ReceiptNumber { get; private set; } = "";

    /// <summary>When the last byte was stored and the hash agreed; the instant that is compared with the closing time.</summary>
    public DateTime ReceivedAtUtc { get; private set; }

    /// <summary>SHA-256 over the price record and the files: what the receipt attests and what the draw is seeded with.</summary>
    public byte[] ContentHash { get; private set; } = [];

    /// <summary>Price, period and the list of files, sealed with the lot's key, padded to one length.</summary>
    public byte[] SealedRecord { get; private set; } = [];

    /// <summary>The same record for the bidder's own pages.</summary>
    public byte[] BidderCopy { get; private set; } = [];

    public Money? Price { get; private set; }

    /// <summary>The period that the bid offers, in days; null before the opening and where it names none.</summary>
    public int? ContractDays { get; private set; }
    public string? RejectedUnder { get; private set; }

    public static Bid Submit(
        Guid id, Guid participationId, long lotId, int bidVersion, string receiptNumber, DateTime receivedAtUtc, byte[] contentHash, byte[] sealedRecord, byte[] bidderCopy) => new()
        {
            Id = id,
            ParticipationId = participationId,
            LotId = lotId,
            BidVersion = bidVersion,
            State = BidState.Submitted,
            ReceiptNumber = receiptNumber,
            ReceivedAtUtc = receivedAtUtc,
            ContentHash = contentHash,
            SealedRecord = sealedRecord,
            BidderCopy = bidderCopy,
        };

    public void Replace() => State = BidState.Replaced;

    public void Withdraw() => State = BidState.Withdrawn;

    /// <summary>Reads the bid out. A price outside the lot's limits is rejected at once, whoever bid it; a bid without a price goes to the panel.</summary>
    public void Open(Money? price, int? contractDays, Money ceiling, Money? floor)
    {
        (Price, ContractDays) = (price, contractDays);
        (State, RejectedUnder) = price switch
        {
            { } p when p > ceiling => (BidState.RejectedByRule, OpeningRules.AboveCeiling),
            { } p when floor is { } f && p < f => (BidState.RejectedByRule, OpeningRules.BelowFloor),
            _ => (BidState.Opened, null),
        };
    }

    public void MarkUnreadable() => State = BidState.Unreadable;

    public void MarkDiffering() => State = BidState.DiffersFromReceipt;

    /// <summary>The states of bids that stood at the opening, whatever it found of them: all of them are judged and take part in the draw.</summary>
    public static IReadOnlyList<BidState> AtTheOpening { get; } =
        [BidState.Opened, BidState.RejectedByRule, BidState.Unreadable, BidState.DiffersFromReceipt];
}

/// <summary>Why a bid is rejected by rule at the opening.</summary>
public static class OpeningRules
{
    public const string AboveCeiling = "opening.above-ceiling";
    public const string BelowFloor = "opening.below-floor";
}

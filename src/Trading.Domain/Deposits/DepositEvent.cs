namespace Trading.Domain.Deposits;

/// <summary>What may happen to a deposit: procedure events of every line, and what becomes of them at the bank. Nothing else moves one.</summary>
public enum DepositEvent
{
    /// <summary>Money arrived, and less than is asked is there.</summary>
    ReceivedInPart,

    /// <summary>Money arrived, and all that is asked is there.</summary>
    ReceivedInFull,

    /// <summary>The bank took a receipt back; some of it is still there.</summary>
    TakenBackInPart,

    /// <summary>The bank took back all that had arrived.</summary>
    TakenBackWhole,

    /// <summary>The lot is opened, or its listing closed, and the bidder is in: from here on only the procedure lets the deposit go.</summary>
    CutOffPassed,

    /// <summary>Withdrawn before the deadline (撤回).</summary>
    Withdrawn,

    /// <summary>Took part and handed nothing in: money to which no bid belongs.</summary>
    NeverBid,

    /// <summary>The bidder left before the last quote of a negotiation.</summary>
    Exited,

    /// <summary>The bidder does not extend the validity of its bid.</summary>
    ExtensionRefused,

    /// <summary>Terminated, failed, or awarded to nobody.</summary>
    Terminated,

    /// <summary>Not qualified (资格不通过).</summary>
    NotQualified,

    /// <summary>The result is out, and another has won.</summary>
    Lost,

    /// <summary>The contract is signed; where the line converts nothing, the deposits go back.</summary>
    ContractSigned,

    /// <summary>All of it has become price, earnest money or performance bond.</summary>
    ConvertedWhole,

    /// <summary>The price took a part of it; the rest goes back.</summary>
    ConvertedInPart,

    /// <summary>A complaint or an authority's order holds it.</summary>
    FreezeOrdered,
    FreezeLifted,

    ForfeitureProposed,
    ForfeitureDeclined,
    ForfeitureApproved,

    /// <summary>Taken into a batch of repayments.</summary>
    RefundSent,
    RefundPaid,

    /// <summary>The batch was cancelled, or the bank could not pay.</summary>
    RefundRejected,

    /// <summary>The bank had paid, and the money came back.</summary>
    RefundReturned,
}

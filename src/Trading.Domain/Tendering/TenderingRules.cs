namespace Trading.Domain.Tendering;

/// <summary>What a tender refuses. Those that rest on law carry their citation in the exception.</summary>
public static class TenderingRules
{
    public const string WrongState = "tendering.wrong-state";

    /// <summary>The documents are offered for fewer days than the law wants.</summary>
    public const string DocumentOfferTooShort = "tendering.document-offer-too-short";

    /// <summary>The time from the first day of the documents to the deadline is shorter than the law wants.</summary>
    public const string PreparationTooShort = "tendering.preparation-too-short";

    /// <summary>A floor price where the method of the tender has none.</summary>
    public const string FloorNotAllowed = "tendering.floor-not-allowed";

    /// <summary>The ceiling price is missing or not positive.</summary>
    public const string CeilingMissing = "tendering.ceiling-missing";

    /// <summary>The notice goes out before the first day of the documents, and the deadline lies in the future.</summary>
    public const string TimetableOutOfOrder = "tendering.timetable-out-of-order";

    /// <summary>A clarification or amendment so late that the deadline must move.</summary>
    public const string AmendmentTooLate = "tendering.amendment-too-late";

    /// <summary>A deadline moves later only.</summary>
    public const string DeadlineMovesLater = "tendering.deadline-moves-later";

    /// <summary>After an outage the deadline moves so far that the time before it in which the site must have been there lies after the reopening.</summary>
    public const string DeferredIntoOutage = "tendering.deferred-into-outage";

    /// <summary>The window is not open, or the bid came at or after the closing time.</summary>
    public const string WindowClosed = "tendering.window-closed";

    /// <summary>The bid was complete before the closing time, but the opening had begun before it could be recorded.</summary>
    public const string OpenedMeanwhile = "tendering.opened-meanwhile";

    /// <summary>A bid consists of a limited number of files.</summary>
    public const string TooManyFiles = "tendering.too-many-files";

    /// <summary>Nobody opens before the closing time.</summary>
    public const string TooEarlyToOpen = "tendering.too-early-to-open";

    /// <summary>The file that came is not the one whose hash was announced.</summary>
    public const string HashDiffers = "tendering.hash-differs";

    /// <summary>The deposit has not arrived in full.</summary>
    public const string DepositMissing = "tendering.deposit-missing";

    /// <summary>There is no bid to withdraw.</summary>
    public const string NoBid = "tendering.no-bid";

    /// <summary>The organisation does not take part in the lot.</summary>
    public const string NotTakingPart = "tendering.not-taking-part";

    /// <summary>A file of an opened bid is not what was handed in, or is gone.</summary>
    public const string FileUnreadable = "tendering.file-unreadable";

    /// <summary>Another window of the same bidder handed in a bid at the same moment.</summary>
    public const string BidMeanwhile = "tendering.bid-meanwhile";

    /// <summary>A bid price is a positive amount.</summary>
    public const string PriceNotPositive = "tendering.price-not-positive";

    /// <summary>A tender notice goes out with its tender document.</summary>
    public const string DocumentMissing = "tendering.document-missing";

    /// <summary>What has been published stays: a correction is another document.</summary>
    public const string DocumentPublished = "tendering.document-published";
}

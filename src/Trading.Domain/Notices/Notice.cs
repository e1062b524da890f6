namespace Trading.Domain.Notices;

/// <summary>What a public notice announces.</summary>
public enum NoticeKind
{
    Tender,
    Clarification,
    Amendment,
    OpeningRecord,
    CandidatePublicity,
    AwardResult,
    TenderFailure,
    NoAward,
    OpeningDeferred,
    ContractRecord,
}

/// <summary>
/// A public notice about a lot, never changed after publication: a correction is another notice. The body is Markdown written by the owner's side;
/// figures that the system knows (prices, times, names) stand in the facts as JSON and are shown in the reader's language.
/// </summary>
public sealed class Notice
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long ProjectId { get; init; }
    public long LotId { get; init; }
    public NoticeKind Kind { get; init; }

    /// <summary>The lot's code, the kind and a serial: public from its first day, so it may be counted.</summary>
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string Facts { get; init; }
    public DateTime PublishedAtUtc { get; init; }
    public DateTime? UntilUtc { get; init; }
    public required byte[] ContentHash { get; init; }
}

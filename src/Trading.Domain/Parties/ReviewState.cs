namespace Trading.Domain.Parties;

/// <summary>Where staff are with checking a registration. No state of it holds up getting documents, paying or bidding.</summary>
public enum ReviewState
{
    NotReviewed,
    InReview,

    /// <summary>Everything found wrong has been told at once; a correction brings it back to <see cref="NotReviewed"/>.</summary>
    Defects,
    Reviewed,
}

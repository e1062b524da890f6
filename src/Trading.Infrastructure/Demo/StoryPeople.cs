namespace Trading.Infrastructure.Demo;

/// <summary>An organisation with the person who acts for it and the account that it pays from.</summary>
public sealed record StoryOrganisation(long Id, long UserId, string Name, string AccountNumber, string BankName);

/// <summary>
/// The people of a tender: a centre with its bank account and one officer for each post, an owner, an agency and bidders.
/// </summary>
public sealed record StoryPeople
{
    public required long CentreId { get; init; }
    public required long BankAccountId { get; init; }
    public required long OperatorId { get; init; }
    public required long MakerId { get; init; }
    public required long CheckerId { get; init; }
    public required long SupervisorId { get; init; }
    public required long ExpertId { get; init; }

    /// <summary>As many as a panel of seven takes; <see cref="ExpertId"/> is the first.</summary>
    public required IReadOnlyList<long> ExpertIds { get; init; }
    public required StoryOrganisation Owner { get; init; }
    public required StoryOrganisation Agency { get; init; }
    public required IReadOnlyList<StoryOrganisation> BiddersByLetter { get; init; }

    public StoryOrganisation Bidder(int index) => BiddersByLetter[index];

    /// <summary>The party of a number.</summary>
    public StoryOrganisation Party(long id) => BiddersByLetter.Prepend(Owner).Prepend(Agency).First(o => o.Id == id);
}

namespace Trading.Infrastructure.Parties;

/// <summary>Who acts for a centre. What belongs to another centre does not exist for this person.</summary>
public sealed record Officer(long UserId, long CentreId);

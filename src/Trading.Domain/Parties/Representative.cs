namespace Trading.Domain.Parties;

/// <summary>The legal representative as stored: the number encrypted, and its mask for the screens.</summary>
public sealed record Representative(string Name, string IdProtected, string IdMasked);

/// <summary>Where and whom to reach.</summary>
public sealed record OrganisationContact(string Address, string ContactName, string ContactPhone, string ContactEmail);

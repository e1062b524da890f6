namespace Trading.Domain.Parties;

/// <summary>The fields of a registration, as defects name them. Forms use the same names, so that a defect finds its field.</summary>
public static class PartyFields
{
    public const string Kinds = nameof(OrganisationStep.Kinds);
    public const string Name = nameof(OrganisationStep.Name);
    public const string CreditCode = nameof(OrganisationStep.CreditCode);
    public const string Address = nameof(OrganisationStep.Address);
    public const string ContactName = nameof(OrganisationStep.ContactName);
    public const string ContactPhone = nameof(OrganisationStep.ContactPhone);
    public const string ContactEmail = nameof(OrganisationStep.ContactEmail);
    public const string RepresentativeName = nameof(RepresentativeStep.RepresentativeName);
    public const string RepresentativeId = nameof(RepresentativeStep.RepresentativeId);
    public const string BankName = nameof(AccountStep.BankName);
    public const string AccountNumber = nameof(AccountStep.AccountNumber);
    public const string AccountName = nameof(AccountStep.AccountName);
    public const string IsBasic = nameof(AccountStep.IsBasic);
    public const string SignedName = nameof(SignedName);
    public const string Reason = nameof(Reason);

    /// <summary>What a reviewer may find fault with.</summary>
    public static IReadOnlyList<string> Reviewed { get; } =
        [Kinds, Name, CreditCode, Address, ContactName, ContactPhone, ContactEmail, RepresentativeName, RepresentativeId, BankName, AccountNumber, AccountName, IsBasic];
}

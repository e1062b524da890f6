using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

/// <summary>The labels of a registration's fields, for forms, reviews and lists of defects alike.</summary>
public static class FieldWords
{
    public const string Kinds = "parties.field.kinds";
    public const string Name = "parties.field.name";
    public const string CreditCode = "parties.field.credit-code";
    public const string Address = "parties.field.address";
    public const string ContactName = "parties.field.contact-name";
    public const string ContactPhone = "parties.field.contact-phone";
    public const string ContactEmail = "parties.field.contact-email";
    public const string RepresentativeName = "parties.field.representative-name";
    public const string RepresentativeId = "parties.field.representative-id";
    public const string BankName = "parties.field.bank-name";
    public const string AccountNumber = "parties.field.account-number";
    public const string AccountName = "parties.field.account-name";
    public const string IsBasic = "parties.field.is-basic";
    public const string SignedName = "parties.field.signed-name";
    public const string Reason = "parties.field.reason";

    public static string Key(string field) => field switch
    {
        PartyFields.Kinds => Kinds,
        PartyFields.Name => Name,
        PartyFields.CreditCode => CreditCode,
        PartyFields.Address => Address,
        PartyFields.ContactName => ContactName,
        PartyFields.ContactPhone => ContactPhone,
        PartyFields.ContactEmail => ContactEmail,
        PartyFields.RepresentativeName => RepresentativeName,
        PartyFields.RepresentativeId => RepresentativeId,
        PartyFields.BankName => BankName,
        PartyFields.AccountNumber => AccountNumber,
        PartyFields.AccountName => AccountName,
        PartyFields.IsBasic => IsBasic,
        PartyFields.SignedName => SignedName,
        PartyFields.Reason => Reason,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "There is no such field."),
    };
}

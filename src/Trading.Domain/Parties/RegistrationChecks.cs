using System.Net.Mail;
using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Parties;

/// <summary>
/// What a machine can check of a registration. Everything wrong is told at once. Whether a statement is true is the signer's commitment
/// (告知承诺) and the review's business, and neither holds a registration up.
/// </summary>
public static class RegistrationChecks
{
    public const int NameLength = 200;
    public const int PersonLength = 60;
    public const int AddressLength = 300;
    public const int ReasonLength = 500;

    /// <param name="step">The fields as typed.</param>
    /// <param name="allowDemo">Demo mode only: accepts codes of the region 000000.</param>
    public static IReadOnlyList<Defect> Organisation(OrganisationStep step, bool allowDemo)
    {
        ArgumentNullException.ThrowIfNull(step);
        return
        [
            .. KindChosen(step.Kinds),
            .. Text(PartyFields.Name, step.Name, NameLength),
            .. Code(PartyFields.CreditCode, step.CreditCode, code => UnifiedSocialCreditCode.Check(code, allowDemo)),
            .. Text(PartyFields.Address, step.Address, AddressLength),
            .. Contact(step),
        ];
    }

    /// <param name="step">The fields as typed.</param>
    /// <param name="allowDemo">Demo mode only: accepts numbers of the region 000000.</param>
    /// <param name="today">The Beijing day: nobody is born after it.</param>
    public static IReadOnlyList<Defect> Representative(RepresentativeStep step, bool allowDemo, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(step);
        return
        [
            .. Text(PartyFields.RepresentativeName, step.RepresentativeName, PersonLength),
            .. Code(PartyFields.RepresentativeId, step.RepresentativeId, id => ResidentId.Check(id, allowDemo, today)),
        ];
    }

    /// <summary>The account is the organisation's own: its name equals the organisation's (form of brackets and blanks aside).</summary>
    public static IReadOnlyList<Defect> Account(AccountStep step, string organisationName)
    {
        ArgumentNullException.ThrowIfNull(step);
        return
        [
            .. Text(PartyFields.BankName, step.BankName, NameLength),
            .. Code(PartyFields.AccountNumber, step.AccountNumber, number => BankAccountNumber.Check(number)),
            .. AccountName(step.AccountName, organisationName),
        ];
    }

    /// <summary>The name of the person who signs the commitment.</summary>
    public static IReadOnlyList<Defect> Signature(string signedName) => [.. Text(PartyFields.SignedName, signedName, PersonLength)];

    /// <summary>Why a change is wanted, or refused.</summary>
    public static IReadOnlyList<Defect> Reason(string reason) => [.. Text(PartyFields.Reason, reason, ReasonLength)];

    private static IEnumerable<Defect> KindChosen(OrganisationKinds kinds) =>
        kinds == OrganisationKinds.None ? [Defect.Of(PartyFields.Kinds, PartiesRules.KindMissing)] : [];

    /// <summary>Who to call and write to; these change without any review.</summary>
    private static IEnumerable<Defect> Contact(OrganisationStep step) =>
    [
        .. Text(PartyFields.ContactName, step.ContactName, PersonLength),
        .. Format(PartyFields.ContactPhone, step.ContactPhone, IsPhone, PartiesRules.PhoneInvalid),
        .. Format(PartyFields.ContactEmail, step.ContactEmail, IsEmail, PartiesRules.EmailInvalid),
    ];

    private static IEnumerable<Defect> AccountName(string accountName, string organisationName) =>
        string.IsNullOrWhiteSpace(accountName) || PartyNames.Same(accountName, organisationName)
            ? Text(PartyFields.AccountName, accountName, NameLength)
            : [Defect.Of(PartyFields.AccountName, PartiesRules.AccountNameDiffers, organisationName)];

    private static IEnumerable<Defect> Text(string field, string text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? [Defect.Of(field, PartiesRules.Required)]
        : text.Trim().Length > longest ? [Defect.Of(field, PartiesRules.TooLong, longest)]
        : [];

    private static IEnumerable<Defect> Code(string field, string code, Func<string, CodeCheck> check)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return [Defect.Of(field, PartiesRules.Required)];
        }

        return check(code).Reason is { } reason ? [new Defect(field, reason)] : [];
    }

    private static IEnumerable<Defect> Format(string field, string text, Func<string, bool> fits, string rule) =>
        string.IsNullOrWhiteSpace(text) ? [Defect.Of(field, PartiesRules.Required)]
        : fits(text.Trim()) ? []
        : [Defect.Of(field, rule)];

    // Mobile, land line with area code and extension, or international: 7 to 20 characters are all that can be said of every one of them.
    private static bool IsPhone(string text) =>
        text.Count(char.IsAsciiDigit) is >= 7 and <= 20 && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ');

    /// <summary>True for one plain address (no display name) of at most 200 characters.</summary>
    public static bool IsEmail(string text) =>
        text.Length <= NameLength && MailAddress.TryCreate(text, out var address) && address.Address == text;
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

public sealed class OrganisationForm
{
    [CheckedByService, Display(Name = FieldWords.Kinds)]
    public List<OrganisationKinds> Kinds { get; set; } = [];

    [CheckedByService, Display(Name = FieldWords.Name)]
    public string? Name { get; set; }

    [CheckedByService, Display(Name = FieldWords.CreditCode)]
    public string? CreditCode { get; set; }

    [CheckedByService, Display(Name = FieldWords.Address)]
    public string? Address { get; set; }

    [CheckedByService, Display(Name = FieldWords.ContactName)]
    public string? ContactName { get; set; }

    [CheckedByService, Display(Name = FieldWords.ContactPhone)]
    public string? ContactPhone { get; set; }

    [CheckedByService, Display(Name = FieldWords.ContactEmail)]
    public string? ContactEmail { get; set; }

    public static IReadOnlyList<OrganisationKinds> AllKinds { get; } = [OrganisationKinds.Owner, OrganisationKinds.Agency, OrganisationKinds.Bidder];

    internal static IEnumerable<SelectListItem> KindChoices =>
        AllKinds.Select(k => new SelectListItem(Infrastructure.Words.Of(k, Infrastructure.WordsLanguages.Current), k.ToString()));

    internal static OrganisationForm Of(OrganisationStep? step) => step is null
        ? new()
        : new()
        {
            Kinds = [.. AllKinds.Where(k => step.Kinds.HasFlag(k))],
            Name = step.Name,
            CreditCode = step.CreditCode,
            Address = step.Address,
            ContactName = step.ContactName,
            ContactPhone = step.ContactPhone,
            ContactEmail = step.ContactEmail,
        };

    internal OrganisationStep Step() => new()
    {
        Kinds = Kinds.Where(AllKinds.Contains).Aggregate(OrganisationKinds.None, (all, kind) => all | kind),
        Name = Name ?? "",
        CreditCode = CreditCode ?? "",
        Address = Address ?? "",
        ContactName = ContactName ?? "",
        ContactPhone = ContactPhone ?? "",
        ContactEmail = ContactEmail ?? "",
    };
}

public sealed class RepresentativeForm
{
    [CheckedByService, Display(Name = FieldWords.RepresentativeName)]
    public string? RepresentativeName { get; set; }

    [CheckedByService, Display(Name = FieldWords.RepresentativeId)]
    public string? RepresentativeId { get; set; }

    internal RepresentativeStep Step() => new() { RepresentativeName = RepresentativeName ?? "", RepresentativeId = RepresentativeId ?? "" };
}

public class AccountForm
{
    [CheckedByService, Display(Name = FieldWords.BankName)]
    public string? BankName { get; set; }

    [CheckedByService, Display(Name = FieldWords.AccountNumber), RuleField(PartiesRules.AccountUnchanged)]
    public string? AccountNumber { get; set; }

    [CheckedByService, Display(Name = FieldWords.AccountName)]
    public string? AccountName { get; set; }

    [Display(Name = FieldWords.IsBasic)]
    public bool IsBasic { get; set; }

    /// <summary>What is known already is not asked for again: the account bears the organisation's name.</summary>
    internal static AccountForm Of(RegistrationDraft draft) => draft.Account is { } step
        ? new() { BankName = step.BankName, AccountNumber = step.AccountNumber, AccountName = step.AccountName, IsBasic = step.IsBasic }
        : new() { AccountName = draft.Organisation?.Name, IsBasic = true };

    internal AccountStep Step() => new()
    {
        BankName = BankName ?? "",
        AccountNumber = AccountNumber ?? "",
        AccountName = AccountName ?? "",
        IsBasic = IsBasic,
    };
}

public sealed class AccountChangeForm : AccountForm
{
    [CheckedByService, Display(Name = FieldWords.Reason)]
    public string? Reason { get; set; }
}

public sealed class CommitmentForm
{
    /// <summary>The version of the text that the page showed.</summary>
    public string? Version { get; set; }

    [CheckedByService, Display(Name = FieldWords.SignedName)]
    public string? SignedName { get; set; }
}

public sealed class ContactForm
{
    public long Version { get; set; }

    [CheckedByService, Display(Name = FieldWords.Address)]
    public string? Address { get; set; }

    [CheckedByService, Display(Name = FieldWords.ContactName)]
    public string? ContactName { get; set; }

    [CheckedByService, Display(Name = FieldWords.ContactPhone)]
    public string? ContactPhone { get; set; }

    [CheckedByService, Display(Name = FieldWords.ContactEmail)]
    public string? ContactEmail { get; set; }

    /// <summary>Left empty where the legal representative is still the same: the number is not shown, so it cannot be sent back.</summary>
    [Display(Name = FieldWords.RepresentativeName)]
    public string? RepresentativeName { get; set; }

    [Display(Name = FieldWords.RepresentativeId)]
    public string? RepresentativeId { get; set; }

    internal static ContactForm Of(Organisation organisation) => new()
    {
        Version = organisation.Version,
        Address = organisation.Address,
        ContactName = organisation.ContactName,
        ContactPhone = organisation.ContactPhone,
        ContactEmail = organisation.ContactEmail,
    };

    internal UpdateOrganisation Correction(long organisationId, long userId) => new()
    {
        OrganisationId = organisationId,
        UserId = userId,
        Version = Version,
        Contact = new OrganisationContact(Address ?? "", ContactName ?? "", ContactPhone ?? "", ContactEmail ?? ""),
        Representative = string.IsNullOrWhiteSpace(RepresentativeName) && string.IsNullOrWhiteSpace(RepresentativeId)
            ? null
            : new RepresentativeStep { RepresentativeName = RepresentativeName ?? "", RepresentativeId = RepresentativeId ?? "" },
    };
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Admin.Models;

public sealed class OfficerForm
{
    [CheckedByService, Display(Name = "parties.person.user-name")]
    public string? UserName { get; set; }

    [CheckedByService, Display(Name = "parties.person.display-name")]
    public string? DisplayName { get; set; }

    [Display(Name = "parties.person.email")]
    public string? Email { get; set; }

    [Display(Name = "parties.person.centre"), RuleField(PartiesRules.CentreMissing)]
    public long? CentreId { get; set; }

    [Display(Name = "parties.person.roles"), RuleField(PartiesRules.RolesMissing, PartiesRules.RolesConflict, PartiesRules.RoleUnknown)]
    public List<string> Roles { get; set; } = [];

    [CheckedByService, Display(Name = "parties.password.first")]
    public string? Password { get; set; }
}

public sealed class RolesForm
{
    [Display(Name = "parties.person.roles"), RuleField(PartiesRules.RolesMissing, PartiesRules.RolesConflict, PartiesRules.RoleUnknown, PartiesRules.CentreMissing)]
    public List<string> Roles { get; set; } = [];

    internal static IEnumerable<SelectListItem> Choices =>
        Domain.Parties.Roles.OfOfficers.Select(role => new SelectListItem(PageWords.W(RoleWords.Key(role)), role));
}

public sealed class FirstPasswordForm
{
    [CheckedByService, Display(Name = "parties.password.first")]
    public string? Password { get; set; }
}

/// <summary>One officer's account.</summary>
public sealed record PersonPage(PersonRow Person, string? Centre, IReadOnlyList<PartyEventRow> Events)
{
    /// <summary>What the form of roles starts from, under the name that it posts.</summary>
    public IReadOnlyList<string> Roles => Person.Roles;
}

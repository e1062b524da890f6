using System.ComponentModel.DataAnnotations;
using Trading.Domain.Parties;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

public sealed class SignInForm
{
    [CheckedByService, Display(Name = "parties.sign-in.name")]
    public string? Name { get; set; }

    [CheckedByService, Display(Name = "parties.sign-in.password")]
    public string? Password { get; set; }

    public string? ReturnUrl { get; set; }

    /// <summary>The fields left empty.</summary>
    internal List<Defect> Missing() =>
    [
        .. string.IsNullOrWhiteSpace(Name) ? new[] { Defect.Of(nameof(Name), PartiesRules.Required) } : [],
        .. string.IsNullOrEmpty(Password) ? new[] { Defect.Of(nameof(Password), PartiesRules.Required) } : [],
    ];
}

public sealed class CodeForm
{
    [CheckedByService, Display(Name = "parties.code.label")]
    public string? Code { get; set; }

    public string? ReturnUrl { get; set; }
}

public sealed class StepUpForm
{
    [CheckedByService, Display(Name = "parties.code.label")]
    public string? Answer { get; set; }

    public string? ReturnUrl { get; set; }
}

public sealed class OpenAccountForm
{
    [CheckedByService, Display(Name = "parties.person.display-name")]
    public string? DisplayName { get; set; }

    [CheckedByService, Display(Name = "parties.person.email")]
    public string? Email { get; set; }

    [CheckedByService, Display(Name = "parties.sign-in.password")]
    public string? Password { get; set; }
}

public sealed class PasswordForm
{
    [CheckedByService, Display(Name = "parties.password.present")]
    public string? PresentPassword { get; set; }

    [CheckedByService, Display(Name = "parties.password.new")]
    public string? Password { get; set; }
}

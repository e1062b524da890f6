using System.ComponentModel.DataAnnotations;
using Trading.Domain.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

public sealed class ComponentsForm
{
    [Display(Name = "components.organisation"), StringLength(20)]
    public string Organisation { get; set; } = "";

    [Display(Name = "components.email"), EmailAddress]
    public string? Email { get; set; }

    // Nullable, so that an empty field is said to be empty, and starts empty rather than as 0.00.
    [Display(Name = "components.price"), Required, RuleField(SharedRules.FractionOfFen)]
    public decimal? Price { get; set; }

    [Display(Name = "components.signed-on")]
    public DateOnly? SignedOn { get; set; }

    [Display(Name = "components.line")]
    public string Line { get; set; } = "construction";

    [Display(Name = "components.deposit-form")]
    public string DepositForm { get; set; } = "transfer";

    [Display(Name = "components.remark"), StringLength(200)]
    public string? Remark { get; set; }

    [Display(Name = "components.file")]
    public IFormFile? File { get; set; }

    [Display(Name = "components.checked")]
    public bool IsChecked { get; set; }
}

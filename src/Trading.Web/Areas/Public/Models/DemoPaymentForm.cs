using System.ComponentModel.DataAnnotations;
using Trading.Domain.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

public sealed class DemoPaymentForm
{
    [StringLength(32), Display(Name = "demo-bank.sub-account")]
    public string? SubAccount { get; set; }

    [Required, Display(Name = "demo-bank.amount"), RuleField(SharedRules.FractionOfFen)]
    public decimal? AmountYuan { get; set; }

    [Required, StringLength(200), Display(Name = "demo-bank.payer-name")]
    public string? PayerName { get; set; }

    [Required, StringLength(40), Display(Name = "demo-bank.payer-account")]
    public string? PayerAccount { get; set; }

    [StringLength(200), Display(Name = "demo-bank.payer-bank")]
    public string? PayerBank { get; set; }

    public string? ReturnUrl { get; set; }
}

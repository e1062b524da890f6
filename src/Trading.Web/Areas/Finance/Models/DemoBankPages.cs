using System.ComponentModel.DataAnnotations;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;

namespace Trading.Web.Areas.Finance.Models;

public sealed class PayOutForm
{
    [StringLength(40), Display(Name = "demo-bank.closed-account")]
    public string? ClosedAccount { get; set; }
}

public sealed record DemoBankPage(IReadOnlyList<BankAccountItem> Accounts, IReadOnlyList<BatchItem> Batches, DateOnly Today, PayOutForm Form);

using System.ComponentModel.DataAnnotations;
using Trading.Domain.Parties;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Models;

public sealed class RefusalForm
{
    [CheckedByService, Display(Name = "parties.account-change.refuse-reason")]
    public string? Reason { get; set; }
}

/// <summary>A change of account for the officer who decides it.</summary>
public sealed record DecisionPage(AccountChange Change, Organisation Organisation)
{
    /// <summary>What the form of refusal starts from, under the name that it posts.</summary>
    [CheckedByService, Display(Name = "parties.account-change.refuse-reason")]
    public string? Reason => null;
}

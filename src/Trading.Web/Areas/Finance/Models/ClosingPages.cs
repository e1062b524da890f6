using System.ComponentModel.DataAnnotations;
using Trading.Domain.Closing;
using Trading.Infrastructure.Closing;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>The close of a month, as a maker proposes it.</summary>
public sealed class CloseMonthForm
{
    [Required, Display(Name = "finance.closing.month"), RuleField(ClosingRules.NotEnded, ClosingRules.OutOfOrder, ClosingRules.Waiting)]
    public DateOnly? Month { get; set; }

    [StringLength(400), Display(Name = "finance.closing.reason"), RuleField(ClosingRules.Unexplained)]
    public string? Reason { get; set; }
}

/// <summary>The months of the centre, and the one whose turn it is with its proof; null before there is one.</summary>
public sealed record ClosingPage(
    CloseMonthForm Form, DateOnly? Turn, DateOnly Today, IReadOnlyList<AccountProof> Proofs, IReadOnlyList<PeriodItem> Months, bool IsMaker)
{
    public bool HasEnded => Turn is { } month && Today >= month.AddMonths(1);
    public PeriodItem? Waiting => Months.FirstOrDefault(m => m.State == PeriodState.Proposed);
}

/// <summary>A month before whoever closes it.</summary>
public sealed record PeriodPage(PeriodItem Period, IReadOnlyList<AccountProof> Proofs, DeclineForm Form, bool IsOwn, bool IsChecker);

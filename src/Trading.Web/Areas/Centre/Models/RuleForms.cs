using System.ComponentModel.DataAnnotations;
using Trading.Domain.Rulebooks;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Supervision;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Models;

/// <summary>The rules of the centre; <c>MayAct</c>: a manager, who proposes and approves.</summary>
public sealed record RulesPage(IReadOnlyList<CentreRuleView> Rules, IReadOnlyList<WaitingRule> Waiting, bool MayAct, long UserId)
{
    public int Unconfirmed => Rules.Count(r => r.Rule.IsUnconfirmed);
}

public sealed class ChosenKeysForm
{
    public List<string> Keys { get; set; } = [];
}

public sealed class ChosenRowsForm
{
    public List<long> Rows { get; set; } = [];
}

public sealed class ReplaceRuleForm
{
    [Required, StringLength(RuleValue.TextLength), Display(Name = "office.rule.value"), RuleField(RulebookRules.MalformedValue, RulebookRules.OutOfBounds, RulebookRules.NotSettable)]
    public string? Value { get; set; }

    [Required, StringLength(RuleValue.TextLength), Display(Name = "office.rule.citation"), RuleField(RulebookRules.NoCitation)]
    public string? Citation { get; set; }

    [Required, Display(Name = "office.rule.from")]
    public DateOnly? From { get; set; }
}

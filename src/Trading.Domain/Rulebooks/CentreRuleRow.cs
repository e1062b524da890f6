using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

public enum CentreRuleKind
{
    Confirmation,
    Replacement,
}

/// <summary>
/// A row of a centre's layer as it is kept: written once by the proposer, in force from its day on once another person approved it. It is never
/// edited; a later row takes its place.
/// </summary>
public sealed class CentreRuleRow
{
    private CentreRuleRow()
    {
    }

    public long Id { get; private set; }
    public long CentreId { get; private set; }
    public string Key { get; private set; } = "";
    public CentreRuleKind Kind { get; private set; }

    /// <summary>Confirmations: the hash of the national row that was read.</summary>
    public string? RuleHash { get; private set; }

    /// <summary>Replacements: the value that holds at this centre, and its source.</summary>
    public string? Value { get; private set; }
    public string? Citation { get; private set; }
    public bool CountStartDay { get; private set; }
    public bool FullDays { get; private set; }
    public DateOnly EffectiveFrom { get; private set; }
    public DateOnly? EffectiveTo { get; private set; }
    public long ProposedByUserId { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }
    public long? ApprovedByUserId { get; private set; }
    public DateTime? ApprovedAtUtc { get; private set; }
    public long Version { get; private set; }

    /// <summary>Proposes a row over the national row of its key; what the centre may not say is refused now, not when a project is accepted.</summary>
    /// <exception cref="RuleBrokenException">See <see cref="CentreRule.Over"/>.</exception>
    public static CentreRuleRow Propose(long centreId, CentreRule rule, Rule national, long userId, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _ = rule.Over(national);
        var row = new CentreRuleRow
        {
            CentreId = centreId,
            Key = rule.Key,
            EffectiveFrom = rule.EffectiveFrom,
            EffectiveTo = rule.EffectiveTo,
            ProposedByUserId = userId,
            ProposedAtUtc = nowUtc,
        };
        row.Take(rule);
        return row;
    }

    /// <exception cref="RuleBrokenException"><see cref="SharedRules.MakerIsChecker"/>, <see cref="RulebookRules.AlreadyApproved"/>.</exception>
    public void Approve(long userId, DateTime nowUtc)
    {
        FourEyes.RequireAnother(userId, ProposedByUserId);

        if (ApprovedByUserId is not null)
        {
            throw new RuleBrokenException(RulebookRules.AlreadyApproved, Key);
        }

        (ApprovedByUserId, ApprovedAtUtc) = (userId, nowUtc);
        Version++;
    }

    /// <summary>The row as the resolver takes it.</summary>
    public CentreRule ToRule() => Kind switch
    {
        CentreRuleKind.Confirmation => new CentreRule.Confirmation(Key, RuleHash!, EffectiveFrom, EffectiveTo),
        CentreRuleKind.Replacement => new CentreRule.Replacement(Key, Value!, Citation!, EffectiveFrom, EffectiveTo, CountStartDay, FullDays),
    };

    private void Take(CentreRule rule)
    {
        if (rule is CentreRule.Replacement replacement)
        {
            (Kind, Value, Citation) = (CentreRuleKind.Replacement, replacement.Value, replacement.Citation);
            (CountStartDay, FullDays) = (replacement.CountStartDay, replacement.FullDays);
            return;
        }

        (Kind, RuleHash) = (CentreRuleKind.Confirmation, ((CentreRule.Confirmation)rule).RuleHash);
    }
}

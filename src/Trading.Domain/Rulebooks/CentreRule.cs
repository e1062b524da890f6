using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

/// <summary>What a centre says of a national row: proposed by one person, approved by another, from a day on. Only approved rows are resolved.</summary>
public abstract record CentreRule(string Key, DateOnly EffectiveFrom, DateOnly? EffectiveTo)
{
    /// <summary>The national row as it stands after the centre's word.</summary>
    public abstract Rule Over(Rule national);

    internal bool IsInForce(DateOnly on) => EffectiveFrom <= on && !(EffectiveTo < on);

    /// <summary>"We have read the source: the row is right." It holds for exactly the row it saw: if the shipped row changes, it is to be confirmed again.</summary>
    /// <remarks><c>RuleHash</c> is the <see cref="Rule.Hash"/> of the national row that was read.</remarks>
    public sealed record Confirmation(string Key, string RuleHash, DateOnly EffectiveFrom, DateOnly? EffectiveTo = null)
        : CentreRule(Key, EffectiveFrom, EffectiveTo)
    {
        public override Rule Over(Rule national)
        {
            ArgumentNullException.ThrowIfNull(national);
            return RuleHash == national.Hash ? national with { ConfirmedByCentre = true } : national;
        }
    }

    /// <summary>"Here another value holds, by this source." Settable rows within their bounds; unconfirmed rows freely, for they may be wrong.</summary>
    public sealed record Replacement(
        string Key,
        string Value,
        string Citation,
        DateOnly EffectiveFrom,
        DateOnly? EffectiveTo = null,
        bool CountStartDay = false,
        bool FullDays = false)
        : CentreRule(Key, EffectiveFrom, EffectiveTo)
    {
        /// <exception cref="RuleBrokenException">
        /// <see cref="RulebookRules.MalformedValue"/>, <see cref="RulebookRules.NoCitation"/>, or for a row read in the law <see cref="RulebookRules.NotSettable"/> and
        /// <see cref="RulebookRules.OutOfBounds"/>.
        /// </exception>
        public override Rule Over(Rule national)
        {
            ArgumentNullException.ThrowIfNull(national);
            national.RequireSettable(Value, by: RuleLayer.Centre);
            if (!RuleValue.IsText(Citation))
            {
                throw new RuleBrokenException(RulebookRules.NoCitation, Key);
            }

            return national with
            {
                Value = Value,
                Citation = Citation,
                CountStartDay = CountStartDay,
                FullDays = FullDays,
                Settable = national.Settable?.Following(national.Value, Value),
                Layer = RuleLayer.Centre,
                ConfirmedByCentre = true,
            };
        }
    }
}

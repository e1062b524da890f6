namespace Trading.Domain.Rulebooks;

/// <summary>How the value binds. The first four are kinds of periods, see <see cref="Calendar.PeriodKind"/>.</summary>
public enum RuleKind
{
    DueBy,
    AtLeast,
    Before,
    Lasting,
    Minimum,
    Maximum,

    /// <summary>A value used as it is.</summary>
    Setting,
}

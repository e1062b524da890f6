namespace Trading.Domain.Rulebooks;

/// <summary>What the value of a rule is counted in, which also fixes its written form.</summary>
public enum RuleUnit
{
    CalendarDay,
    Workday,
    Hour,
    Minute,
    Second,

    /// <summary>One ten-thousandth: 200 is 2 %.</summary>
    BasisPoint,

    Fen,
    Count,
    Byte,

    /// <summary>Numerator and denominator, written <c>2/3</c>.</summary>
    Fraction,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    Text,
}

using Trading.Domain.Calendar;
using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

/// <summary>One number, switch or choice of the law or of local practice, with its source: what code asks for by key instead of holding it.</summary>
/// <param name="Key">Line and name, such as <c>construction.bid-preparation-days</c>; the unit is part of the name.</param>
/// <param name="Value">In the written form of the unit, see <see cref="RuleValue"/>.</param>
/// <param name="Unit">What the value is counted in.</param>
/// <param name="Kind">How it binds.</param>
/// <param name="Citation">Law and article, in Chinese, as shown beside the check that used it.</param>
/// <param name="Tag">How well the source is known.</param>
/// <param name="EffectiveFrom">First day in force.</param>
/// <param name="EffectiveTo">Last day in force; null while it is.</param>
/// <param name="Note">For the reader of docs/rules; no code depends on it.</param>
/// <param name="Settable">Who may set it and within what; null: nobody (a centre may still correct an unconfirmed row).</param>
/// <param name="CountStartDay">Periods: the start day is day 1 (local practice).</param>
/// <param name="FullDays">Periods of kind at-least: day N must have fully passed (local practice).</param>
/// <param name="Layer">Who set the value.</param>
/// <param name="ConfirmedByCentre">True when the centre confirmed or replaced the row, by two people.</param>
public sealed record Rule(
    string Key,
    string Value,
    RuleUnit Unit,
    RuleKind Kind,
    string Citation,
    RuleTag Tag,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo = null,
    string? Note = null,
    RuleBounds? Settable = null,
    bool CountStartDay = false,
    bool FullDays = false,
    RuleLayer Layer = RuleLayer.National,
    bool ConfirmedByCentre = false)
{
    /// <summary>True when production may not publish under this row.</summary>
    public bool IsUnconfirmed => NeedsConfirmation && !ConfirmedByCentre;

    /// <summary>The value of a unit that is a whole number: days, hours, basis points, fen, counts, bytes.</summary>
    public long Number => RuleValue.TryNumber(Value, out var number) ? number : throw WrongUse("a number");

    /// <summary><see cref="Number"/> where an <see cref="int"/> is needed, such as a count of people.</summary>
    public int Count => checked((int)Number);

    public Money Amount => Unit == RuleUnit.Fen ? new Money(Number) : throw WrongUse("an amount");

    public bool Flag => Unit == RuleUnit.Switch ? Value == "true" : throw WrongUse("a switch");

    public string Text => Unit == RuleUnit.Text ? Value : throw WrongUse("a text");

    public (long Numerator, long Denominator) Fraction =>
        Unit == RuleUnit.Fraction && RuleValue.TryFraction(Value, out var fraction) ? fraction : throw WrongUse("a fraction");

    public bool IsPeriod =>
        Unit is RuleUnit.CalendarDay or RuleUnit.Workday
        && Kind is RuleKind.DueBy or RuleKind.AtLeast or RuleKind.Before or RuleKind.Lasting;

    /// <summary>The period that the row states, for units of days and the four kinds of periods.</summary>
    public Period Period => new(Count, PeriodUnit, PeriodKind, CountStartDay, FullDays);

    /// <summary>SHA-256 over every field that decides what the row means, in lower-case hex; a confirmation by a centre names it.</summary>
    public string Hash => Convert.ToHexStringLower(AddTo(new CanonicalBytes()).Sha256());

    public bool IsInForce(DateOnly on) => EffectiveFrom <= on && !(EffectiveTo < on);

    /// <summary>
    /// Refuses a value that the layer may not set. A row that needs confirmation is open to the centre, which may know better than its number and
    /// its bounds; only the choices that the code knows stay.
    /// </summary>
    internal void RequireSettable(string value, RuleLayer by)
    {
        var isOpen = by == RuleLayer.Centre && NeedsConfirmation;
        if (!isOpen && !(Settable?.By >= by))
        {
            throw RuleBrokenException.Cited(RulebookRules.NotSettable, Citation, Key);
        }

        if (!RuleValue.IsWellFormed(Unit, value))
        {
            throw new RuleBrokenException(RulebookRules.MalformedValue, Key, value);
        }

        if (Settable is not null && !(Settable.AllowsChoice(value) && (isOpen || Settable.AllowsNumber(value))))
        {
            throw RuleBrokenException.Cited(RulebookRules.OutOfBounds, Citation, Key, Settable.ToString(), value);
        }
    }

    internal CanonicalBytes AddTo(CanonicalBytes bytes)
    {
        bytes.Add(Key).Add(Value).Add(Unit.ToString()).Add(Kind.ToString()).Add(Citation).Add(Tag.ToString())
            .Add(EffectiveFrom).Add(EffectiveTo?.DayNumber)
            .Add(CountStartDay ? 1 : 0).Add(FullDays ? 1 : 0).Add(Layer.ToString()).Add(ConfirmedByCentre ? 1 : 0);
        return Settable is null ? bytes.Add((string?)null) : Settable.AddTo(bytes);
    }

    private bool NeedsConfirmation => Tag is RuleTag.Unconfirmed or RuleTag.Local;

    private PeriodUnit PeriodUnit => Unit switch
    {
        RuleUnit.CalendarDay => PeriodUnit.CalendarDay,
        RuleUnit.Workday => PeriodUnit.Workday,
        _ => throw WrongUse("a period"),
    };

    private PeriodKind PeriodKind => Kind switch
    {
        RuleKind.DueBy => PeriodKind.DueBy,
        RuleKind.AtLeast => PeriodKind.AtLeast,
        RuleKind.Before => PeriodKind.Before,
        RuleKind.Lasting => PeriodKind.Lasting,
        _ => throw WrongUse("a period"),
    };

    private InvalidOperationException WrongUse(string asWhat) => new($"Rule {Key} is {Value} ({Unit}, {Kind}), not {asWhat}.");
}

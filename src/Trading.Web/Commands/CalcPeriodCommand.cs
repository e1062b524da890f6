using System.CommandLine;
using System.Globalization;
using Trading.Domain.Calendar;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Web.Commands;

/// <summary>
/// <c>calc period --from 2026-03-02 --rule construction.bid-preparation-days</c>, or <c>--days 5 --unit working [--backward]</c>: a period by the
/// national rules as they stood on the first day.
/// </summary>
internal sealed class CalcPeriodCommand
{
    private const int MostDays = 3660;

    private readonly Option<string> _from;
    private readonly Option<string?> _rule;
    private readonly Option<int?> _days;
    private readonly Option<string?> _unit;
    private readonly Option<bool> _backward;

    private CalcPeriodCommand(VerbOptions options)
    {
        _from = new Option<string>("--from") { Required = true, Description = options.Describe("from") };
        _rule = new Option<string?>("--rule") { Description = options.Describe("rule") };
        _days = new Option<int?>("--days") { Description = options.Describe("days") };
        _unit = new Option<string?>("--unit") { Description = options.Describe("unit") };
        _unit.AcceptOnlyFromAmong("calendar", "working");
        _backward = new Option<bool>("--backward") { Description = options.Describe("backward") };
    }

    public static Command Create(VerbOptions options)
    {
        var period = new CalcPeriodCommand(options);
        var command = new Command("period", options.Describe("period")) { period._from, period._rule, period._days, period._unit, period._backward };
        command.SetAction(parsed => Answer(options.OutputOf(parsed), period.Calculate(parsed)));
        return command;
    }

    private CitedPeriod Calculate(ParseResult parsed)
    {
        var from = Day(parsed.GetRequiredValue(_from));
        var rule = (parsed.GetValue(_rule), parsed.GetValue(_days), parsed.GetValue(_unit)) switch
        {
            ({ } key, null, null) => ByRule(key, from, parsed.GetValue(_backward)),
            (null, { } days, { } unit) => ByDays(days, unit, from, parsed.GetValue(_backward)),
            _ => throw new RuleBrokenException(CommandRules.RuleOrDays),
        };
        return new CitedPeriod(PeriodCalculator.Calculate(HolidayCalendar.Load(), from, rule.Period), rule);
    }

    private static Rule ByRule(string key, DateOnly on, bool backward)
    {
        if (backward)
        {
            throw new RuleBrokenException(CommandRules.BackwardWithRule);
        }

        var rule = RulebookLibrary.Load().Find(key, on) ?? throw new RuleBrokenException(CommandRules.UnknownRule, key);
        return rule.IsPeriod ? rule : throw new RuleBrokenException(CommandRules.NotAPeriod, key);
    }

    /// <summary>Days given on the line are counted as the law counts any period; the citation is that of counting itself.</summary>
    private static Rule ByDays(int days, string unit, DateOnly on, bool backward)
    {
        if (days is < 1 or > MostDays)
        {
            throw new RuleBrokenException(CommandRules.BadDays, MostDays, days);
        }

        var counting = RulebookLibrary.Load().Find(backward ? "common.period-backward" : "common.period-counting", on);
        return counting! with
        {
            Value = days.ToString(CultureInfo.InvariantCulture),
            Unit = unit == "working" ? RuleUnit.Workday : RuleUnit.CalendarDay,
            Kind = backward ? RuleKind.Before : RuleKind.DueBy,
        };
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1949 and <= 2199
            ? day
            : throw new RuleBrokenException(CommandRules.BadDay, text);

    private static void Answer(VerbOutput output, CitedPeriod period) =>
        output.Answer(
            new Result(period.Date, period.Result.RolledFrom, period.Result.Provisional, period.Citation),
            () => string.Concat(Sentences(output, period)));

    private static IEnumerable<string> Sentences(VerbOutput output, CitedPeriod period)
    {
        yield return output.Say(SentenceOf(period.Rule.Period.Kind), period.Date, period.Citation);
        if (period.Result.RolledFrom is { } natural)
        {
            yield return output.Say("calendar.rolled", natural, period.Date);
        }

        if (period.Result.Provisional)
        {
            yield return output.Say("calendar.provisional");
        }
    }

    private static string SentenceOf(PeriodKind kind) => kind switch
    {
        PeriodKind.DueBy => "command.period.due-by",
        PeriodKind.AtLeast => "command.period.at-least",
        PeriodKind.Before => "command.period.before",
        PeriodKind.Lasting => "command.period.lasting",
    };

    private sealed record Result(DateOnly Date, DateOnly? RolledFrom, bool Provisional, string Citation);
}

using System.CommandLine;
using System.Text.Json.Serialization;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;

namespace Trading.Web.Commands;

/// <summary>
/// <c>calc fee --schedule agency-1980 --category works --amount-fen 6000000000</c>, by the schedule in force today; <c>--side transferor</c> where the
/// tariff charges two sides, <c>--hours 5 --rooms 2</c> where it charges time.
/// </summary>
internal sealed class CalcFeeCommand
{
    private readonly Option<string> _schedule;
    private readonly Option<string?> _category;
    private readonly Option<long?> _amount;
    private readonly Option<string?> _side;
    private readonly Option<long?> _listing;
    private readonly Option<int?> _months;
    private readonly Option<long> _discount;
    private readonly Option<long?> _cost;
    private readonly Option<int?> _hours;
    private readonly Option<int?> _rooms;
    private readonly Option<int?> _experts;

    private CalcFeeCommand(VerbOptions options)
    {
        _schedule = new Option<string>("--schedule") { Required = true, Description = options.Describe("schedule") };
        _category = new Option<string?>("--category") { Description = options.Describe("category") };
        _amount = new Option<long?>("--amount-fen") { Description = options.Describe("amount-fen") };
        _side = new Option<string?>("--side") { Description = options.Describe("side") };
        _listing = new Option<long?>("--listing-fen") { Description = options.Describe("listing-fen") };
        _months = new Option<int?>("--months") { Description = options.Describe("months") };
        _discount = new Option<long>("--discount-bp") { Description = options.Describe("discount-bp") };
        _cost = new Option<long?>("--cost-fen") { Description = options.Describe("cost-fen") };
        _hours = new Option<int?>("--hours") { Description = options.Describe("hours") };
        _rooms = new Option<int?>("--rooms") { Description = options.Describe("rooms") };
        _experts = new Option<int?>("--experts") { Description = options.Describe("experts") };
    }

    public static Command Create(VerbOptions options)
    {
        var fee = new CalcFeeCommand(options);
        var command = new Command("fee", options.Describe("fee"))
        {
            fee._schedule, fee._category, fee._amount, fee._side, fee._listing, fee._months, fee._discount, fee._cost, fee._hours, fee._rooms,
            fee._experts,
        };
        command.SetAction(parsed => fee.Answer(options.OutputOf(parsed), parsed));
        return command;
    }

    private void Answer(VerbOutput output, ParseResult parsed)
    {
        var today = Instants.BeijingDay(TimeProvider.System.NowUtc());
        var schedule = FeeLibrary.Load().Get(parsed.GetRequiredValue(_schedule), parsed.GetValue(_category), today);
        var payer = schedule.PayerNamed(parsed.GetValue(_side));
        var quote = schedule.Quote(CaseOf(parsed));
        var fee = quote.Of(payer);
        var why = fee.BoundBy is { } bound ? Why(output, bound, quote) : null;
        output.Answer(ResultOf(schedule, quote, fee, why), () => output.Say("command.fee", fee.Fee, quote.Citation) + why);
    }

    private FeeCase CaseOf(ParseResult parsed) => new(
        Money(parsed, _amount), Money(parsed, _listing), parsed.GetValue(_months), parsed.GetValue(_discount), Money(parsed, _cost), parsed.GetValue(_hours),
        parsed.GetValue(_rooms), parsed.GetValue(_experts));

    private static Money? Money(ParseResult parsed, Option<long?> option) => parsed.GetValue(option) is { } fen ? new Money(fen) : null;

    private static string Why(VerbOutput output, FeeBound bound, FeeQuote quote) => bound.Kind switch
    {
        FeeBoundKind.Floor => output.Say("command.fee.floor", bound.Before, bound.Limit),
        FeeBoundKind.Cap => output.Say("command.fee.cap", bound.Before, bound.Limit),
        FeeBoundKind.Minimum => output.Say("command.fee.minimum", quote.Case!.Sum, bound.Limit, quote.Case.Shortfall, bound.Before),
    };

    private static Result ResultOf(FeeSchedule schedule, FeeQuote quote, PayerFee fee, string? why) => new(
        fee.Fee.Fen, Name(fee.Payer), fee.ShareBasisPoints, [.. fee.Charges.Select(Tier.Of)],
        fee.Time is { } time ? new Time(time.Hours, time.Count, time.EachPays.Fen) : null, quote.Citation, Name(schedule.CollectedBy),
        fee.BoundBy is { } kind ? Name(kind.Kind) : null,
        fee.BoundBy is { } bound ? new Bound(bound.Limit.Fen, bound.Before.Fen, why!) : null,
        quote.Case is { } sum
            ? new Case(sum.Minimum.Fen, sum.Sum.Fen, (quote.Fee - fee.Fee).Fen, sum.Shortfall.Fen, Name(sum.BorneBy))
            : null);

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private sealed record Result(
        long FeeFen, string Side, long ShareBasisPoints, IReadOnlyList<Tier> Tiers, Time? Time, string Citation, string CollectedBy, string? BoundBy, Bound? Bound,
        Case? Case);

    private sealed record Time(int Hours, int Count, long EachPaysFen);

    /// <summary>The limit that held the fee; what the limited part, or with a minimum the side's own fee, would have been; and the sentence.</summary>
    private sealed record Bound(long LimitFen, long BeforeFen, string Why);

    /// <summary>The least that a case pays beside what its sides come to by their tiers; what the other side is charged in the end.</summary>
    private sealed record Case(long MinimumFen, long SumFen, long OtherSideFen, long ShortfallFen, string BorneBy);

    private sealed record Tier(
        long FromFen, long? UpToFen, long AmountFen, [property: JsonPropertyName("rate_per_100000")] long RatePer100000, decimal ExactFen)
    {
        public static Tier Of(TierCharge charge) =>
            new(charge.From.Fen, charge.UpTo?.Fen, charge.Amount.Fen, charge.RatePer100000, charge.ExactFen);
    }
}

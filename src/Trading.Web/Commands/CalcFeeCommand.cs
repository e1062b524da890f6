using System.CommandLine;
using System.Text.Json.Serialization;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;

namespace Trading.Web.Commands;

/// <summary><c>calc fee --schedule agency-1980 --category works --amount-fen 6000000000</c>, by the schedule in force today.</summary>
internal static class CalcFeeCommand
{
    public static Command Create(VerbOptions options)
    {
        var schedule = new Option<string>("--schedule") { Required = true, Description = options.Describe("schedule") };
        var category = new Option<string>("--category") { Required = true, Description = options.Describe("category") };
        var amount = new Option<long>("--amount-fen") { Required = true, Description = options.Describe("amount-fen") };
        var command = new Command("fee", options.Describe("fee")) { schedule, category, amount };
        command.SetAction(parsed =>
        {
            var today = Instants.BeijingDay(TimeProvider.System.NowUtc());
            var tariff = FeeLibrary.Load().Get(parsed.GetRequiredValue(schedule), parsed.GetRequiredValue(category), today);
            Answer(options.OutputOf(parsed), tariff.Calculate(new Money(parsed.GetRequiredValue(amount))));
        });
        return command;
    }

    private static void Answer(VerbOutput output, FeeQuote quote) =>
        output.Answer(
            new Result(quote.Fee.Fen, [.. quote.Charges.Select(Tier.Of)], quote.Citation),
            () => output.Say("command.fee", quote.Fee, quote.Citation));

    private sealed record Result(long FeeFen, IReadOnlyList<Tier> Tiers, string Citation);

    private sealed record Tier(
        long FromFen, long? UpToFen, long AmountFen, [property: JsonPropertyName("rate_per_100000")] long RatePer100000, decimal ExactFen)
    {
        public static Tier Of(TierCharge charge) =>
            new(charge.From.Fen, charge.UpTo?.Fen, charge.Amount.Fen, charge.RatePer100000, charge.ExactFen);
    }
}

using System.CommandLine;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Commands;

/// <summary>
/// <c>checkpoint DIGEST</c>: whether a digest that was mailed belongs to a checkpoint of this installation, and whether the chain still agrees. Exits
/// with 1 where it does not. Counts and sums are not told.
/// </summary>
internal static class CheckpointCommand
{
    private sealed record Answer(bool Known, string? Chain, DateOnly? MadeOn, bool Holds);

    public static Command Create(VerbOptions options)
    {
        var digest = new Argument<string>("DIGEST") { Description = options.Describe("checkpoint-digest") };
        var command = new Command("checkpoint", options.Describe("checkpoint")) { digest };
        command.SetAction(async (parsed, ct) => await RunAsync(parsed.GetRequiredValue(digest), options.OutputOf(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(string text, VerbOutput output, CancellationToken ct)
    {
        var digest = CheckpointQueries.ReadDigest(text) ?? throw new RuleBrokenException(CommandRules.NotADigest);
        await using var services = VerbHost.Build(VerbHost.Settings(), new BusinessClock(TimeProvider.System));
        await using var scope = services.CreateAsyncScope();
        await DatabaseCommands.RequireMigratedAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), ct);
        var known = await scope.ServiceProvider.GetRequiredService<CheckpointQueries>().FindAsync(digest, ct);
        output.Answer(
            new Answer(known is not null, known?.Chain, known?.MadeOn, known is { Holds: true }),
            () => known is null ? output.Say("checkpoint.unknown") : output.Say($"checkpoint.{(known.Holds ? "holds" : "broken")}", output.Say($"checkpoint.chain.{known.Chain}"), known.MadeOn));
        return known is { Holds: true } ? 0 : 1;
    }
}

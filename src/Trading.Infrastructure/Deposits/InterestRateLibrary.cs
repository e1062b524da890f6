using System.Text.Json;
using Trading.Domain.Deposits;
using Trading.Domain.Rulebooks;

namespace Trading.Infrastructure.Deposits;

/// <summary>The rate tables shipped with the binaries (db/interest-rates).</summary>
public sealed class InterestRateLibrary
{
    private readonly Dictionary<string, InterestRates> _tables;

    private InterestRateLibrary(Dictionary<string, InterestRates> tables) => _tables = tables;

    public static InterestRateLibrary Load() =>
        new(EmbeddedData.Names("interest-rates").Select(Read).ToDictionary(t => t.Key, t => new InterestRates(t.Key, t.Rates)));

    /// <summary>The table of a key, such as <c>demand-deposit</c>; the rulebook names it, so an unknown one is a bug of the data.</summary>
    public InterestRates Get(string key) =>
        _tables.TryGetValue(key, out var table) ? table : throw new KeyNotFoundException($"No interest table {key}.");

    private static TableFile Read(string name)
    {
        using var stream = EmbeddedData.Open(name);
        return JsonSerializer.Deserialize<TableFile>(stream, RuleJson.Options) ?? throw new JsonException($"{name} is empty.");
    }

    private sealed record TableFile(string Key, RuleTag Tag, string Note, IReadOnlyList<InterestRate> Rates);
}

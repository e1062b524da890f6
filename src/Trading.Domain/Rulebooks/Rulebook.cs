using System.Text.Json;
using Trading.Domain.Calendar;
using Trading.Domain.Shared;

namespace Trading.Domain.Rulebooks;

/// <summary>
/// The rules of one line as they bind one project: national, centre and project layer resolved. Immutable; stored as JSON with its hash when the
/// project is published, and read from there ever after.
/// </summary>
public sealed class Rulebook
{
    private readonly SortedDictionary<string, Rule> _rules;

    public Rulebook(string name, IEnumerable<Rule> rules)
    {
        Name = name;
        _rules = new SortedDictionary<string, Rule>(rules.ToDictionary(r => r.Key), StringComparer.Ordinal);
        Hash = Convert.ToHexStringLower(Canonical().Sha256());
    }

    /// <summary>The name of the national rulebook it was resolved from, such as <c>construction</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256 over the name and all rows in order of their keys, in lower-case hex.</summary>
    public string Hash { get; }

    public IReadOnlyCollection<Rule> Rules => _rules.Values;

    /// <summary>The row of a key; a key that the book does not have is a bug of the caller and named in the exception.</summary>
    public Rule Get(string key) =>
        _rules.TryGetValue(key, out var rule) ? rule : throw new KeyNotFoundException($"Rulebook {Name} has no rule {key}.");

    /// <summary>The row of a key; null where the line has no such rule.</summary>
    public Rule? Find(string key) => _rules.GetValueOrDefault(key);

    /// <summary>Counts the period of a rule from a day (back from it where the rule says "before").</summary>
    public CitedPeriod Period(string key, WorkCalendar calendar, DateOnly from)
    {
        var rule = Get(key);
        return new CitedPeriod(PeriodCalculator.Calculate(calendar, from, rule.Period), rule);
    }

    /// <summary>The rows that the centre has yet to confirm or replace.</summary>
    public IReadOnlyList<Rule> Unconfirmed() => [.. Rules.Where(r => r.IsUnconfirmed)];

    /// <summary>Refuses to publish under an unconfirmed row and names them all.</summary>
    /// <exception cref="RuleBrokenException"><see cref="RulebookRules.Unconfirmed"/></exception>
    public void RequireConfirmed()
    {
        if (Unconfirmed() is { Count: > 0 } rows)
        {
            throw new RuleBrokenException(RulebookRules.Unconfirmed, string.Join("、", rows.Select(r => r.Key)));
        }
    }

    /// <summary>The whole book as JSON; <see cref="FromJson"/> gives a book with the same hash.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Stored(Name, [.. Rules]), RuleJson.Options);

    public static Rulebook FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, RuleJson.Options) ?? throw new JsonException("A stored rulebook is not null.");
        return new Rulebook(stored.Name, stored.Rules);
    }

    private CanonicalBytes Canonical() => Rules.Aggregate(new CanonicalBytes().Add(Name).Add(_rules.Count), (bytes, rule) => rule.AddTo(bytes));

    private sealed record Stored(string Name, IReadOnlyList<Rule> Rules);
}

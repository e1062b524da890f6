using System.Text.Json;
using Trading.Domain.Rulebooks;

namespace Trading.Infrastructure.Rulebooks;

/// <summary>
/// The national layer, as shipped with the binaries (db/rulebooks). A book extends another: a row takes the place of all rows of its key below it.
/// </summary>
public sealed class RulebookLibrary
{
    private const string CommonBook = "national-common";

    private readonly Dictionary<string, IReadOnlyList<Rule>> _books;

    private RulebookLibrary(Dictionary<string, IReadOnlyList<Rule>> books) => _books = books;

    /// <summary>Reads and checks the embedded files; a malformed row is a bug of the release and stops the start, naming file and key.</summary>
    public static RulebookLibrary Load()
    {
        var files = EmbeddedData.Names("rulebooks").Select(Read).ToDictionary(f => f.Rulebook);
        return new RulebookLibrary(files.Keys.ToDictionary(name => name, name => Rows(files, name)));
    }

    public IReadOnlyCollection<string> Names => _books.Keys;

    /// <summary>All dated rows of a book, those of the book it extends included.</summary>
    public IReadOnlyList<Rule> National(string rulebook) =>
        _books.TryGetValue(rulebook, out var rows) ? rows : throw new KeyNotFoundException($"No rulebook {rulebook}.");

    /// <summary>The national row of a key on a day, from the book that its line names (<c>construction.…</c>); null where there is none.</summary>
    public Rule? Find(string key, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(key);
        var line = key.Split('.')[0];
        var book = line == "common" ? CommonBook : line;
        return _books.GetValueOrDefault(book)?.SingleOrDefault(r => r.Key == key && r.IsInForce(on));
    }

    /// <inheritdoc cref="RulebookResolver.Resolve"/>
    public Rulebook Resolve(string rulebook, DateOnly on, IEnumerable<CentreRule> centre, IEnumerable<ProjectSetting> project) =>
        RulebookResolver.Resolve(rulebook, National(rulebook), centre, project, on);

    private static BookFile Read(string file)
    {
        using var stream = EmbeddedData.Open(file);
        var book = JsonSerializer.Deserialize<BookFile>(stream, RuleJson.Options) ?? throw new JsonException($"{file} is empty.");
        var wrong = book.Rules.FirstOrDefault(r => !RuleValue.IsWellFormed(r.Unit, r.Value));
        return wrong is null ? book : throw new JsonException($"{file}: {wrong.Key} is {wrong.Value}, which is no {wrong.Unit}.");
    }

    private static IReadOnlyList<Rule> Rows(Dictionary<string, BookFile> files, string name)
    {
        var book = files[name];
        var replaced = book.Rules.Select(r => r.Key).ToHashSet();
        var below = book.Extends is null ? [] : Inherited(Rows(files, book.Extends), book.InheritsAsOf);
        return [.. below.Where(r => !replaced.Contains(r.Key)), .. book.Rules];
    }

    /// <summary>The rows below, or those in force on one day, from then on and ever before: simulated days may lie before the law.</summary>
    private static IEnumerable<Rule> Inherited(IReadOnlyList<Rule> below, DateOnly? asOf) =>
        asOf is not { } day ? below : below.Where(r => r.IsInForce(day)).Select(r => r with { EffectiveFrom = DateOnly.MinValue, EffectiveTo = null });

    private sealed record BookFile(string Rulebook, IReadOnlyList<Rule> Rules, string? Extends = null, DateOnly? InheritsAsOf = null);
}

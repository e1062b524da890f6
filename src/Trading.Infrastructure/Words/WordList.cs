using System.Reflection;
using System.Text.Json;

namespace Trading.Infrastructure;

/// <summary>
/// Keys with their sentence in each language. A file is one JSON object, <c>"key": ["中文", "English"]</c>; a key may stand in one file only,
/// and in that file once.
/// </summary>
public sealed class WordList
{
    private readonly Dictionary<string, string[]> _words = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Keys => _words.Keys;

    public bool Has(string key) => _words.ContainsKey(key);

    /// <summary>The unfilled sentence, or null where there is none.</summary>
    public string? Find(string key, WordsLanguage language) => _words.TryGetValue(key, out var both) ? both[(int)language] : null;

    /// <summary>All word files embedded in an assembly under a prefix.</summary>
    /// <exception cref="FormatException">A key stands twice, or a line is not a pair of texts.</exception>
    public static WordList Embedded(Assembly assembly, string prefix)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var list = new WordList();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(file);
            list.Add(name, json.RootElement);
        }

        return list;
    }

    /// <summary>Adds one file; <paramref name="file"/> is named in the refusal.</summary>
    /// <exception cref="FormatException">A key stands twice, or a line is not a pair of texts.</exception>
    public void Add(string file, JsonElement root)
    {
        // EnumerateObject keeps a repeated name, where a dictionary would let the last one win in silence.
        foreach (var line in root.EnumerateObject())
        {
            if (!_words.TryAdd(line.Name, Pair(file, line)))
            {
                throw new FormatException($"{file}: the key '{line.Name}' stands twice.");
            }
        }
    }

    private static string[] Pair(string file, JsonProperty line)
    {
        var pair = line.Value.ValueKind == JsonValueKind.Array
            ? line.Value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).ToArray()
            : [];
        return pair.Length == 2 && line.Value.GetArrayLength() == 2
            ? pair
            : throw new FormatException($"{file}: '{line.Name}' needs its Chinese and its English text.");
    }
}

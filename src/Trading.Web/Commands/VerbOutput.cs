using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Trading.Infrastructure;

namespace Trading.Web.Commands;

/// <summary>
/// How a verb answers: with --json one JSON object and nothing else on standard output, names in snake_case; without it a sentence in the
/// language asked for. Refusals go to standard error.
/// </summary>
public sealed class VerbOutput(TextWriter output, bool json, WordsLanguage language)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public WordsLanguage Language => language;

    /// <summary>The answer: <paramref name="result"/> as JSON, or its sentence.</summary>
    public void Answer<T>(T result, Func<string> sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        output.WriteLine(json ? JsonSerializer.Serialize(result, Options) : sentence());
    }

    public string Say(string key, params object[] args) => Words.Get(key, language, args);
}

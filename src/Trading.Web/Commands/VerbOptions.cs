using System.CommandLine;
using Trading.Infrastructure;

namespace Trading.Web.Commands;

/// <summary>The options that every verb has.</summary>
public sealed class VerbOptions
{
    private const string LanguageName = "--lang";

    private readonly WordsLanguage _language;
    private readonly Option<bool> _json;
    private readonly Option<string> _lang;

    /// <param name="language">The language of the help texts, known before the line is parsed; see <see cref="LanguageOf"/>.</param>
    public VerbOptions(WordsLanguage language)
    {
        _language = language;
        _json = new Option<bool>("--json") { Recursive = true, Description = Describe("json") };
        _lang = new Option<string>(LanguageName) { Recursive = true, Description = Describe("lang") };
        _lang.AcceptOnlyFromAmong("zh", "en");
    }

    public IEnumerable<Option> All => [_json, _lang];

    /// <summary>The text of the help page for a verb or an option, from the words.</summary>
    public string Describe(string name) => Words.Get($"command.help.{name}", _language);

    public VerbOutput OutputOf(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return new VerbOutput(parsed.InvocationConfiguration.Output, parsed.GetValue(_json), _language);
    }

    /// <summary>English where the line says <c>--lang en</c>, else Chinese.</summary>
    public static WordsLanguage LanguageOf(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var isEnglish = args.Contains($"{LanguageName}=en") || args.Zip(args.Skip(1)).Any(pair => pair is (LanguageName, "en"));
        return isEnglish ? WordsLanguage.English : WordsLanguage.Chinese;
    }
}

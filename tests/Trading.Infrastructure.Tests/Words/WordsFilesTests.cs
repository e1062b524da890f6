using System.Reflection;
using System.Text.RegularExpressions;
using Trading.Domain.Shared;
using Trading.Infrastructure.Mail;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests;

/// <summary>The words files against themselves and against the source that names their keys.</summary>
public sealed partial class WordsFilesTests
{
    private static readonly string Source = Path.Combine(Checkout.Root, "src");

    [Fact]
    public void EveryKey_InBothLanguages_SaysSomething() =>
        AssertNone(Words.Keys.Where(k => string.IsNullOrWhiteSpace(Chinese(k)) || string.IsNullOrWhiteSpace(English(k))), "has an empty text");

    [Fact]
    public void EveryKindOfMail_HasANameInTheAdministratorsList() => AssertNone(
        typeof(MailKinds).GetFields().Select(f => $"jobs.mail-kind.{f.GetRawConstantValue()}").Where(key => !Words.Keys.Contains(key)), "has no words");

    [Fact]
    public void EveryKey_InBothLanguages_HasTheSamePlaceholders() =>
        AssertNone(Words.Keys.Where(k => !Placeholders(Chinese(k)).SetEquals(Placeholders(English(k)))), "has different placeholders");

    [Fact]
    public void EveryChineseText_BesideHanCharacters_HasFullWidthPunctuation() =>
        AssertNone(Words.Keys.Where(k => HalfWidthBesideHan().IsMatch(Chinese(k))), "has half-width punctuation in Chinese");

    [Fact]
    public void EveryEnglishText_HasNoChinesePunctuation() =>
        AssertNone(Words.Keys.Where(k => FullWidth().IsMatch(English(k))), "has full-width punctuation in English");

    [Fact]
    public void EveryKeyNamedInSource_HasWords() =>
        AssertNone(KeysNamed().Where(k => !Words.Has(k)), "is named in the source but has no words");

    [Fact]
    public void EveryKey_IsNamedInSource()
    {
        var code = Files().Select(Code).ToList();
        var literals = code.SelectMany(c => Literal().Matches(c).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var prefixes = code.SelectMany(c => Prefix().Matches(c).Select(m => m.Groups[1].Value)).Append("rule.").Append("enum.").Distinct().ToList();

        AssertNone(Words.Keys.Where(k => !literals.Contains(k) && !prefixes.Exists(p => k.StartsWith(p, StringComparison.Ordinal))), "is used nowhere");
    }

    [Fact]
    public void EveryRule_HasItsSentence_AndEverySentenceItsRule()
    {
        var rules = RuleCodes().ToHashSet(StringComparer.Ordinal);
        var sentences = Words.Keys.Where(k => k.StartsWith("rule.", StringComparison.Ordinal)).Select(k => k["rule.".Length..]).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(rules);
        // A rule that sorts bids rather than refusing a request (a reason for rejection) stands under its bare code.
        AssertNone(rules.Except(sentences).Where(r => !Words.Has(r)), "is a rule without a sentence");
        AssertNone(sentences.Except(rules), "is a sentence without a rule");
    }

    [Fact]
    public void EveryEnumWord_NamesAMember_AndAnEnumIsNamedWhole()
    {
        var enums = Types().Where(t => t.IsEnum).ToLookup(t => t.Name, StringComparer.Ordinal);

        foreach (var type in Words.Keys.Where(k => k.StartsWith("enum.", StringComparison.Ordinal)).GroupBy(k => k.Split('.')[1]))
        {
            var members = enums[type.Key].SelectMany(Enum.GetNames).ToHashSet(StringComparer.Ordinal);
            AssertNone(members.Select(m => $"enum.{type.Key}.{m}").Except(type), "is a member without a word");
            AssertNone(type.Where(k => !members.Contains(k.Split('.')[2])), "names no member");
        }
    }

    private static string Chinese(string key) => Find(key, WordsLanguage.Chinese);

    private static string English(string key) => Find(key, WordsLanguage.English);

    // The unfilled text: Words.Get would complain about missing arguments.
    private static readonly WordList All = WordList.Embedded(typeof(Words).Assembly, "words/");

    private static string Find(string key, WordsLanguage language) => All.Find(key, language)!;

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    private static IEnumerable<Type> Types() =>
        new[] { typeof(Money).Assembly, typeof(Words).Assembly }.SelectMany(a => a.GetTypes());

    private static IEnumerable<string> RuleCodes() => Types()
        .Where(t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Rules", StringComparison.Ordinal))
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(f => f.IsLiteral && f.FieldType == typeof(string))
        .Select(f => (string)f.GetRawConstantValue()!)
        .Concat(RuleCodesOfTheWeb());

    // These tests do not reach the site's assembly; its catalogues are files called after them.
    private static IEnumerable<string> RuleCodesOfTheWeb() => Files()
        .Where(f => f.Contains("/Trading.Web/", StringComparison.Ordinal) && f.EndsWith("Rules.cs", StringComparison.Ordinal))
        .SelectMany(f => Literal().Matches(Code(f)).Select(m => m.Groups[1].Value));

    private static IEnumerable<string> KeysNamed() => Files()
        .SelectMany(f => Named().Matches(Code(f)).SelectMany(m => m.Groups[1].Captures))
        .Select(c => c.Value)
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    // Without comment lines: their examples name keys that are nobody's.
    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static void AssertNone(IEnumerable<string> keys, string complaint)
    {
        var found = keys.Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Select(k => $"'{k}' {complaint}")));
    }

    [GeneratedRegex(@"(?<!\{)\{\d+(:[^}]*)?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\p{L})")]
    private static partial Regex HalfWidthBesideHan();

    [GeneratedRegex(@"[，。；：！？（）、]")]
    private static partial Regex FullWidth();

    [GeneratedRegex("\"([a-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)+)\"")]
    private static partial Regex Literal();

    // The beginning of keys that are put together from a prefix and a name: $"command.help.{name}".
    [GeneratedRegex("\\$\"([a-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)*\\.)\\{")]
    private static partial Regex Prefix();

    // The ways a key is named: Words.Get("…"), Html.W("…"), Html.Page("…").Crumb("…"), this.Refused("…"), <w key="…">, any …-key="…" attribute of a
    // tag helper, and the texts of form attributes.
    [GeneratedRegex("(?:Words\\.Get\\(|\\bW\\(|\\bPage\\(|\\bCrumb\\(|\\bRefused\\(|\\bkey=|-key=|\\[Display\\(Name = |ErrorMessage = )\"([a-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)+)\"")]
    private static partial Regex Named();
}

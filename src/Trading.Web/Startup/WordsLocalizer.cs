using Microsoft.Extensions.Localization;
using Trading.Infrastructure;

namespace Trading.Web.Startup;

/// <summary>Lets form attributes hold keys: <c>[Display(Name = "parties.name")]</c>, <c>[Required(ErrorMessage = "parties.name-missing")]</c>.</summary>
internal sealed class WordsLocalizer : IStringLocalizer
{
    public static readonly WordsLocalizer Instance = new();

    public LocalizedString this[string name] => this[name, []];

    public LocalizedString this[string name, params object[] arguments] =>
        new(name, Words.Get(name, WordsLanguages.Current, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => Words.Keys.Select(key => this[key]);
}

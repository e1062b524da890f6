using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Infrastructure;

namespace Trading.Web.Shared;

/// <summary>The values of an enumeration to choose from, in the reader's words.</summary>
public static class EnumChoices
{
    public static IEnumerable<SelectListItem> Of<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => new SelectListItem(Words.Of(value, WordsLanguages.Current), value.ToString()));
}

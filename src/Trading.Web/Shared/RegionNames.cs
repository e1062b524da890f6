using Trading.Infrastructure;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared;

/// <summary>Regions in the language of the page; one without a name here is shown by its code.</summary>
public static class RegionNames
{
    public static string NameOf(this Regions regions, string code)
    {
        ArgumentNullException.ThrowIfNull(regions);
        return (regions.Find(code), WordsLanguages.Current) switch
        {
            (null, _) => code,
            ({ } region, WordsLanguage.Chinese) => region.NameZh,
            ({ } region, WordsLanguage.English) => region.NameEn,
        };
    }
}

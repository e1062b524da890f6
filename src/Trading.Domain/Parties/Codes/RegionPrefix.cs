namespace Trading.Domain.Parties.Codes;

/// <summary>
/// The first two digits of a region code of GB/T 2260: the province. Only these are checked inside other codes: counties are renamed and
/// abolished, but the codes issued under them live on.
/// </summary>
public static class RegionPrefix
{
    /// <summary>The region of demonstration codes; real codes never carry it.</summary>
    public const string Demo = "000000";

    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    ];

    /// <summary>True when the six digits begin with a province, autonomous region, municipality or special administrative region.</summary>
    public static bool IsProvince(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return region.Length == 6 && region.All(char.IsAsciiDigit) && Provinces.Contains(region[..2]);
    }
}

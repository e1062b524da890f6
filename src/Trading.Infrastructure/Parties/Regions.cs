using CsvHelper;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// The regions that the site can name: the provinces of China, the prefectures of Jiangxi and the counties of Yingtan (db/regions.csv). Codes of
/// other places are well formed but have no name here.
/// </summary>
public sealed class Regions
{
    private readonly Dictionary<string, Region> _byCode;

    private Regions(IEnumerable<Region> regions) => _byCode = regions.ToDictionary(r => r.Code);

    public IReadOnlyCollection<Region> All => _byCode.Values;

    /// <summary>The list embedded in this assembly.</summary>
    public static Regions Load()
    {
        using var csv = CsvReader.Create(EmbeddedData.Open("regions.csv"));
        return new Regions(Rows(csv));
    }

    /// <summary>Whether the code begins with that of a province; of places in it the list names only some.</summary>
    public bool IsOfAProvince(string code) => code is { Length: 6 } && _byCode.ContainsKey($"{code[..2]}0000");

    public Region? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The code in use today for a code on an old record, such as 360603 for 360622; any other code is returned as it is.</summary>
    public string Current(string code) => Find(code)?.ReplacedBy ?? code;

    private static IEnumerable<Region> Rows(CsvReader csv)
    {
        csv.ReadHeader();
        while (csv.Read())
        {
            yield return new Region(csv.GetString("code"), csv.GetString("name_zh"), csv.GetString("name_en"), csv.GetString("replaced_by") is { Length: > 0 } code ? code : null);
        }
    }
}

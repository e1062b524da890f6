using Trading.Domain.Shared;

namespace Trading.Domain.Parties;

/// <summary>
/// A trading centre (交易中心). Projects, bank accounts, ledgers, number series, rooms, posts and the choice of fee schedule belong to one, and its
/// staff see only what is its own.
/// </summary>
public sealed class Centre
{
    private Centre(string code, string nameZh, string nameEn, CentreKind kind, long? parentId)
    {
        Code = code;
        NameZh = nameZh;
        NameEn = nameEn;
        Kind = kind;
        ParentId = parentId;
    }

    public long Id { get; private set; }

    /// <summary>Short and fixed: it begins the centre's project numbers.</summary>
    public string Code { get; private set; }
    public string NameZh { get; private set; }
    public string NameEn { get; private set; }
    public CentreKind Kind { get; private set; }
    public long? ParentId { get; private set; }
    public long Version { get; private set; }

    /// <summary>Founds a centre below <paramref name="parent"/>: a county below a city, a branch below either, a city below none.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.CentreParent"/>.</exception>
    public static Centre Found(string code, string nameZh, string nameEn, CentreKind kind, Centre? parent)
    {
        var fits = kind switch
        {
            CentreKind.City => parent is null,
            CentreKind.County => parent is { Kind: CentreKind.City },
            CentreKind.Branch => parent is { Kind: CentreKind.City or CentreKind.County },
        };
        return fits ? new Centre(code, nameZh, nameEn, kind, parent?.Id) : throw new RuleBrokenException(PartiesRules.CentreParent);
    }
}

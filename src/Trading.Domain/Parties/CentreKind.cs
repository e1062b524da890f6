namespace Trading.Domain.Parties;

/// <summary>The level of a trading centre.</summary>
public enum CentreKind
{
    /// <summary>市级中心: has no parent.</summary>
    City,

    /// <summary>县（市、区）中心: below a city.</summary>
    County,

    /// <summary>分中心: below a city or a county.</summary>
    Branch,
}

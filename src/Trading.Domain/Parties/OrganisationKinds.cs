namespace Trading.Domain.Parties;

/// <summary>The parts an organisation may take. One registration may take several. The numbers are stored: never renumber.</summary>
[Flags]
public enum OrganisationKinds
{
    None = 0,

    /// <summary>招标人、采购人、转让方、出让人.</summary>
    Owner = 1,

    /// <summary>代理机构.</summary>
    Agency = 2,

    /// <summary>投标人、供应商、竞买人、受让方.</summary>
    Bidder = 4,
}

public static class OrganisationKindsRoles
{
    /// <summary>The roles that an organisation's people hold by its kinds.</summary>
    public static IEnumerable<string> ToRoles(this OrganisationKinds kinds)
    {
        if (kinds.HasFlag(OrganisationKinds.Owner))
        {
            yield return Roles.Owner;
        }

        if (kinds.HasFlag(OrganisationKinds.Agency))
        {
            yield return Roles.Agency;
        }

        if (kinds.HasFlag(OrganisationKinds.Bidder))
        {
            yield return Roles.Bidder;
        }
    }
}

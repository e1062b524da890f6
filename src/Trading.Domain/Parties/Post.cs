using Trading.Domain.Shared;

namespace Trading.Domain.Parties;

/// <summary>
/// A post (岗位) of a centre with its holder and a deputy (A/B岗): a step of a procedure belongs to a post, and either of the two may do it,
/// so that nothing waits for one person's return.
/// </summary>
public sealed class Post
{
    private Post(long centreId, string key, string nameZh, string nameEn)
    {
        CentreId = centreId;
        Key = key;
        NameZh = nameZh;
        NameEn = nameEn;
    }

    public long Id { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>What procedures call the post, such as <c>intake</c>; unique in its centre.</summary>
    public string Key { get; private set; }
    public string NameZh { get; private set; }
    public string NameEn { get; private set; }

    /// <summary>A岗.</summary>
    public long? HolderUserId { get; private set; }

    /// <summary>B岗.</summary>
    public long? DeputyUserId { get; private set; }
    public long Version { get; private set; }

    public static Post Create(long centreId, string key, string nameZh, string nameEn) => new(centreId, key, nameZh, nameEn);

    /// <summary>Names who holds the post and who stands in. That both are of this centre is checked by the caller, who knows the people.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.DeputyIsHolder"/>, <see cref="PartiesRules.DeputyWithoutHolder"/>.</exception>
    public void Assign(long? holderUserId, long? deputyUserId)
    {
        if (deputyUserId is not null && holderUserId is null)
        {
            throw new RuleBrokenException(PartiesRules.DeputyWithoutHolder);
        }

        if (deputyUserId is not null && deputyUserId == holderUserId)
        {
            throw new RuleBrokenException(PartiesRules.DeputyIsHolder);
        }

        HolderUserId = holderUserId;
        DeputyUserId = deputyUserId;
        Version++;
    }

    /// <summary>True for the holder and the deputy alike.</summary>
    public bool IsServedBy(long userId) => HolderUserId == userId || DeputyUserId == userId;
}

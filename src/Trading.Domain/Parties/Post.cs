using Trading.Domain.Shared;
using Trading.Domain.Supervision;

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

    /// <summary>What procedures call the post: one of <see cref="Posts.OfCentre"/>; unique in its centre.</summary>
    public string Key { get; private set; }
    public string NameZh { get; private set; }
    public string NameEn { get; private set; }

    /// <summary>A岗.</summary>
    public long? HolderUserId { get; private set; }

    /// <summary>B岗.</summary>
    public long? DeputyUserId { get; private set; }
    public long Version { get; private set; }

    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.PostKeyUnknown"/>: no procedure has work for such a post.</exception>
    public static Post Create(long centreId, string key, string nameZh, string nameEn) => Posts.OfCentre.Contains(key)
        ? new(centreId, key, nameZh, nameEn)
        : throw new RuleBrokenException(PartiesRules.PostKeyUnknown, key);

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
}

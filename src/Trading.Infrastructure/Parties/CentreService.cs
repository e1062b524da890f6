using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>Centres and their posts, kept by administrators.</summary>
public sealed class CentreService(TradingDbContext db, TimeProvider clock)
{
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.CentreParent"/>, <see cref="PartiesRules.CentreCodeTaken"/>.</exception>
    public async Task<long> FoundAsync(FoundCentre input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var parent = input.ParentId is { } id ? await db.Set<Centre>().SingleAsync(c => c.Id == id, ct) : null;
        var centre = Centre.Found(input.Code, input.NameZh, input.NameEn, input.Kind, parent);
        await StoreAsync(
            centre, () => new PartyEvent(PartySubject.Centre, centre.Id, PartyEvents.CentreFounded, centre.Code, input.ByUserId, clock.NowUtc()),
            PartiesRules.CentreCodeTaken, centre.Code, ct);
        return centre.Id;
    }

    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.PostKeyUnknown"/>, <see cref="PartiesRules.PostKeyTaken"/>.</exception>
    public async Task<long> CreatePostAsync(CreatePost input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var post = Post.Create(input.CentreId, input.Key, input.NameZh, input.NameEn);
        await StoreAsync(
            post, () => new PartyEvent(PartySubject.Post, post.Id, PartyEvents.PostCreated, post.Key, input.ByUserId, clock.NowUtc()),
            PartiesRules.PostKeyTaken, post.Key, ct);
        return post.Id;
    }

    /// <summary>
    /// Names holder (A岗) and deputy (B岗) of a post, both of the post's centre and neither disabled. The post's open steps are theirs from now on;
    /// finished ones keep the people that they had.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="PartiesRules.NotOfThisCentre"/>, <see cref="PartiesRules.DeputyIsHolder"/>, <see cref="PartiesRules.DeputyWithoutHolder"/>,
    /// <see cref="SharedRules.ChangedMeanwhile"/>.
    /// </exception>
    public async Task AssignPostAsync(AssignPost input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var post = await db.Set<Post>().SingleAsync(p => p.Id == input.PostId, ct);
        if (post.Version != input.Version)
        {
            throw new RuleBrokenException(SharedRules.ChangedMeanwhile);
        }

        await EnsureOfCentreAsync(post.CentreId, input.HolderUserId, ct);
        await EnsureOfCentreAsync(post.CentreId, input.DeputyUserId, ct);
        post.Assign(input.HolderUserId, input.DeputyUserId);
        await HandOverAsync(post, ct);
        db.Add(new PartyEvent(PartySubject.Post, post.Id, PartyEvents.PostAssigned, await NamesAsync(post, ct), input.ByUserId, clock.NowUtc()));
        await db.SaveOrChangedMeanwhileAsync(ct);
    }

    /// <summary>Open steps follow the post: what lies on a desk belongs to who sits there now.</summary>
    private async Task HandOverAsync(Post post, CancellationToken ct)
    {
        var steps = await db.Set<ProcedureStep>().Where(s => s.CentreId == post.CentreId && s.Post == post.Key && s.DoneAtUtc == null).ToListAsync(ct);
        steps.ForEach(step => step.Assign(post.HolderUserId, post.DeputyUserId));
    }

    private async Task EnsureOfCentreAsync(long centreId, long? userId, CancellationToken ct)
    {
        if (userId is not null && !await db.Users.AnyAsync(u => u.Id == userId && u.CentreId == centreId && u.DisabledAtUtc == null, ct))
        {
            throw new RuleBrokenException(PartiesRules.NotOfThisCentre);
        }
    }

    private async Task<string> NamesAsync(Post post, CancellationToken ct)
    {
        var names = await db.Users.Where(u => u.Id == post.HolderUserId || u.Id == post.DeputyUserId)
            .OrderBy(u => u.Id == post.DeputyUserId).Select(u => u.DisplayName).ToListAsync(ct);
        return string.Join(" / ", names);
    }

    // The event names the record's id, which the database gives: two saves, one transaction.
    private Task StoreAsync(object record, Func<PartyEvent> told, string takenRule, string key, CancellationToken ct) => db.InTransactionAsync(
        async () =>
        {
            db.Add(record);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (e.IsDuplicateKey())
            {
                throw new RuleBrokenException(takenRule, key);
            }

            db.Add(told());
            await db.SaveChangesAsync(ct);
        },
        ct);
}

public sealed record FoundCentre
{
    public required string Code { get; init; }
    public required string NameZh { get; init; }
    public required string NameEn { get; init; }
    public required CentreKind Kind { get; init; }
    public required long? ParentId { get; init; }
    public required long ByUserId { get; init; }
}

public sealed record CreatePost
{
    public required long CentreId { get; init; }
    public required string Key { get; init; }
    public required string NameZh { get; init; }
    public required string NameEn { get; init; }
    public required long ByUserId { get; init; }
}

public sealed record AssignPost
{
    public required long PostId { get; init; }
    public required long? HolderUserId { get; init; }
    public required long? DeputyUserId { get; init; }
    public required long Version { get; init; }
    public required long ByUserId { get; init; }
}

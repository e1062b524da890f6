using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>Centres, posts and who serves in them.</summary>
public sealed class CentreQueries(TradingDbContext db)
{
    /// <param name="onlyCentreId">An administrator's own centre; null for one of the whole platform.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<List<CentreRow>> CentresAsync(long? onlyCentreId, CancellationToken ct) =>
        db.Set<Centre>().AsNoTracking().Where(c => onlyCentreId == null || c.Id == onlyCentreId)
            .OrderBy(c => c.Code)
            .Select(c => new CentreRow(
                c.Id, c.Code, c.NameZh, c.NameEn, c.Kind, c.ParentId, db.Set<Post>().Count(p => p.CentreId == c.Id)))
            .ToListAsync(ct);

    public Task<Centre?> FindAsync(long centreId, CancellationToken ct) =>
        db.Set<Centre>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == centreId, ct);

    public Task<List<PostRow>> PostsAsync(long centreId, CancellationToken ct) =>
        Rows(db.Set<Post>().Where(p => p.CentreId == centreId).OrderBy(p => p.Key)).ToListAsync(ct);

    public Task<PostRow?> FindPostAsync(long postId, CancellationToken ct) =>
        Rows(db.Set<Post>().Where(p => p.Id == postId)).SingleOrDefaultAsync(ct);

    /// <summary>People of a centre who may be given a post.</summary>
    public Task<List<PersonChoice>> PeopleAsync(long centreId, CancellationToken ct) =>
        db.Users.AsNoTracking().Where(u => u.CentreId == centreId && u.DisabledAtUtc == null).OrderBy(u => u.DisplayName)
            .Select(u => new PersonChoice(u.Id, u.DisplayName)).ToListAsync(ct);

    private IQueryable<PostRow> Rows(IQueryable<Post> posts) =>
        posts.AsNoTracking().Select(p => new PostRow(
            p.Id, p.CentreId, p.Key, p.NameZh, p.NameEn,
            p.HolderUserId, db.Users.Where(u => u.Id == p.HolderUserId).Select(u => u.DisplayName).FirstOrDefault(),
            p.DeputyUserId, db.Users.Where(u => u.Id == p.DeputyUserId).Select(u => u.DisplayName).FirstOrDefault(),
            p.Version));
}

public sealed record CentreRow(long Id, string Code, string NameZh, string NameEn, CentreKind Kind, long? ParentId, int Posts);

public sealed record PostRow(
    long Id, long CentreId, string Key, string NameZh, string NameEn,
    long? HolderUserId, string? Holder, long? DeputyUserId, string? Deputy, long Version);

public sealed record PersonChoice(long Id, string DisplayName);

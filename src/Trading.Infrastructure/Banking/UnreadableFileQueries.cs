using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>A statement file that could not be read: its name as delivered, the account and its bank's form, and why.</summary>
/// <remarks><c>Reason</c>: the words key, filled by <c>Values</c>. <c>EndedBecause</c>: null where a later import could read it.</remarks>
public sealed record UnreadableFileItem(
    Guid Id, string Name, string AccountNumber, IReadOnlyList<string> ProfileName, string Reason, IReadOnlyList<string> Values, DateTime ReceivedAtUtc, string? EndedBy,
    DateTime? EndedAtUtc, string? EndedBecause)
{
    public bool IsOpen => EndedAtUtc is null;
}

/// <summary>Files that could not be read, of one centre; never what stands in them.</summary>
public sealed class UnreadableFileQueries(TradingDbContext db, BankSeal seal)
{
    /// <summary>A file of the centre; null where it has none of that number.</summary>
    public async Task<UnreadableFileItem?> FindAsync(long centreId, Guid id, CancellationToken ct) =>
        (await ItemsAsync(db.Set<UnreadableFile>().Where(f => f.CentreId == centreId && f.Id == id), ct)).SingleOrDefault();

    /// <summary>Files of the centre by their numbers, the latest first.</summary>
    public Task<IReadOnlyList<UnreadableFileItem>> ListAsync(long centreId, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        ItemsAsync(db.Set<UnreadableFile>().Where(f => f.CentreId == centreId && ids.Contains(f.Id)).OrderByDescending(f => f.ReceivedAtUtc).ThenBy(f => f.Id), ct);

    private async Task<IReadOnlyList<UnreadableFileItem>> ItemsAsync(IQueryable<UnreadableFile> files, CancellationToken ct)
    {
        var rows = await (
            from file in files.AsNoTracking()
            join account in db.Set<BankAccount>() on file.BankAccountId equals account.Id
            select new
            {
                file.Id,
                file.SealedName,
                account.Number,
                file.Profile,
                file.Reason,
                file.ReasonValues,
                file.ReceivedAtUtc,
                file.EndedAtUtc,
                file.EndedBecause,
                EndedBy = db.Users.Where(u => u.Id == file.EndedBy).Select(u => u.DisplayName).FirstOrDefault(),
            }).ToListAsync(ct);
        return [.. rows.Select(r => new UnreadableFileItem(
            r.Id, seal.OpenName(r.Id, r.SealedName), r.Number, BankProfiles.Of(r.Profile).Name, r.Reason, r.ReasonValues.Length == 0 ? [] : r.ReasonValues.Split('\n'),
            r.ReceivedAtUtc, r.EndedBy, r.EndedAtUtc, r.EndedBecause))];
    }
}

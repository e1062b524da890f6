using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>A room to be opened in a centre.</summary>
public sealed record OpenRoom(long CentreId, string Code, string NameZh, string NameEn, int Capacity);

/// <summary>The rooms of centres, kept by administrators.</summary>
public sealed class RoomService(TradingDbContext db, TimeProvider clock)
{
    /// <summary>The rooms of a centre: those in use first, by code.</summary>
    public Task<List<Room>> OfCentreAsync(long centreId, CancellationToken ct) =>
        db.Set<Room>().AsNoTracking().Where(r => r.CentreId == centreId).OrderBy(r => r.IsActive ? 0 : 1).ThenBy(r => r.Code).ToListAsync(ct);

    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.RoomCodeTaken"/>.</exception>
    public async Task OpenAsync(OpenRoom input, long byUserId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        db.Add(Room.Open(input.CentreId, input.Code, input.NameZh, input.NameEn, input.Capacity));
        db.Add(new PartyEvent(PartySubject.Centre, input.CentreId, PartyEvents.RoomOpened, input.Code, byUserId, clock.NowUtc()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            throw new RuleBrokenException(PartiesRules.RoomCodeTaken, input.Code);
        }
    }

    /// <summary>Takes a room of the centre out of use; false where the centre has none of that number in use.</summary>
    public async Task<bool> RetireAsync(long centreId, long roomId, long byUserId, CancellationToken ct)
    {
        if (await db.Set<Room>().SingleOrDefaultAsync(r => r.Id == roomId && r.CentreId == centreId && r.IsActive, ct) is not { } room)
        {
            return false;
        }

        room.Retire();
        db.Add(new PartyEvent(PartySubject.Centre, centreId, PartyEvents.RoomRetired, room.Code, byUserId, clock.NowUtc()));
        await db.SaveChangesAsync(ct);
        return true;
    }
}

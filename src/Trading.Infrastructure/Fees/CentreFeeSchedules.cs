using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Fees;

/// <summary>
/// Which schedule a centre charges on which occasion and day. The shipped schedules are the national layer; an administrator sets which of them the centre
/// charges, and where nothing is set for awards the project's rulebook names one.
/// </summary>
public sealed class CentreFeeSchedules(TradingDbContext db, TimeProvider clock, FeeLibrary library)
{
    /// <summary>What has been set for a centre, the latest first.</summary>
    public Task<List<CentreFeeSchedule>> OfCentreAsync(long centreId, CancellationToken ct) =>
        db.Set<CentreFeeSchedule>().AsNoTracking().Where(s => s.CentreId == centreId).OrderByDescending(s => s.EffectiveFrom).ThenByDescending(s => s.Id).ToListAsync(ct);

    /// <exception cref="RuleBrokenException">
    /// <see cref="FeeRules.UnknownSchedule"/>, <see cref="FeeRules.NotForOccasion"/>, <see cref="FeeRules.DatesOutOfOrder"/>
    /// </exception>
    public async Task SetAsync(long centreId, FeeOccasion occasion, string key, DateOnly from, DateOnly? to, long byUserId, CancellationToken ct)
    {
        var hash = library.HashOf(key);
        if (!library.KeysFor(occasion).Contains(key))
        {
            throw new RuleBrokenException(FeeRules.NotForOccasion, key, occasion);
        }

        var nowUtc = clock.NowUtc();
        db.Add(CentreFeeSchedule.Set(centreId, occasion, key, hash, from, to, byUserId, nowUtc));
        db.Add(new PartyEvent(PartySubject.Centre, centreId, PartyEvents.FeeScheduleSet, $"{occasion} {key}", byUserId, nowUtc));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The key of the schedule that the centre charges on an occasion of a day; null where nothing is set for it.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.ScheduleChanged"/>, <see cref="FeeRules.UnknownSchedule"/></exception>
    public async Task<string?> KeyAsync(long centreId, FeeOccasion occasion, DateOnly on, CancellationToken ct)
    {
        var set = await db.Set<CentreFeeSchedule>().AsNoTracking()
            .Where(s => s.CentreId == centreId && s.Occasion == occasion && s.EffectiveFrom <= on && (s.EffectiveTo == null || s.EffectiveTo >= on))
            .OrderByDescending(s => s.EffectiveFrom).ThenByDescending(s => s.Id)
            .Select(s => new { s.ScheduleKey, s.ContentHash })
            .FirstOrDefaultAsync(ct);
        return set is null || set.ContentHash == library.HashOf(set.ScheduleKey)
            ? set?.ScheduleKey
            : throw new RuleBrokenException(FeeRules.ScheduleChanged, set.ScheduleKey);
    }
}

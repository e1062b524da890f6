using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>
/// Which fee schedule a centre charges on which occasion from when, as an administrator has set it. It is never edited: a later row takes its place from its day on. The
/// hash is that of the schedule that was set; a release that ships another under the same key is not charged by until somebody has set it again.
/// </summary>
public sealed class CentreFeeSchedule
{
    private CentreFeeSchedule(
        long centreId, FeeOccasion occasion, string scheduleKey, string contentHash, DateOnly effectiveFrom, DateOnly? effectiveTo, long setByUserId, DateTime setAtUtc)
    {
        CentreId = centreId;
        Occasion = occasion;
        ScheduleKey = scheduleKey;
        ContentHash = contentHash;
        EffectiveFrom = effectiveFrom;
        EffectiveTo = effectiveTo;
        SetByUserId = setByUserId;
        SetAtUtc = setAtUtc;
    }

    public long Id { get; private set; }
    public long CentreId { get; private set; }
    public FeeOccasion Occasion { get; private set; }
    public string ScheduleKey { get; private set; }

    /// <summary>SHA-256, lower-case hexadecimal, of the schedule in all its categories.</summary>
    public string ContentHash { get; private set; }
    public DateOnly EffectiveFrom { get; private set; }

    /// <summary>Last day; null while there is none.</summary>
    public DateOnly? EffectiveTo { get; private set; }
    public long SetByUserId { get; private set; }
    public DateTime SetAtUtc { get; private set; }

    /// <exception cref="RuleBrokenException"><see cref="FeeRules.DatesOutOfOrder"/></exception>
    public static CentreFeeSchedule Set(
        long centreId, FeeOccasion occasion, string scheduleKey, string contentHash, DateOnly from, DateOnly? to, long byUserId, DateTime nowUtc) => to < from
            ? throw new RuleBrokenException(FeeRules.DatesOutOfOrder)
            : new CentreFeeSchedule(centreId, occasion, scheduleKey, contentHash, from, to, byUserId, nowUtc);
}

namespace Trading.Domain.Fees;

/// <summary>Refusals of fee schedules.</summary>
public static class FeeRules
{
    /// <summary>{0}: what was received. A fee is taken of an amount above zero.</summary>
    public const string DealNotPositive = "fees.deal-not-positive";

    /// <summary>{0}: the key, {1}: the category, {2}: the day. No schedule of this key and category is in force on the day.</summary>
    public const string NoSchedule = "fees.no-schedule";

    /// <summary>{0}: the key. There is no fee schedule of this key.</summary>
    public const string UnknownSchedule = "fees.unknown-schedule";

    /// <summary>{0}: the key. The schedule is not the one that the centre has set: it has changed since.</summary>
    public const string ScheduleChanged = "fees.schedule-changed";

    /// <summary>The last day lies before the first.</summary>
    public const string DatesOutOfOrder = "fees.dates-out-of-order";

    /// <summary>{0}: what was received. A fee that was paid, in whole or in part, is not reversed.</summary>
    public const string AlreadyPaid = "fees.already-paid";
}

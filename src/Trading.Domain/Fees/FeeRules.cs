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

    /// <summary>{0}: what would go back, {1}: what of it can. The rest is on its way to the treasury: it goes back when the bank has answered.</summary>
    public const string Remitted = "fees.remitted";

    /// <summary>{0}: the state. What is owed back of a fee is in another state than the step needs.</summary>
    public const string RefundWrongState = "fees.refund-wrong-state";

    /// <summary>{0}: the state. Only a charge that stands is waived or adjusted.</summary>
    public const string NotOpen = "fees.not-open";

    /// <summary>{0}: the most, {1}: what was received. A fee is adjusted to another amount, above zero and within the most.</summary>
    public const string AmountNotAnother = "fees.amount-not-another";

    /// <summary>The centre has no account into which a fee could be paid.</summary>
    public const string NoAccount = "fees.no-account";

    /// <summary>{0}: the key, {1}: what was received, {2}: the categories of the schedule.</summary>
    public const string UnknownCategory = "fees.unknown-category";

    /// <summary>{0}: the key, {1}: the categories of the schedule. It has more than one, and none was named.</summary>
    public const string CategoryMissing = "fees.category-missing";

    /// <summary>{0}: the key, {1}: the sides. The schedule charges more than one, and none was named.</summary>
    public const string SideMissing = "fees.side-missing";

    /// <summary>{0}: the key, {1}: what was received, {2}: the sides that the schedule charges.</summary>
    public const string UnknownSide = "fees.unknown-side";

    /// <summary>{0}: the key, {1}: the category, {2}: what is missing, such as the months of a lease.</summary>
    public const string FactMissing = "fees.fact-missing";

    /// <summary>{0}: the key, {1}: the category, {2}: what the schedule does not look at, such as a listing price.</summary>
    public const string FactNotUsed = "fees.fact-not-used";

    /// <summary>{0}: what, {1}: the least, {2}: the most, {3}: what was received.</summary>
    public const string FactOutOfRange = "fees.fact-out-of-range";

    /// <summary>{0}: the key, {1}: the most in basis points, {2}: what was received. The schedule grants no such discount.</summary>
    public const string DiscountOutOfBounds = "fees.discount-out-of-bounds";

    /// <summary>{0}: the key, {1}: the occasion. The schedule charges whom the occasion does not name, needs what it does not bring, or at an award lacks a category of lots.</summary>
    public const string NotForOccasion = "fees.not-for-occasion";

    /// <summary>{0}: the occasion, {1}: the day. The centre has set no schedule for it.</summary>
    public const string NoTariff = "fees.no-tariff";

    /// <summary>{0}: the key of the schedule, {1}: the payer. The schedule charges somebody whom the event does not name.</summary>
    public const string UnknownPayer = "fees.unknown-payer";

    /// <summary>{0}: the key of the event. It was told before with other content.</summary>
    public const string ToldOtherwise = "fees.told-otherwise";

    /// <summary>Bids are not opened: who is a bidder must not stand in a charge.</summary>
    public const string BeforeOpening = "fees.before-opening";
}

using Trading.Domain.Shared;

namespace Trading.Infrastructure.Replay;

/// <summary>When the steps of a recorded tender happen, in Beijing time, around its recorded day of opening.</summary>
public sealed record ReplayTimetable(DateOnly OpeningDay)
{
    public DateTime NoticeUtc => At(-16, 9);
    public DateTime DocumentsUntilUtc => Instants.EndOfBeijingDay(OpeningDay.AddDays(-3));
    public DateTime TakePartUtc => At(-4, 10);
    public DateTime BidUtc => At(-1, 14);
    public DateTime DeadlineUtc => At(0, 10);
    public DateTime EvaluationUtc => At(0, 11);
    public DateTime PublicityUtc => At(1, 9);

    public static DateTime StatementUtc(DateOnly day) => OnDay(day, 20);

    public static DateTime RefundUtc(DateOnly day) => OnDay(day, 16);

    /// <summary>The hour in which a month's books are closed, on a day after the month.</summary>
    public static DateTime CloseUtc(DateOnly day) => OnDay(day, 9);

    private DateTime At(int days, int hour) => OnDay(OpeningDay.AddDays(days), hour);

    private static DateTime OnDay(DateOnly day, int hour) => Instants.StartOfBeijingDay(day).AddHours(hour);
}

namespace Trading.Domain.Calendar;

/// <summary>
/// The State Council's holiday arrangement for one year (国务院办公厅关于部分节假日安排的通知). It may name days at the end of the year before, where the
/// New Year holiday reaches back.
/// </summary>
/// <param name="Year">The year that the arrangement is for.</param>
/// <param name="DaysOff">Days off, holidays and the weekends beside them.</param>
/// <param name="MakeUpWorkdays">Weekend days on which people work (调休上班).</param>
public sealed record HolidayYear(int Year, IReadOnlyList<DateOnly> DaysOff, IReadOnlyList<DateOnly> MakeUpWorkdays);

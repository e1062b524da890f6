namespace Trading.Domain.Calendar;

/// <summary>What the calendar says of a day.</summary>
/// <param name="IsWorkday">True for a working day (工作日).</param>
/// <param name="Provisional">True when the arrangement that decides over the day is not published: Monday to Friday was assumed.</param>
public readonly record struct DayStatus(bool IsWorkday, bool Provisional);

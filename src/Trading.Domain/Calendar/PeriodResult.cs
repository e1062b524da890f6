namespace Trading.Domain.Calendar;

/// <summary>Where a period ends.</summary>
/// <param name="Date">The Beijing day; what happens on it is told by the period's <see cref="PeriodKind"/>.</param>
/// <param name="RolledFrom">The natural last day, when it was a day off; else null.</param>
/// <param name="Provisional">True when a day that decided the result lies where the holidays are not published: the date may still move.</param>
public sealed record PeriodResult(DateOnly Date, DateOnly? RolledFrom, bool Provisional);

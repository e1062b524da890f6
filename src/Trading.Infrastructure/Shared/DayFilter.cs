using System.Linq.Expressions;
using Trading.Domain.Reports;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Shared;

/// <summary>Beijing days by which a list is narrowed, both included; a day that is not given does not narrow.</summary>
public sealed record DayFilter
{
    public static readonly DayFilter All = new();

    /// <summary>By the day on which the money counts, or by that on which it was booked.</summary>
    public ReportBasis By { get; init; } = ReportBasis.ValueDay;
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public bool IsAll => From is null && To is null;

    /// <summary>The same as a query of an address.</summary>
    public string Query => FormattableString.Invariant($"by={By}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}");

    /// <summary>The rows of these days, by their value day and the instant of their booking.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> rows, Expression<Func<T, DateOnly>> valueOn, Expression<Func<T, DateTime>> bookedAtUtc) => Of(rows, valueOn, valueOn, bookedAtUtc);

    /// <summary>The rows that touch these days, where a row is of more than one day.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> rows, Expression<Func<T, DateOnly>> firstOn, Expression<Func<T, DateOnly>> lastOn, Expression<Func<T, DateTime>> bookedAtUtc)
    {
        var isBooked = By == ReportBasis.BookedDay;
        if (From is { } from)
        {
            rows = isBooked ? rows.Where(Compare(bookedAtUtc, Instants.StartOfBeijingDay(from), Expression.GreaterThanOrEqual)) : rows.Where(Compare(lastOn, from, Expression.GreaterThanOrEqual));
        }

        if (To is { } to)
        {
            rows = isBooked ? rows.Where(Compare(bookedAtUtc, Instants.EndOfBeijingDay(to), Expression.LessThan)) : rows.Where(Compare(firstOn, to, Expression.LessThanOrEqual));
        }

        return rows;
    }

    // The day reaches the database as a parameter, as every value does.
    private static Expression<Func<T, bool>> Compare<T, TDay>(Expression<Func<T, TDay>> of, TDay with, Func<Expression, Expression, BinaryExpression> how)
    {
        Expression<Func<TDay>> day = () => with;
        return Expression.Lambda<Func<T, bool>>(how(of.Body, day.Body), of.Parameters);
    }
}

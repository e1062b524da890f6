using System.Globalization;

namespace Trading.Domain.Tests.Calendar;

/// <summary>Days in test data, which attributes can only hold as text.</summary>
internal static class Day
{
    public static DateOnly Of(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Trading.Infrastructure.Jobs;

/// <summary>What rows are about, written and read: numbers, days and random ids, never a name.</summary>
public static class DueSubjects
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static long Number(string subject) => long.Parse(subject, NumberStyles.None, CultureInfo.InvariantCulture);
}

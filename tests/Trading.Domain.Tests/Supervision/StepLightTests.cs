using Trading.Domain.Calendar;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;

namespace Trading.Domain.Tests.Supervision;

public sealed class StepLightTests
{
    private static readonly WorkCalendar Calendar = new([]);
    private static readonly Period OneWorkday = new(1, PeriodUnit.Workday, PeriodKind.Before);

    // Due at the end of Monday 2026-03-09: the warning begins on Friday.
    private static readonly DateTime Due = Instants.EndOfBeijingDay(new DateOnly(2026, 3, 9));

    [Theory]
    [InlineData("2026-03-05T15:59:59.999Z", StepLight.Green)]
    [InlineData("2026-03-05T16:00:00.000Z", StepLight.Yellow)]
    [InlineData("2026-03-09T16:00:00.000Z", StepLight.Yellow)]
    [InlineData("2026-03-09T16:00:00.001Z", StepLight.Red)]
    public void Light_TurnsWithTheWarningPeriodAndTheDueInstant(string now, StepLight light) => Assert.Equal(
        light,
        StepLights.Of(Due, OneWorkday, Calendar, DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal)));

    // Due at half past nine: the minute is the time.
    [Theory]
    [InlineData("2026-03-09T01:30:59.999Z", StepLight.Yellow)]
    [InlineData("2026-03-09T01:31:00.000Z", StepLight.Red)]
    public void Light_OfATimeOfDay_IsRedAfterItsMinute(string now, StepLight light) => Assert.Equal(
        light,
        StepLights.Of(
            Instants.FromBeijing(new DateTime(2026, 3, 9, 9, 30, 0, DateTimeKind.Unspecified)), OneWorkday, Calendar,
            DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal)));

    [Fact]
    public void Light_WithoutADueInstant_IsGreen() => Assert.Equal(StepLight.Green, StepLights.Of(null, OneWorkday, Calendar, Due));
}

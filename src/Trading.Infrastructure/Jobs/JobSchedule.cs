using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Jobs;

/// <summary>A job and how often the scheduler runs it, as a cron line in Beijing time.</summary>
public sealed record JobSlot(Type Job, string Cron);

/// <summary>
/// All jobs. The scheduler's finest grain is a minute; what people wait for runs by its own ticker as well (<see cref="JobTickers"/>), and the
/// schedule is its net. The order is that of a sweep over everything: what was due first is done first.
/// </summary>
public static class JobSchedule
{
    /// <summary>The zone of the cron lines; named, because a server may stand anywhere.</summary>
    public const string TimeZone = "Asia/Shanghai";

    private const string EveryMinute = "* * * * *";
    private const string EveryFiveMinutes = "*/5 * * * *";
    private const string EveryHour = "7 * * * *";

    public static IReadOnlyList<JobSlot> All { get; } =
    [
        new(typeof(CloseBiddingWindowsJob), EveryMinute),
        new(typeof(OpenLotsJob), EveryMinute),
        new(typeof(EndPublicityJob), EveryMinute),
        new(typeof(IssueAwardNoticesJob), EveryMinute),
        new(typeof(ImportStatementsJob), EveryFiveMinutes),
        new(typeof(RefundDepositsJob), EveryHour),
        new(typeof(ExpireCoversJob), EveryHour),
        new(typeof(WarnStepsJob), EveryFiveMinutes),
        new(typeof(MailCheckpointsJob), EveryFiveMinutes),
        new(typeof(SendMailJob), EveryMinute),
        new(typeof(MakeReportsJob), EveryMinute),
        new(typeof(PruneHeartbeatsJob), EveryHour),
        new(typeof(KeepStatisticsJob), EveryHour),
    ];
}

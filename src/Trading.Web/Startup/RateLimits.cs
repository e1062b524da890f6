using System.Threading.RateLimiting;

namespace Trading.Web.Startup;

/// <summary>
/// How often one address may use what anybody may use. The address stays in memory for the length of the window and is written nowhere; one address
/// may be a whole office, so the limit is generous.
/// </summary>
public static class RateLimits
{
    public const string Questions = "questions";
    private const int QuestionsInAWindow = 20;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static void AddTradingRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Questions, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = QuestionsInAWindow, Window = Window }));
    });
}

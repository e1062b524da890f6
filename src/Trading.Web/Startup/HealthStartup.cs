using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Startup;

/// <summary><c>/healthz</c>: what the site stands on, by name and state only; 503 where bids could not be taken.</summary>
internal static class HealthStartup
{
    public static void AddTradingHealth(this IServiceCollection services, bool runsJobs)
    {
        var checks = services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<VaultHealth>("key-vault").AddCheck<FontHealth>("fonts").AddCheck<MailHealth>("mail");
        if (runsJobs)
        {
            checks.AddCheck<JobHealth>("jobs").AddCheck<CheckpointHealth>("checkpoints");
        }
    }

    public static void MapTradingHealth(this IEndpointRouteBuilder app) => app.MapHealthChecks("/healthz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()),
    });
}

internal sealed class DatabaseHealth(TradingDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}

/// <summary>The folder is there and is the one that this database was used with.</summary>
internal sealed class VaultHealth(TradingDbContext db, KeyVault vault) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var bound = await db.Set<VaultIdentityRow>().Select(v => v.Fingerprint).SingleOrDefaultAsync(cancellationToken);
        return bound is null || bound == vault.Fingerprint ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}

/// <summary>Without a font of its own the site's documents are drawn with the reader's.</summary>
internal sealed class FontHealth(TradingOptions options) : IHealthCheck
{
    private readonly Lazy<FontTier> _tier = new(() => DocumentFonts.Find(new DocumentFontOptions { FontPath = options.FontPath }).Tier);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_tier.Value == FontTier.Embedded ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}

/// <summary>
/// Mails do not go out: the server cannot be reached, or a site that is no demonstration has none.
/// </summary>
internal sealed class MailHealth(TradingOptions options, OutboxQueries outbox, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        options is { Demo: false, Mail.HasServer: false } || await outbox.AreHeldUpAsync(clock.NowUtc(), cancellationToken)
            ? HealthCheckResult.Degraded()
            : HealthCheckResult.Healthy();
}

/// <summary>Something has been due for minutes and nobody has tried it, or something waits for an administrator.</summary>
internal sealed class JobHealth(DueActionQueries queries, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var lag = await queries.LagAsync(cancellationToken);
        return lag.Parked > 0 || clock.NowUtc() - lag.OldestDueUtc > Late ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy();
    }
}

/// <summary>No checkpoint can be made, as where its folder cannot be written to. They are made whether or not anything happens, so this tells of nothing else.</summary>
internal sealed class CheckpointHealth(CheckpointQueries checkpoints, CheckpointOptions options, SystemTime time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await checkpoints.CoveredSinceUtcAsync(cancellationToken) is { } since && time.NowUtc() - since < 2 * options.Period
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded();
}

using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary><c>migrate</c> and <c>verify</c>: the installation's own database.</summary>
internal static class DatabaseCommands
{
    private sealed record Migrated(string Provider);

    private sealed record Verified(bool Ok, IReadOnlyList<Finding> Checks);

    public static Command Migrate(VerbOptions options)
    {
        var command = new Command("migrate", options.Describe("migrate"));
        command.SetAction(async (parsed, ct) =>
        {
            var settings = VerbHost.Settings();
            var installation = settings.Options();
            await MigrateAsync(installation, settings.Configuration, ct);
            var output = options.OutputOf(parsed);
            var provider = DatabaseProviders.Of(installation.ConnectionString).ToString();
            output.Answer(new Migrated(provider), () => output.Say("command.migrated", provider));
            return 0;
        });
        return command;
    }

    /// <summary>Makes or updates the tables as their owner; the one place that uses the owner's connection.</summary>
    internal static async Task MigrateAsync(TradingOptions installation, IConfiguration settings, CancellationToken ct)
    {
        Directory.CreateDirectory(installation.DataFolder);
        await using var services = VerbHost.Build(installation.AsOwner(settings), settings, new BusinessClock(TimeProvider.System), installation.Demo);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseMigrator>().RunAsync(ct);
    }

    public static Command Verify(VerbOptions options)
    {
        var command = new Command("verify", options.Describe("verify"));
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = VerbHost.Build(VerbHost.Settings(), new BusinessClock(TimeProvider.System));
            await using var scope = services.CreateAsyncScope();
            await RequireMigratedAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), ct);
            await VerbHost.TakeUpTimeAsync(scope.ServiceProvider, ct);
            return await VerifyAsync(scope.ServiceProvider, options.OutputOf(parsed), ct) ? 0 : 1;
        });
        return command;
    }

    /// <summary>A verb that reads the books says so where there are none, or where they are behind this version.</summary>
    /// <exception cref="RuleBrokenException"><see cref="CommandRules.NotMigrated"/></exception>
    internal static async Task RequireMigratedAsync(TradingDbContext db, CancellationToken ct)
    {
        // Asking a missing SQLite file for its migrations would make it.
        var isMissing = db.Database.IsSqlite() && !File.Exists(db.Database.GetDbConnection().DataSource);
        if (isMissing || (await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            throw new RuleBrokenException(CommandRules.NotMigrated);
        }
    }

    /// <summary>Runs all checks and answers; true where all hold.</summary>
    internal static async Task<bool> VerifyAsync(IServiceProvider services, VerbOutput output, CancellationToken ct)
    {
        var findings = await services.GetServices<IVerifier>().RunAllAsync(ct);
        var ok = findings.All(f => f.Ok);
        output.Answer(new Verified(ok, findings), () => string.Join('\n', findings.Select(f => Line(output, f))));
        return ok;
    }

    private static string Line(VerbOutput output, Finding finding) => finding switch
    {
        { Ok: false } => output.Say("command.verify.bad", finding.Check, finding.FirstOffender ?? ""),
        { Rows: { } rows } => output.Say("command.verify.counted", finding.Check, rows),
        _ => output.Say("command.verify.ok", finding.Check),
    };
}

using System.CommandLine;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

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
            var installation = VerbHost.Installation();
            Directory.CreateDirectory(installation.DataFolder);
            await using var services = VerbHost.Build(installation, new BusinessClock(TimeProvider.System), demoMode: false);
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DatabaseMigrator>().RunAsync(ct);
            var output = options.OutputOf(parsed);
            var provider = DatabaseProviders.Of(installation.ConnectionString).ToString();
            output.Answer(new Migrated(provider), () => output.Say("command.migrated", provider));
            return 0;
        });
        return command;
    }

    public static Command Verify(VerbOptions options)
    {
        var command = new Command("verify", options.Describe("verify"));
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = VerbHost.Build(VerbHost.Installation(), new BusinessClock(TimeProvider.System), demoMode: false);
            await using var scope = services.CreateAsyncScope();
            Finding[] findings =
            [
                .. await scope.ServiceProvider.GetRequiredService<LedgerVerifier>().RunAsync(ct),
                .. await scope.ServiceProvider.GetRequiredService<DepositVerifier>().RunAsync(ct),
            ];
            var ok = Array.TrueForAll(findings, f => f.Ok);
            var output = options.OutputOf(parsed);
            output.Answer(new Verified(ok, findings), () => string.Join('\n', findings.Select(f => Line(output, f))));
            return ok ? 0 : 1;
        });
        return command;
    }

    private static string Line(VerbOutput output, Finding finding) => finding.Ok
        ? output.Say("command.verify.ok", finding.Check, finding.Rows)
        : output.Say("command.verify.bad", finding.Check, finding.FirstOffender ?? "");
}

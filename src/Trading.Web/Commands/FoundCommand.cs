using System.CommandLine;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary>
/// <c>found --centre NAME --centre-en NAME --code CODE --admin USER</c>: the first centre and the first administrator of an empty database. The
/// password is told once, on standard output, and must be changed at the first sign-in.
/// </summary>
internal static class FoundCommand
{
    private const int Refused = 1;

    public static Command Create(VerbOptions options)
    {
        var code = Required<string>(options, "--code", "found-code");
        var centre = Required<string>(options, "--centre", "found-centre");
        var english = Required<string>(options, "--centre-en", "found-centre-en");
        var admin = Required<string>(options, "--admin", "found-admin");
        var command = new Command("found", options.Describe("found")) { code, centre, english, admin };
        command.SetAction(async (parsed, ct) => await RunAsync(
            new FoundInstallation(
                parsed.GetRequiredValue(code).Trim(), parsed.GetRequiredValue(centre).Trim(), parsed.GetRequiredValue(english).Trim(), CentreKind.City,
                parsed.GetRequiredValue(admin).Trim()),
            options.OutputOf(parsed), parsed.InvocationConfiguration.Error, ct));
        return command;
    }

    private static async Task<int> RunAsync(FoundInstallation input, VerbOutput output, TextWriter error, CancellationToken ct)
    {
        var settings = VerbHost.Settings();
        InstallationChecks.RequireSafe(settings.Options(), settings.Configuration);
        await using var services = VerbHost.Build(settings, new BusinessClock(TimeProvider.System));
        await using var scope = services.CreateAsyncScope();
        await DatabaseCommands.RequireMigratedAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), ct);
        var (founded, defects) = await scope.ServiceProvider.GetRequiredService<FoundingService>().RunAsync(input, ct);
        if (founded is null)
        {
            await error.WriteLineAsync(string.Join('\n', defects.Select(d => output.Say(d.WordsKey, [.. d.Limits]))));
            return Refused;
        }

        output.Answer(founded, () => output.Say("command.founded", input.NameZh, founded.UserName, founded.Password));
        return 0;
    }

    private static Option<T> Required<T>(VerbOptions options, string name, string words) => new(name) { Required = true, Description = options.Describe(words) };
}

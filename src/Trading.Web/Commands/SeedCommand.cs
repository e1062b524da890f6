using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary><c>seed --demo</c>: founds the demo centre in the installation's database. Run again, it adds nothing.</summary>
internal static class SeedCommand
{
    private sealed record Seeded(int Centres, int People, int Organisations, int Tenders);

    public static Command Create(VerbOptions options)
    {
        var demo = new Option<bool>("--demo") { Required = true, Description = options.Describe("seed-demo") };
        var command = new Command("seed", options.Describe("seed")) { demo };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = VerbHost.Settings();
            var installation = settings.Options();
            if (installation.Production || !installation.Demo)
            {
                throw new RuleBrokenException(CommandRules.NoDemoInProduction);
            }

            await DatabaseCommands.MigrateAsync(installation, settings.Configuration, ct);
            await using var services = VerbHost.Build(settings, new BusinessClock(TimeProvider.System));
            await using var scope = services.CreateAsyncScope();
            await DemoFounding.RunAsync(installation, settings.Configuration, ct);
            var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
            var seeded = new Seeded(await db.Set<Centre>().CountAsync(ct), await db.Users.CountAsync(ct), await db.Set<Organisation>().CountAsync(ct),
                await db.Set<Tender>().CountAsync(t => t.NoticeAtUtc != null, ct));
            var output = options.OutputOf(parsed);
            output.Answer(seeded, () => output.Say("command.seeded", seeded.Centres, seeded.People, seeded.Organisations, seeded.Tenders));
            return 0;
        });
        return command;
    }
}

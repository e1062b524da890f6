using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary>
/// <c>seed --demo</c>: founds the demo centre in the installation's database; run again, it adds nothing. <c>seed --finance N</c>: makes up a financial
/// history of N entries in centres of its own; a run that was interrupted goes on when its seed is given again.
/// </summary>
internal static class SeedCommand
{
    private sealed record Seeded(int Centres, int People, int Organisations, int Tenders);

    public static Command Create(VerbOptions options)
    {
        var demo = new Option<bool>("--demo") { Description = options.Describe("seed-demo") };
        var finance = new Option<int?>("--finance") { Description = options.Describe("seed-finance") };
        var seed = new Option<int?>("--seed") { Description = options.Describe("seed-seed") };
        var centres = new Option<int?>("--centres") { Description = options.Describe("seed-centres") };
        var command = new Command("seed", options.Describe("seed")) { demo, finance, seed, centres };
        command.Validators.Add(line =>
        {
            if (!line.GetValue(demo) && line.GetValue(finance) is null)
            {
                line.AddError("--demo, --finance");
            }

            var among = line.GetValue(centres) ?? 1;
            if (line.GetValue(finance) is { } entries && (among < 1 || entries < among))
            {
                line.AddError("--finance, --centres");
            }
        });
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
            var output = options.OutputOf(parsed);
            if (parsed.GetValue(demo))
            {
                await DemoFounding.RunAsync(installation, settings.Configuration, ct);
                await AnswerAsync(services, output, ct);
            }

            if (parsed.GetValue(finance) is { } entries)
            {
                var order = new HistoryOrder(parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(1, int.MaxValue), entries, parsed.GetValue(centres) ?? 1);
                await WriteHistoryAsync(services, order, output, parsed.InvocationConfiguration.Error, ct);
            }

            return 0;
        });
        return command;
    }

    private static async Task AnswerAsync(IServiceProvider services, VerbOutput output, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var seeded = new Seeded(await db.Set<Centre>().CountAsync(ct), await db.Users.CountAsync(ct), await db.Set<Organisation>().CountAsync(ct),
            await db.Set<Tender>().CountAsync(t => t.NoticeAtUtc != null, ct));
        output.Answer(seeded, () => output.Say("command.seeded", seeded.Centres, seeded.People, seeded.Organisations, seeded.Tenders));
    }

    /// <summary>The seed is said before anything is written, so that an interrupted run can go on.</summary>
    private static async Task WriteHistoryAsync(IServiceProvider services, HistoryOrder order, VerbOutput output, TextWriter error, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await VerbHost.TakeUpTimeAsync(scope.ServiceProvider, ct);
        await error.WriteLineAsync(output.Say("command.seed.begins", order.Entries, order.Seed));
        var history = scope.ServiceProvider.GetRequiredService<FinanceHistory>();
        var written = await history.WriteAsync(order, there => error.WriteLine(output.Say("command.seed.progress", there, order.Entries)), ct);
        output.Answer(written, () => output.Say("command.seed.written", written.Written, written.Entries, written.Postings, written.Seed));
    }
}

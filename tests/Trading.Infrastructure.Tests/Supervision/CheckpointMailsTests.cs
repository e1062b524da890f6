using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Supervision;

public sealed class CheckpointMailsTests
{
    private static readonly DateOnly Day = Instants.BeijingDay(TestSite.Start);

    private static DateTime At(int days, int hours, int milliseconds = 0) => Instants.StartOfBeijingDay(Day).AddDays(days).AddHours(hours).AddMilliseconds(milliseconds);

    [Theory, OnEveryDatabase]
    public async Task Run_FromTheTimeOfDayOn_MailsEachSupervisorOnceADay(DatabaseKind kind)
    {
        await using var site = await SuperviseAsync(kind);

        site.Be(At(1, 6, -1));
        await RunAsync(site);
        Assert.Empty(await MailsAsync(site));
        site.Be(At(1, 6));
        await RunAsync(site);
        await RunAsync(site);
        site.Be(At(1, 23));
        await RunAsync(site);

        var mails = await MailsAsync(site);
        Assert.Equal(["city@example.com", "platform@example.com"], mails.Select(m => m.Recipient).Order());
        Assert.All(mails, m => Assert.Contains("2026-03-03", m.Subject, StringComparison.Ordinal));
    }

    /// <summary>The mail of a day on which nothing happened is like any other, but for digests that nobody can make anything of.</summary>
    [Theory, OnEveryDatabase]
    public async Task Run_WhateverHappened_TellsDigestsAloneAndOthersEachDay(DatabaseKind kind)
    {
        await using var site = await SuperviseAsync(kind);
        site.Be(At(1, 6));
        await RunAsync(site);
        site.Be(At(2, 6));
        await RunAsync(site);

        var bodies = (await MailsAsync(site)).Where(m => m.Recipient == "city@example.com").Select(m => m.Body!).ToList();

        Assert.Equal(2, bodies.Count);
        Assert.Equal(4, bodies.SelectMany(Digests).Distinct().Count());
        // But for day and digests the two are the same, so nothing else can be told by them.
        Assert.Single(bodies.Select(b => Digests(b).Aggregate(b, (text, d) => text.Replace(d, "", StringComparison.Ordinal))
            .Replace("2026-03-03", "", StringComparison.Ordinal).Replace("2026-03-04", "", StringComparison.Ordinal)).Distinct());
        foreach (var digest in bodies.SelectMany(Digests))
        {
            Assert.True((await site.UseAsync((CheckpointQueries q) => q.FindAsync(CheckpointQueries.ReadDigest(digest)!, default)))?.Holds);
        }

        // Each is its own chain's, in the order of the sentence.
        Assert.Equal(["journal", "events"], await Task.WhenAll(Digests(bodies[0]).Select(async d => (await site.UseAsync((CheckpointQueries q) => q.FindAsync(Convert.FromHexString(d), default)))!.Chain)));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_AfterDaysWithoutASite_MailsOnce(DatabaseKind kind)
    {
        await using var site = await SuperviseAsync(kind);

        site.Be(At(20, 9));
        await RunAsync(site);

        Assert.Equal(2, (await MailsAsync(site)).Count);
        Assert.All(Enum.GetValues<Chain>(), chain => Assert.Single(site.Services.GetService(typeof(CheckpointFiles)) is CheckpointFiles files ? files.Lines(chain) : []));
    }

    private static async Task<TestSite> SuperviseAsync(DatabaseKind kind)
    {
        var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        await AddressAsync(site, await folk.OfficerNamedAsync("监督甲", centre, Roles.Supervisor), "city@example.com");
        await AddressAsync(site, await folk.OfficerNamedAsync("监督乙", null, Roles.Supervisor), "platform@example.com");
        await AddressAsync(site, await folk.OfficerNamedAsync("财务甲", centre, Roles.FinanceMaker), "finance@example.com");
        await folk.OfficerNamedAsync("监督丙", null, Roles.Supervisor);
        return site;
    }

    private static Task<int> AddressAsync(TestSite site, long user, string address) =>
        site.DbAsync(db => db.Users.Where(u => u.Id == user).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, address)));

    private static async Task RunAsync(TestSite site)
    {
        await site.UseAsync((MailCheckpointsJob job) => ((IJob)job).RunAsync(default));
        Assert.Empty(await site.DbAsync(db => db.Set<DueAction>().Where(d => d.LastError != null).Select(d => d.LastError).ToListAsync()));
    }

    private static Task<List<OutboxMail>> MailsAsync(TestSite site) => site.DbAsync(db => db.Set<OutboxMail>().AsNoTracking().Where(m => m.Kind == MailKinds.Checkpoints).OrderBy(m => m.CreatedAtUtc).ToListAsync());

    private static List<string> Digests(string body) => [.. Regex.Matches(body, "[0-9a-f]{64}").Select(m => m.Value)];
}

using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>
/// The connection breaks at the n-th command, and at each commit, of every use case of a tender, for every n until the use case finishes clean.
/// After each fault the books hold; at the end everything has happened once.
/// </summary>
public sealed class FaultTests
{
    [Theory]
    [OnEveryDatabase(FaultMode.BeforeCommand)]
    [OnEveryDatabase(FaultMode.AfterCommand)]
    [OnEveryDatabase(FaultMode.BeforeCommit)]
    [OnEveryDatabase(FaultMode.AfterCommit)]
    public async Task EachUseCase_BrokenAtEachPoint_LosesNothingAndDoesNothingTwice(DatabaseKind kind, FaultMode mode)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var point = new FaultPoint();
        site.Interceptors.AddRange(point.Interceptors);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot());

        var faults = 0;
        foreach (var step in story.Steps)
        {
            await step.PrepareAsync();
            var before = faults;
            while (await BreaksAsync(step, point, mode, faults - before + 1))
            {
                faults++;
                await site.AssertLedgerAsync();
            }
        }

        Assert.True(faults >= story.Steps.Count, $"only {faults} faults in {story.Steps.Count} steps");
        await AssertOnceAsync(site, story);
    }

    /// <summary>Tries the step with a fault at its n-th point.</summary>
    /// <returns>false once it finished without meeting the fault, or refuses because the try before has done it</returns>
    private static async Task<bool> BreaksAsync(StoryStep step, FaultPoint point, FaultMode mode, int nth)
    {
        point.Arm(mode, nth);
        try
        {
            await step.ActAsync();
            Assert.False(point.Fired, $"{step.Name} swallowed the fault at its {nth}. point");
            return false;
        }
        catch (Exception e) when (point.Fired && e is not Xunit.Sdk.XunitException)
        {
            return true;
        }
        catch (RuleBrokenException) when (nth > 1 && mode is FaultMode.AfterCommit or FaultMode.AfterCommand)
        {
            // The answer was lost, the work was not: asked again, the system says that it is done.
            return false;
        }
        finally
        {
            point.Disarm();
        }
    }

    private static async Task AssertOnceAsync(TestSite site, TenderStory story)
    {
        await site.AssertLedgerAsync();
        await using var clean = await TestSite.CreateAsync(site.Database.Kind);
        var other = new TenderStory(clean.Services, StoryClock.Of(clean.Clock), await StoryPeople.FoundAsync(clean.Services), new StoryBank(), new StoryPlot());
        await other.ToAsync();
        Assert.Equal(await SummaryAsync(other), await SummaryAsync(story));
    }

    /// <summary>What happened, without random numbers and times.</summary>
    private static Task<string> SummaryAsync(TenderStory story) => story.ReadAsync(async db =>
    {
        var lot = story.LotId;
        var lines = new List<string>
        {
            $"tender {await db.Set<Domain.Tendering.Tender>().Where(t => t.LotId == lot).Select(t => t.State).SingleAsync()}",
            $"counting bids {await db.Set<Domain.Tendering.Bid>().CountAsync(b => b.LotId == lot && b.Price != null)}",
            $"participations {await db.Set<Domain.Participation.Participant>().CountAsync(p => p.LotId == lot)}",
            $"bank lines {await db.Set<Infrastructure.Banking.BankLine>().CountAsync()}",
            $"statements {await db.Set<Infrastructure.Banking.BankStatementRow>().CountAsync()}",
            $"award notices {await db.Set<Domain.Awards.AwardNotice>().CountAsync()}",
            $"repayments {await db.Set<Domain.Deposits.Repayment>().CountAsync()}",
            $"panel {await db.Set<Domain.Evaluation.PanelMember>().CountAsync()}",
        };
        lines.AddRange((await db.Set<Domain.Deposits.Deposit>().ToListAsync()).Select(d => $"deposit {d.State} {d.Received}"));
        lines.AddRange((await db.Set<Domain.Notices.Notice>().Where(n => n.LotId == lot).Select(n => n.Kind).ToListAsync()).Order().Select(k => $"notice {k}"));
        lines.AddRange((await db.Set<Infrastructure.Ledger.JournalEntry>().Select(e => e.Kind).ToListAsync()).Order(StringComparer.Ordinal).Select(k => $"entry {k}"));
        lines.AddRange((await db.Set<Infrastructure.Jobs.DueAction>().Select(d => $"{d.Kind} {d.DoneAtUtc != null}").ToListAsync()).Order(StringComparer.Ordinal));
        return string.Join('\n', lines);
    });
}

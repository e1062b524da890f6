using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Banking;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Evaluation;
using Trading.Domain.Fees;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>
/// The connection breaks at the n-th command, and at each commit, of every use case, until the use case finishes clean (every third command in a run, each with
/// TRADING_FAULTS=all). After each fault the books hold; at the end everything has happened once, as on a site without a fault.
/// </summary>
public sealed class FaultTests
{
    [Theory, OnEveryFault]
    public Task FromEntrustmentToRefund(DatabaseKind kind, FaultMode mode) => BreakAsync(kind, mode, FaultTales.StraightAsync);

    [Theory, OnEveryFault]
    public Task ReturnedClarifiedReplacedWithdrawn(DatabaseKind kind, FaultMode mode) => BreakAsync(kind, mode, FaultTales.DetoursAsync);

    [Theory, OnEveryFault]
    public Task FailedForLackOfBids(DatabaseKind kind, FaultMode mode) => BreakAsync(kind, mode, FaultTales.FailedAsync);

    [Theory, OnEveryFault]
    public Task HeldAndNotAwarded(DatabaseKind kind, FaultMode mode) => BreakAsync(kind, mode, FaultTales.HeldAndNotAwardedAsync);

    [Theory, OnEveryFault]
    public Task HeldAndReopened(DatabaseKind kind, FaultMode mode) => BreakAsync(kind, mode, FaultTales.HeldAndReopenedAsync);

    [Theory, OnEveryFault]
    public Task MoneyThatGoesWrong(DatabaseKind kind, FaultMode mode) => BreakAsync(kind, mode, FaultTales.MoneyAsync);

    private static async Task BreakAsync(DatabaseKind kind, FaultMode mode, Func<DatabaseKind, Task<FaultTale>> tell)
    {
        await using var tale = await tell(kind);
        var point = new FaultPoint();
        tale.Site.Interceptors.AddRange(point.Interceptors);
        foreach (var step in tale.Steps)
        {
            await step.PrepareAsync();
            var (faults, looked) = (0, point.Kept);
            for (var nth = 1; tale.IsTried(step) && await BreaksAsync(step, point, mode, nth); nth = FaultPoint.After(mode, nth))
            {
                faults++;
                // What was undone has left the books as they were when last looked at.
                if (point.Kept != looked)
                {
                    await tale.Site.AssertLedgerAsync();
                    looked = point.Kept;
                }
            }

            if (!tale.IsTried(step))
            {
                await step.ActAsync();
            }
            else if (mode is FaultMode.BeforeCommand)
            {
                // What is one command is a transaction of its own, without a commit to break at; what is all one transaction has no answer outside it.
                Assert.True(faults > 0, $"{step.Name} has no point to break at (TRADING_FAULT_SEED={FaultPoint.Seed})");
            }
        }

        await tale.Site.AssertLedgerAsync();
        await using var clean = await tell(kind);
        foreach (var step in clean.Steps)
        {
            await step.RunAsync();
        }

        Assert.Equal(await SummaryAsync(clean.Site), await SummaryAsync(tale.Site));
    }

    /// <summary>Tries the step with a fault at its n-th point.</summary>
    /// <returns>false once it finished without meeting the fault, or refuses because the try before has done it</returns>
    private static async Task<bool> BreaksAsync(StoryStep step, FaultPoint point, FaultMode mode, int nth)
    {
        point.Arm(mode, nth);
        try
        {
            await step.ActAsync();
            Assert.False(point.Fired, $"{step.Name} swallowed the fault at its {nth}. point (TRADING_FAULT_SEED={FaultPoint.Seed})");
            return false;
        }
        catch (Exception e) when (point.Fired && e is not Xunit.Sdk.XunitException)
        {
            return true;
        }
        catch (Exception e) when (e is RuleBrokenException or BidRefusedException && nth > 1 && mode is FaultMode.AfterCommit or FaultMode.AfterCommand)
        {
            // The answer was lost, the work was not: asked again, the system says that it is done.
            return false;
        }
        finally
        {
            point.Disarm();
        }
    }

    /// <summary>What happened, without random numbers and times.</summary>
    private static Task<string> SummaryAsync(TestSite site) => site.DbAsync(async db =>
    {
        async Task<IEnumerable<string>> LinesAsync<T>(string what, Func<T, object?> of)
            where T : class => (await db.Set<T>().AsNoTracking().ToListAsync()).Select(row => $"{what} {of(row)}").Order(StringComparer.Ordinal);

        // A bidder who has lost the answer bids again, and the bid before stands aside.
        var aside = await db.Set<Bid>().CountAsync(b => b.State == BidState.Replaced);

        return string.Join('\n', (IEnumerable<string>)
        [
            .. await LinesAsync<Project>("project", p => p.State),
            .. await LinesAsync<Tender>("tender", t => t.State),
            .. await LinesAsync<TenderDocument>("document", d => d.FileName),
            .. await LinesAsync<Question>("question", q => q.AnsweredBy is null),
            .. (await LinesAsync<Bid>("bid", b => b.State == BidState.Replaced ? null : $"{b.State} {b.Price}")).Skip(aside),
            .. await LinesAsync<Participant>("participation", _ => null),
            .. await LinesAsync<Deposit>("deposit", d => $"{d.State} {d.Received}"),
            .. await LinesAsync<Notice>("notice", n => n.Kind),
            .. await LinesAsync<AwardNotice>("award notice", n => n.RenderedAtUtc is not null),
            .. await LinesAsync<PanelMember>("panel", m => m.Kind),
            .. await LinesAsync<BankStatementRow>("statement", r => r.State),
            .. await LinesAsync<BankLine>("line", l => $"{l.State} {l.Amount} {l.Reason}"),
            .. await LinesAsync<FinanceDecision>("decision", d => $"{d.Kind} {d.State}"),
            .. await LinesAsync<RepaymentBatch>("batch", b => b.State),
            .. await LinesAsync<Repayment>("repayment", r => $"{r.State} {r.Total}"),
            .. await LinesAsync<FeeCharge>("fee", f => $"{f.State} {f.Amount} {f.Received}"),
            .. await LinesAsync<AccountingPeriod>("month", p => $"{p.Month:O} {p.State} {p.Entries} {p.Debits}"),
            .. await LinesAsync<JournalEntry>("entry", e => $"{e.Kind} {e.ValueOn:O} {e.PostedOn:O}"),
            .. await LinesAsync<Posting>("posting", p => p.Amount),
            .. await LinesAsync<Hold>("hold", h => $"{h.Amount}"),
            // Whoever does a thing again (names the same panel) is on record again: it is what was done that is compared, not how often.
            .. (await LinesAsync<ProcedureEvent>("event", e => $"{e.Kind} {e.ActorId} {e.Reason}")).Distinct(),
            .. await LinesAsync<ProcedureStep>("step", s => $"{s.Stage} {s.Post} {s.Outcome} {s.DueAtUtc:O}"),
            .. await LinesAsync<DueAction>("due", d => $"{d.Kind} {d.DoneAtUtc is not null}"),
            // Each bid has its receipt, the one that stands aside too.
            .. (await LinesAsync<OutboxMail>("mail", m => m.Kind == MailKinds.Confidential ? "" : m.Kind)).Skip(aside),
        ]);
    });
}

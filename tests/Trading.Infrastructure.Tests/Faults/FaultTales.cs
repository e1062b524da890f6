using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>The tales that are broken at each point: what goes straight, and what each detour of the procedure does beside it.</summary>
internal static class FaultTales
{
    /// <summary>From entrustment to refund, all of it.</summary>
    public static async Task<FaultTale> StraightAsync(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, new StoryPlot());
        return new FaultTale(site, story.Steps, _ => true);
    }

    /// <summary>Returned and corrected, asked and clarified, one bid replaced and one withdrawn.</summary>
    public static async Task<FaultTale> DetoursAsync(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, new StoryPlot { Prices = [.. Enumerable.Range(1, 4).Select(i => Money.Yuan(9_000_000m + i))] });
        var people = story.People;
        var owner = new Acting(people.Owner.UserId);
        return Of(site, Told(
            story,
            StorySteps.Open,
            (StorySteps.Submit, [
                Case("return", site, (ProjectService s) => s.ReturnAsync(
                    story.ProjectId, [new Defect("approval", "expired", "The approval has ended"), new Defect("estimate", "missing")], new Acting(people.OperatorId), default)),
                Case("correct", site, (ProjectService s) => s.CorrectAsync(
                    new CorrectProject(story.ProjectId, people.CentreId, null, new ProjectFacts("Story school, corrected", "One building", "000000", "Approval 2026-2", true, true)), default)),
                Case("submit again", site, (ProjectService s) => s.SubmitAsync(story.ProjectId, owner, default)),
            ]),
            (StorySteps.Publish, [
                Case("ask", site, (QuestionService s) => s.AskAsync(story.LotId, "Which cement?", default)),
                Case("clarify", site, async (TenderService s) => await s.AmendAsync(
                    new AmendTender(story.LotId, NoticeKind.Clarification, "Clarification", "Any cement", AffectsBids: false, story.DeadlineUtc.AddDays(1))
                    {
                        Answers = [.. (await site.UseAsync((QuestionQueries q) => q.OpenAsync(story.LotId, default))).Select(q => q.Id)],
                    },
                    owner,
                    default)),
            ]),
            ("bid Story Bidder D", [
                Case("replace", site, (BidService s) => s.SubmitAsync(Offer(story, 0, 8_900_000m), default)),
                Case("withdraw", site, (BidService s) => s.WithdrawAsync(story.LotId, people.Bidder(3).Id, default)),
            ])));
    }

    /// <summary>Fewer bid than the law wants: the tender fails, and what was paid goes back.</summary>
    public static async Task<FaultTale> FailedAsync(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, new StoryPlot { Prices = [Money.Yuan(9_300_000m), Money.Yuan(9_100_000m)] });
        return new FaultTale(site, story.Steps, s => s.Name is StorySteps.Open or StorySteps.Batch);
    }

    /// <summary>The opening is held after an outage and opened by the owner, who in the end awards to nobody.</summary>
    public static async Task<FaultTale> HeldAndNotAwardedAsync(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, new StoryPlot { Outage = true });
        var owner = new Acting(story.People.Owner.UserId, "All bids are in");
        var told = Told(
            story,
            null,
            (StorySteps.Open, [Case("open despite", site, (OpeningService s) => s.OpenDespiteOutageAsync(story.LotId, owner, default))]),
            (StorySteps.EndPublicity, [Case("decline", site, (AwardService s) => s.DeclineAsync(story.LotId, owner, default))]));
        HashSet<string> left = [StorySteps.Decide, StorySteps.Notice, StorySteps.Render, StorySteps.PayFee, StorySteps.Contract];
        return Of(site, [.. told.Where(t => !left.Contains(t.Step.Name)).Select(t => (t.Step, t.IsTried || t.Step.Name == StorySteps.Open))]);
    }

    /// <summary>The opening is held after an outage, and the owner gives a later time.</summary>
    public static async Task<FaultTale> HeldAndReopenedAsync(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, new StoryPlot { Outage = true });
        return Of(site, Told(
            story,
            StorySteps.Open,
            (StorySteps.Open, [
                Case("reopen", site, (TenderService s) => s.ReopenAsync(
                    story.LotId, story.DeadlineUtc.AddDays(2), "Later opening", "The site was down", new Acting(story.People.Owner.UserId), default)),
                Case("bid again", site, (BidService s) => s.SubmitAsync(Offer(story, 1, 8_800_000m), default)),
            ])));
    }

    /// <summary>
    /// Money that goes wrong: another payer's, one whose name the bank hides, statements that contradict, payments that the bank rejects; then the month is
    /// closed, and a line of it comes late.
    /// </summary>
    public static async Task<FaultTale> MoneyAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        var (site, bank, file, batch, reply) = (scene.Site, scene.Bank, Array.Empty<byte>(), Guid.Empty, Array.Empty<byte>());
        var payDay = new DateOnly(2026, 5, 1);
        var masked = TestBidder.Of(7) with { Account = "6222****0007" };
        var payer = new CompletedPayer(TestBidder.Of(7).Name, TestBidder.Of(7).Account, TestBidder.Of(7).Bank);

        StoryStep Import(string name, Func<Task<byte[]>> print) => Case(
            name, site, (StatementImportService s) => s.ImportAsync(bank.AccountId, file, MoneyScene.Maker, default), async () => file = await print());

        StoryStep Decide(string name, Func<Guid, Task> approve) => new(
            name, Now(site), Nothing, async () => await approve(await site.DbAsync(db => db.Set<FinanceDecision>().OrderByDescending(d => d.ProposedAtUtc).Select(d => d.Id).FirstAsync())));

        StoryStep Propose<T>(string name, Func<T, Guid, Task> propose, bool isLine)
            where T : notnull => Case(name, site, async (T s) => await propose(s, await site.DbAsync(db => isLine
                ? db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense && l.PayerName == payer.Name).Select(l => l.Id).SingleAsync()
                : db.Set<BankStatementRow>().Where(r => r.State == StatementState.Held).Select(r => r.Id).SingleAsync())), () => LaterBy(site, TimeSpan.FromMinutes(1)));

        IEnumerable<StoryStep> Refund(string round, DateOnly day, bool isRejected) =>
        [
            Case($"batch {round}", site, (RepaymentService s) => s.MakeBatchAsync(TenderBuilder.Centre, bank.AccountId, day, MoneyScene.Maker, default), () => Later(site, Instants.StartOfBeijingDay(day))),
            Case($"approve {round}", site, (RepaymentService s) => s.ApproveAsync(batch, MoneyScene.Checker, default), async () =>
                batch = await site.DbAsync(db => db.Set<RepaymentBatch>().OrderByDescending(b => b.MadeAtUtc).Select(b => b.Id).FirstAsync())),
            Case($"reply {round}", site, (RepaymentReplyService s) => s.ImportReplyAsync(bank.AccountId, reply, MoneyScene.Maker, default), async () =>
                reply = MoneyScene.Reply(await scene.PaymentsAsync(batch), day, _ => isRejected ? "账号不存在" : null)),
        ];

        StoryStep[] steps =
        [
            Import("another payer", async () => bank.Statement(bank.In(TestBidder.Of(5), Money.Yuan(9m), await bank.SubAccountOfAsync(scene.Participations[0])))),
            .. Refund("of suspense", payDay, isRejected: true),
            .. Refund("of suspense again", payDay.AddDays(1), isRejected: false),
            Import("hidden payer", () => Task.FromResult(bank.Statement(bank.In(masked, Money.Yuan(500m))))),
            Propose("complete payer", (SuspenseService s, Guid line) => s.CompletePayerAsync(line, payer, "银行书面答复", MoneyScene.Maker, default), isLine: true),
            Decide("decline payer", id => site.UseAsync((FinanceDecisions s) => s.DeclineAsync(id, "户名未核实", MoneyScene.Checker, default))),
            Propose("complete payer again", (SuspenseService s, Guid line) => s.CompletePayerAsync(line, payer, "银行书面答复", MoneyScene.Maker, default), isLine: true),
            Decide("approve payer", id => site.UseAsync((SuspenseService s) => s.ApproveAsync(id, MoneyScene.Checker, default))),
            Import("serial twice", () =>
            {
                var line = bank.In(TestBidder.Of(6), Money.Yuan(70m));
                return Task.FromResult(bank.Statement(line, line));
            }),
            Propose("release", (HeldStatementService s, Guid row) => s.ProposeReleaseAsync(row, "银行确认为两笔", MoneyScene.Maker, default), isLine: false),
            Decide("approve release", id => site.UseAsync((HeldStatementService s) => s.ApproveAsync(id, MoneyScene.Checker, default))),
            Import("serial twice again", () =>
            {
                var line = bank.In(TestBidder.Of(6), Money.Yuan(80m));
                return Task.FromResult(TestBank.Write(new SimulatedStatement(TestBank.Number, Money.Yuan(1_000m), [line, line])));
            }),
            Propose("refuse", (HeldStatementService s, Guid row) => s.ProposeRefusalAsync(row, "银行确认有误", MoneyScene.Maker, default), isLine: false),
            Decide("approve refusal", id => site.UseAsync((HeldStatementService s) => s.ApproveAsync(id, MoneyScene.Checker, default))),
            .. Close(site),
            Import("a line of the closed month", async () =>
            {
                var closed = await site.DbAsync(db => db.Set<AccountingPeriod>().Where(p => p.State == PeriodState.Closed).Select(p => p.Month).SingleAsync());
                return bank.Statement(bank.In(TestBidder.Of(4), Money.Yuan(90m)) with { BookedUtc = Instants.StartOfBeijingDay(closed.AddDays(20)) });
            }),
        ];
        return new FaultTale(site, steps, _ => true);
    }

    /// <summary>The month whose turn it is: proposed, declined, proposed again, and closed by another.</summary>
    private static IEnumerable<StoryStep> Close(TestSite site)
    {
        DateOnly? month = null;
        StoryStep Propose(string name) => Case(
            name, site, (MonthCloseService s) => s.ProposeAsync(TenderBuilder.Centre, month!.Value, "银行存款差额已查明", MoneyScene.Maker, default),
            async () =>
            {
                await Later(site, new DateTime(2026, 6, 2, 1, 0, 0, DateTimeKind.Utc));
                await LaterBy(site, TimeSpan.FromMinutes(1));
                month = await site.UseAsync((MonthBooks b) => b.TurnAsync(TenderBuilder.Centre, default));
            });
        Task<Guid> WaitingAsync() => site.DbAsync(db => db.Set<AccountingPeriod>().OrderByDescending(p => p.ProposedAtUtc).Select(p => p.Id).FirstAsync());
        return
        [
            Propose("propose the month"),
            Case("decline the month", site, async (MonthCloseService s) => await s.DeclineAsync(await WaitingAsync(), "差额未查明", MoneyScene.Checker, default)),
            Propose("propose the month again"),
            Case("close the month", site, async (MonthCloseService s) => await s.CloseAsync(await WaitingAsync(), MoneyScene.Checker, default)),
        ];
    }

    private static async Task<(TestSite Site, TenderStory Story)> ToldAsync(DatabaseKind kind, StoryPlot plot)
    {
        var site = await TestSite.CreateAsync(kind);
        return (site, new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), plot));
    }

    /// <summary>The steps of a story up to one (all, where none is named), with others after those named.</summary>
    private static List<(StoryStep Step, bool IsTried)> Told(TenderStory story, string? last, params (string After, StoryStep[] Steps)[] others)
    {
        var told = new List<(StoryStep, bool)>();
        foreach (var step in story.Steps)
        {
            told.Add((step, false));
            told.AddRange(others.Where(o => o.After == step.Name).SelectMany(o => o.Steps).Select(s => (s, true)));
            if (step.Name == last)
            {
                break;
            }
        }

        Assert.Equal(others.Sum(o => o.Steps.Length), told.Count(t => t.Item2));
        return told;
    }

    private static FaultTale Of(TestSite site, List<(StoryStep Step, bool IsTried)> told)
    {
        var tried = told.Where(t => t.IsTried).Select(t => t.Step.Name).ToHashSet(StringComparer.Ordinal);
        return new FaultTale(site, [.. told.Select(t => t.Step)], s => tried.Contains(s.Name));
    }

    private static StoryStep Case<T>(string name, TestSite site, Func<T, Task> use, Func<Task>? prepare = null)
        where T : notnull => new(name, Now(site), prepare ?? Nothing, () => site.UseAsync(use));

    private static SubmitBid Offer(TenderStory story, int bidder, decimal yuan) => new(
        story.LotId, story.People.Bidder(bidder).Id, Money.Yuan(yuan), story.Plot.OfferedDays,
        [new OfferedFile("again.pdf", new MemoryStream(story.Plot.File("", $"again {bidder}")), null)]);

    private static Func<Task<DateTime>> Now(TestSite site) => () => Task.FromResult(site.NowUtc);

    private static Task Nothing() => Task.CompletedTask;

    private static Task LaterBy(TestSite site, TimeSpan time) => Later(site, site.NowUtc + time);

    private static Task Later(TestSite site, DateTime utc)
    {
        if (utc > site.NowUtc)
        {
            site.Be(utc);
        }

        return Task.CompletedTask;
    }
}

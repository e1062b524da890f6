using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>
/// Whatever bidders, procedure and finance do in whatever order in a project of several lots on pooled deposits, by the services: no fen is lost, none goes twice, every deposit comes to an
/// end, and everything agrees on the way. <c>TRADING_POOL_STORIES</c> says how many stories are told (1 on each database), <c>TRADING_POOL_SEED</c> from which seed.
/// </summary>
public sealed class PoolStoryTests(ITestOutputHelper output)
{
    private static int Of(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [Theory, OnEveryDatabase]
    public async Task AnyStory_OfManyLotsAndBidders_LosesNothing_PaysOnce_AndEnds(DatabaseKind kind)
    {
        var first = Of("TRADING_POOL_SEED", Random.Shared.Next());
        for (var seed = first; seed < first + Of("TRADING_POOL_STORIES", 1); seed++)
        {
            output.WriteLine($"TRADING_POOL_SEED={seed}");
            await using var scene = await PoolScene.PublishedAsync(kind, lots: 3);
            var story = new Story(scene, new Random(seed));
            await story.TellAsync();
            output.WriteLine(story.ToString());
            Assert.True(story.Problems.Count == 0, $"seed {seed}: {string.Join("; ", story.Problems)}\n{story}");
        }
    }

    private sealed class Story(PoolScene scene, Random chance)
    {
        private const int Bidders = 5;
        private static readonly Acting Maker = new(31);
        private static readonly Acting First = new(32);
        private static readonly Acting Second = new(33);
        private static readonly DepositEvent[] Events = [DepositEvent.ContractSigned, DepositEvent.Terminated, DepositEvent.NotQualified];

        private readonly List<string> _told = [];
        private readonly HashSet<(int Lot, int Bidder)> _parts = [];

        /// <summary>Lots that have let all their deposits go: told again, they would free what was left waiting.</summary>
        private readonly HashSet<int> _ended = [];

        public List<string> Problems { get; } = [];

        public override string ToString() => string.Join('\n', _told);

        public async Task TellAsync()
        {
            await BeginAsync();
            for (var step = 0; step < 10; step++)
            {
                await BeforeAsync();
            }

            var order = Enumerable.Range(0, scene.Lots.Count).OrderBy(_ => chance.Next()).ToList();
            foreach (var lot in order)
            {
                await TryAsync($"open {lot}", async () =>
                {
                    if (await scene.OpenAsync(lot) == OpeningOutcome.Failed)
                    {
                        _ended.Add(lot);
                    }
                });
                await AfterAsync();
            }

            await AgreeAsync("after the openings");
            for (var step = 0; step < 14; step++)
            {
                await AfterAsync();
            }

            await AgreeAsync("on the way");
            await EndAsync();
        }

        /// <summary>Most bidders pay for a lot, stand on it or pay again in the others, and bid: enough of them that lots are opened.</summary>
        private async Task BeginAsync()
        {
            var pays = Enumerable.Range(1, Bidders).ToDictionary(b => b, _ => chance.Next(scene.Lots.Count));
            var alone = (from bidder in pays.Keys from lot in Enumerable.Range(0, scene.Lots.Count) where lot != pays[bidder] && chance.Next(3) == 0 select (lot, bidder)).ToList();
            (int Lot, int Bidder)[] paid = [.. pays.Select(p => (p.Value, p.Key)), .. alone];
            _parts.UnionWith(paid);
            await scene.PayAsync(paid);
            foreach (var (bidder, paying) in pays)
            {
                for (var lot = 0; lot < scene.Lots.Count; lot++)
                {
                    var on = lot;
                    if (!paid.Contains((lot, bidder)))
                    {
                        _parts.Add((lot, bidder));
                        await TryAsync($"stand {lot} on {paying} {bidder}", () => scene.StandOnAsync(on, paying, bidder));
                    }

                    if (chance.Next(8) > 0)
                    {
                        await TryAsync($"bid {lot} {bidder}", () => scene.BidAsync(on, bidder));
                    }
                }
            }
        }

        private (int Lot, int Bidder) Pick() => (chance.Next(scene.Lots.Count), 1 + chance.Next(Bidders));

        private async Task BeforeAsync()
        {
            var (lot, bidder) = Pick();
            switch (chance.Next(12))
            {
                case < 4:
                    await TryAsync($"pay {lot} {bidder}", () => PayAsync(lot, bidder));
                    break;
                case < 7:
                    var paying = chance.Next(scene.Lots.Count);
                    _parts.Add((lot, bidder));
                    await TryAsync($"stand {lot} on {paying} {bidder}", () => scene.StandOnAsync(lot, paying, bidder));
                    break;
                case < 10:
                    _parts.Add((lot, bidder));
                    await TryAsync($"bid {lot} {bidder}", async () =>
                    {
                        await scene.TakePartAsync(lot, bidder);
                        await scene.BidAsync(lot, bidder);
                    });
                    break;
                case 10:
                    await TryAsync($"withdraw {lot} {bidder}", () => scene.WithdrawBidAsync(lot, bidder));
                    break;
                default:
                    if (_parts.Contains((lot, bidder)))
                    {
                        await TryAsync($"leave {lot} {bidder}", () => scene.LeaveAsync(lot, bidder));
                    }

                    break;
            }
        }

        private async Task PayAsync(int lot, int bidder)
        {
            _parts.Add((lot, bidder));
            var amount = chance.Next(4) == 0 ? Money.Yuan(chance.Next(1, 90) * 1000m) : PoolScene.Asked;
            await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(bidder), amount, await scene.Bank.SubAccountOfAsync(await scene.TakePartAsync(lot, bidder))));
        }

        private async Task AfterAsync()
        {
            var (lot, bidder) = Pick();
            if (chance.Next(6) == 0)
            {
                scene.Site.Be(scene.Site.NowUtc.AddDays(1));
            }

            if (!_parts.Contains((lot, bidder)))
            {
                return;
            }

            var id = scene.Of(lot, bidder);
            switch (chance.Next(10))
            {
                case < 3:
                    var what = Events[chance.Next(Events.Length)];
                    int[] whom = chance.Next(2) == 0 ? [] : [bidder];
                    if (await IsOverAsync(lot))
                    {
                        await TryAsync($"{what} {lot} {(whom.Length == 0 ? "all" : bidder)}", () => scene.RaiseAsync(lot, what, whom));
                        if (whom.Length == 0)
                        {
                            _ended.Add(lot);
                        }
                    }

                    break;
                case 3:
                    await TryAsync($"freeze {lot} {bidder}", () => scene.Site.UseAsync((DepositOrders s) => s.FreezeAsync(id, "1", "某局", "complaint", First, default)));
                    break;
                case 4:
                    await TryAsync($"unfreeze {lot} {bidder}", () => scene.Site.UseAsync((DepositOrders s) => s.UnfreezeAsync(id, "settled", First, default)));
                    break;
                case 5:
                    await TryAsync($"forfeit {lot} {bidder}", () => ForfeitAsync(id, chance.Next(3)));
                    break;
                case 6:
                    var part = Money.Yuan(chance.Next(1, 61) * 1000m);
                    await TryAsync($"convert {lot} {bidder} {part}", () => ConvertAsync(id, part));
                    break;
                default:
                    await TryAsync("pay back", () => PayBackAsync(chance.Next(3) == 0 ? "账户状态异常" : null));
                    break;
            }
        }

        private Task<bool> IsOverAsync(int lot) => scene.Site.DbAsync(db => db.Set<Tender>().Where(TenderSecrecy.IsOver).AnyAsync(t => t.LotId == scene.Lots[lot].Id));

        private async Task ForfeitAsync(Guid participation, int approvals)
        {
            using var evidence = new MemoryStream("%PDF-1.4"u8.ToArray());
            var id = await scene.Site.UseAsync((ForfeitureService s) => s.ProposeAsync(
                participation, new ForfeitureCase(ForfeitGround.RefusedContract, "clause", "heard", Money.Zero), new EvidenceFile("e.pdf", evidence, 1000), Maker, default));
            foreach (var who in ((Acting[])[First, Second]).Take(approvals))
            {
                await scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(id, who, default));
            }
        }

        private async Task ConvertAsync(Guid participation, Money part)
        {
            var id = await scene.Site.UseAsync((DepositDecisions s) => s.ProposeConversionAsync(participation, part, "agreement", "contract", Maker, default));
            await scene.Site.UseAsync((DepositDecisions s) => s.ApproveAsync(id, First, default));
        }

        /// <summary>A batch of all that is due, approved and answered by the bank.</summary>
        private async Task PayBackAsync(string? reasonToReject)
        {
            var day = Instants.BeijingDay(scene.Site.NowUtc);
            var batch = await scene.Site.UseAsync((RepaymentService s) => s.MakeBatchAsync(TenderBuilder.Centre, scene.Bank.AccountId, day, Maker, default));
            await scene.Site.UseAsync((RepaymentService s) => s.ApproveAsync(batch, First, default));
            var file = await scene.Site.UseAsync((RepaymentService s) => s.PaymentFileAsync(batch, Maker, default));
            var reply = MoneyScene.Reply(PaymentFileReader.Read(file.Content, TestBank.Profile).Payments, day, _ => reasonToReject);
            await scene.Site.UseAsync((RepaymentReplyService s) => s.ImportReplyAsync(scene.Bank.AccountId, reply, Maker, default));
        }

        /// <summary>What is held up is let go, every lot has its end, and what is due is paid back until nothing is.</summary>
        private async Task EndAsync()
        {
            foreach (var order in await scene.Site.DbAsync(db => db.Set<FreezeOrder>().Where(o => o.LiftedBy == null).Select(o => o.ParticipationId).ToListAsync()))
            {
                await TryAsync("lift", () => scene.Site.UseAsync((DepositOrders s) => s.UnfreezeAsync(order, "settled", First, default)), mayRefuse: false);
            }

            foreach (var open in await scene.Site.DbAsync(db => db.Set<Forfeiture>().Where(f => f.State == ForfeitureState.Proposed || f.State == ForfeitureState.Seconded).Select(f => f.Id).ToListAsync()))
            {
                await TryAsync("decline", () => scene.Site.UseAsync((ForfeitureService s) => s.DeclineAsync(open, "no", Second, default)), mayRefuse: false);
            }

            foreach (var lot in Enumerable.Range(0, scene.Lots.Count).Except(_ended).ToList())
            {
                await TryAsync($"end {lot}", () => scene.RaiseAsync(lot, DepositEvent.Terminated), mayRefuse: false);
            }

            for (var more = 0; more < 3; more++)
            {
                await TryAsync("pay back the rest", () => PayBackAsync(null));
            }

            foreach (var deposit in await scene.Site.DbAsync(db => db.Set<Deposit>().AsNoTracking().ToListAsync()))
            {
                var paid = await PaidBackAsync(deposit.ParticipationId);
                if (!deposit.State.IsEnd())
                {
                    Problems.Add($"{Name(deposit)} is stuck: {deposit.State} {deposit.StateUnder} let go by {deposit.LetGoBy}");
                }

                if (deposit.Received != paid + deposit.Converted + deposit.Forfeited)
                {
                    Problems.Add($"{Name(deposit)}: {deposit.Received} came, {paid} back, {deposit.Converted} converted, {deposit.Forfeited} forfeited");
                }
            }

            var held = await scene.Site.DbAsync(db => (
                from posting in db.Set<Posting>() join account in db.Set<Account>() on posting.AccountId equals account.Id where account.Class == AccountClass.DepositHeld select posting.Amount).ToListAsync());
            if (!held.Aggregate(Money.Zero, (sum, a) => sum + a).IsZero)
            {
                Problems.Add("deposits are still held");
            }

            if (await scene.Site.DbAsync(db => db.Set<Hold>().AnyAsync(h => h.State == HoldState.Open)))
            {
                Problems.Add("a hold is open");
            }

            if (await scene.Site.DbAsync(db => db.Set<DepositCover>().AnyAsync(c => c.State == CoverState.Verified)))
            {
                Problems.Add("a cover stands");
            }

            await AgreeAsync("at the end");
        }

        /// <summary>What the journal sent back of a deposit, less what the bank did not pay.</summary>
        private async Task<Money> PaidBackAsync(Guid participation)
        {
            var subject = participation.ToString("N");
            var moved = await scene.Site.DbAsync(db => (
                from posting in db.Set<Posting>()
                join account in db.Set<Account>() on posting.AccountId equals account.Id
                join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
                where account.Class == AccountClass.DepositHeld && account.Subject == subject && (entry.Kind == EntryKinds.DepositRepaymentSent || entry.Kind == EntryKinds.RepaymentRejected)
                select posting.Amount).ToListAsync());
            return moved.Aggregate(Money.Zero, (sum, a) => sum + a);
        }

        private string Name(Deposit deposit) => string.Join('/', _parts.Where(p => scene.Of(p.Lot, p.Bidder) == deposit.ParticipationId).Select(p => $"lot {p.Lot} bidder {p.Bidder}"));

        private async Task AgreeAsync(string when)
        {
            Problems.AddRange((await scene.FindingsAsync()).Select(f => $"{f} {when}"));
            await scene.Site.AssertLedgerAsync();
        }

        private async Task TryAsync(string what, Func<Task> act, bool mayRefuse = true)
        {
            try
            {
                await act();
                _told.Add(what);
            }
            catch (Exception refusal) when (refusal is RuleBrokenException or BidRefusedException)
            {
                _told.Add($"{what}: {(refusal as RuleBrokenException)?.Rule ?? (refusal as BidRefusedException)!.Cause.Rule}");
                if (!mayRefuse)
                {
                    Problems.Add(_told[^1]);
                }
            }
        }
    }
}

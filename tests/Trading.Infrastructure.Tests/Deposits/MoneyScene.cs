using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>A lot with bidders who have paid, and the steps that money takes from there.</summary>
internal sealed class MoneyScene : IAsyncDisposable
{
    public static readonly Acting Maker = new(31);
    public static readonly Acting Checker = new(32);
    public static readonly Money Asked = Money.Yuan(60_000m);

    private MoneyScene(TestSite site, TestBank bank, TestLot lot) => (Site, Bank, Lot) = (site, bank, lot);

    public TestSite Site { get; }
    public TestBank Bank { get; }
    public TestLot Lot { get; }
    public List<Guid> Participations { get; } = [];

    /// <summary>Published on 2026-03-02, and each bidder has paid 60,000.00 on that day.</summary>
    public static async Task<MoneyScene> PaidAsync(DatabaseKind kind, int bidders = 1, Func<TenderBuilder, TenderBuilder>? with = null)
    {
        var site = await TestSite.CreateAsync(kind);
        var scene = new MoneyScene(site, await TestBank.OpenAsync(site), await (with ?? (b => b))(new TenderBuilder(site)).PublishAsync());
        var lines = new List<SimulatedLine>();
        foreach (var bidder in Enumerable.Range(1, bidders).Select(TestBidder.Of))
        {
            var participation = await TenderBuilder.TakePartAsync(site, scene.Lot, bidder);
            scene.Participations.Add(participation);
            lines.Add(scene.Bank.In(bidder, Asked, await scene.Bank.SubAccountOfAsync(participation)));
        }

        await scene.Bank.ImportAsync([.. lines]);
        return scene;
    }

    /// <summary>The same, opened at its deadline (2026-03-30), and all deposits due from then on with interest.</summary>
    public static async Task<MoneyScene> DueAsync(DatabaseKind kind, int bidders = 1)
    {
        var scene = await PaidAsync(kind, bidders);
        await scene.OpenAsync();
        await scene.FallDueAsync();
        return scene;
    }

    public async Task OpenAsync()
    {
        Site.Be(Lot.DeadlineUtc);
        var keys = await Site.UseAsync((LotKeys k) => Task.FromResult(k));
        var rules = await RulesAsync();
        await Site.DbAsync(async db =>
        {
            var tender = await db.Set<Tender>().SingleAsync(t => t.LotId == Lot.Id);
            tender.Close(Site.NowUtc);
            tender.Open(rules.MinimumBidders.Count, [], rules, Site.NowUtc);
            using var key = keys.Release(await db.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == Lot.Id));
            foreach (var deposit in await db.Set<Deposit>().Where(d => d.LotId == Lot.Id && d.SealedPayer != null).ToListAsync())
            {
                var payer = PayerRecord.FromBytes(await SealedEnvelope.OpenRecordAsync(
                    deposit.SealedPayer, key, ParticipationService.PayerData(Lot.Id, deposit.ParticipationId)));
                deposit.Reveal(payer.Name, payer.AccountNumber, payer.BankName);
            }

            return await db.SaveChangesAsync();
        });
    }

    public Task<int> FallDueAsync(IReadOnlyCollection<Guid>? only = null) =>
        Site.UseAsync((DepositService s) => s.RaiseAsync(Lot.Id, DepositEvent.ContractSigned, Site.NowUtc, only, CancellationToken.None));

    public Task<Guid> MakeAsync(DateOnly payOn) =>
        Site.UseAsync((RepaymentService s) => s.MakeBatchAsync(TenderBuilder.Centre, Bank.AccountId, payOn, Maker, CancellationToken.None));

    public Task ApproveAsync(Guid batch, Acting? checker = null) => Site.UseAsync((RepaymentService s) => s.ApproveAsync(batch, checker ?? Checker, CancellationToken.None));

    public async Task<Guid> SendAsync(DateOnly payOn)
    {
        var batch = await MakeAsync(payOn);
        await ApproveAsync(batch);
        return batch;
    }

    public async Task<byte[]> PaymentFileAsync(Guid batch) => (await FileAsync(batch)).Content;

    public Task<PaymentFile> FileAsync(Guid batch) => Site.UseAsync((RepaymentService s) => s.PaymentFileAsync(batch, Maker, CancellationToken.None));

    /// <summary>The payments that the bank reads in the file.</summary>
    public async Task<IReadOnlyList<PaymentOrder>> PaymentsAsync(Guid batch)
    {
        var file = await PaymentFileAsync(batch);
        return PaymentFileReader.Read(file, TestBank.Profile).Payments;
    }

    /// <summary>The bank's answer to payments: paid on a day, or rejected where a reason is given.</summary>
    public static byte[] Reply(IEnumerable<PaymentOrder> payments, DateOnly paidOn, Func<PaymentOrder, string?>? reasonToReject = null)
    {
        using var file = new MemoryStream();
        ReplyWriter.Write(file, TestBank.Profile, payments, paidOn, reasonToReject);
        return file.ToArray();
    }

    /// <summary>On the last day that the reply names, or today where that is later: the bank tells of nothing before it happened.</summary>
    public Task<ReplyOutcome> ImportReplyAsync(byte[] file)
    {
        var paidOn = ReplyReader.Read(new MemoryStream(file), TestBank.Profile).Max(r => r.PaidOn);
        if (paidOn is { } day && day > Instants.BeijingDay(Site.NowUtc))
        {
            Site.Be(Instants.StartOfBeijingDay(day));
        }

        return ImportReplyTodayAsync(file);
    }

    public Task<ReplyOutcome> ImportReplyTodayAsync(byte[] file) =>
        Site.UseAsync((RepaymentReplyService s) => s.ImportReplyAsync(Bank.AccountId, file, Maker, CancellationToken.None));

    public async Task PayAsync(DateOnly day) => await PaidBackAsync(day);

    /// <summary>All that is due is paid back; returns the payments as the bank read them.</summary>
    public async Task<IReadOnlyList<PaymentOrder>> PaidBackAsync(DateOnly day)
    {
        var payments = await PaymentsAsync(await SendAsync(day));
        await ImportReplyAsync(Reply(payments, day));
        return payments;
    }

    public Task<Deposit> DepositAsync(int index = 0) => Site.DbAsync(db => db.Set<Deposit>().SingleAsync(d => d.ParticipationId == Participations[index]));

    /// <summary>What stands on all accounts of a class, debits positive.</summary>
    public async Task<Money> BalanceAsync(AccountClass of)
    {
        var amounts = await Site.DbAsync(db => (
            from posting in db.Set<Posting>()
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.Class == of
            select posting.Amount).ToListAsync());
        return amounts.Aggregate(Money.Zero, (sum, a) => sum + a);
    }

    private Task<TenderRulebook> RulesAsync() => Site.UseAsync(async (TenderLoader loader) => (await loader.LoadAsync(Lot.Id, CancellationToken.None)).Rules);

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

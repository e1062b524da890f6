using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Treasury;

/// <summary>A centre under a model from 2026-03-01 on, with fees that are charged, paid, remitted and returned.</summary>
internal sealed class TreasuryScene : IAsyncDisposable
{
    public const string Merged = "merged-with-service-centre";
    public const string SelfFinancing = "under-construction-bureau";
    public static readonly Acting Maker = new(31);
    public static readonly Acting Checker = new(32);
    public static readonly DateOnly Start = new(2026, 3, 1);
    public static readonly TreasuryAccount Treasury = new("某某市财政局非税收入汇缴专户", "3602000000000099", "某某银行国库支行");
    public static readonly TestBidder Winner = TestBidder.Of(1);

    private TreasuryScene(TestSite site, TestBank bank) => (Site, Bank) = (site, bank);

    public TestSite Site { get; }
    public TestBank Bank { get; }

    public static async Task<TreasuryScene> CreateAsync(DatabaseKind kind, string? model = Merged)
    {
        var site = await TestSite.CreateAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        await site.RegisterAsync(Winner);
        var scene = new TreasuryScene(site, await TestBank.OpenAsync(site));
        if (model is not null)
        {
            await scene.SetAsync(model, Start);
        }

        return scene;
    }

    public Task SetAsync(string model, DateOnly from, DateOnly? to = null) =>
        Site.UseAsync((CentreRevenueModels m) => m.SetAsync(TenderBuilder.Centre, model, from, to, Treasury, 1, CancellationToken.None));

    /// <summary>A fee of 4,800.00 on an award of 9,000,000.00, of a lot of its own.</summary>
    public async Task<FeeCharge> ChargeAsync()
    {
        var lot = await new TenderBuilder(Site).PublishAsync();
        return (await Site.UseAsync((FeeService s) => s.ChargeAsync(lot.Id, Winner.OrganisationId, Money.Yuan(9_000_000m), Maker, CancellationToken.None)))!;
    }

    public Task<ImportOutcome> PayAsync(FeeCharge charge, Money amount) => Bank.ImportAsync(Bank.In(Winner, amount, charge.SubAccount));

    public async Task<FeeCharge> PaidAsync(Money? amount = null)
    {
        var charge = await ChargeAsync();
        await PayAsync(charge, amount ?? charge.Amount);
        return charge;
    }

    public Task<Guid> RemitAsync() => Site.UseAsync((RemittanceService s) => s.MakeBatchAsync(
        TenderBuilder.Centre, Bank.AccountId, Today, Today, Maker, CancellationToken.None));

    public Task ApproveAsync(Guid batch) => Site.UseAsync((RepaymentService s) => s.ApproveAsync(batch, Checker, CancellationToken.None));

    /// <summary>The bank reads the payment file and answers: all paid today, or none.</summary>
    public async Task<IReadOnlyList<PaymentOrder>> AnswerAsync(Guid batch, string? rejected = null)
    {
        var file = await Site.UseAsync((RepaymentService s) => s.PaymentFileAsync(batch, Maker, CancellationToken.None));
        var payments = PaymentFileReader.Read(file.Content, TestBank.Profile).Payments;
        using var reply = new MemoryStream();
        ReplyWriter.Write(reply, TestBank.Profile, payments, Today, _ => rejected);
        await Site.UseAsync((RepaymentReplyService s) => s.ImportReplyAsync(Bank.AccountId, reply.ToArray(), Maker, CancellationToken.None));
        return payments;
    }

    public Task<int> ReckonAsync() => Site.UseAsync((TreasuryReturns r) => r.ReckonAsync(TenderBuilder.Centre, Maker, CancellationToken.None));

    public Task<List<TreasuryReturn>> ReturnsAsync() => Site.DbAsync(db => db.Set<TreasuryReturn>().AsNoTracking().OrderBy(r => r.Number).ToListAsync());

    public Task<ImportOutcome> ReturnedAsync(string number, Money amount) => Bank.ImportAsync(Bank.Other(amount, "财政拨款", $"返还 {number}"));

    public DateOnly Today => Instants.BeijingDay(Site.NowUtc);

    public void Be(DateOnly day) => Site.Be(Instants.StartOfBeijingDay(day).AddHours(9));

    /// <summary>The balance of a class in fen, debits positive.</summary>
    public Task<long> SumAsync(AccountClass accountClass) => Site.DbAsync(async db =>
        (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == accountClass)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));

    public Task<TreasuryReport> ReportAsync() => Site.UseAsync((TreasuryQueries q) => q.ReportAsync(TenderBuilder.Centre, Start, Today, CancellationToken.None));

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

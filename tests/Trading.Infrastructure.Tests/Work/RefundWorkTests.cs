using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>A batch of refunds costs statements for its rows alone: nothing is asked once a payment. Seconds are in docs/benchmarks.md.</summary>
public sealed class RefundWorkTests
{
    private static readonly DateOnly PayDay = new(2026, 5, 1);

    [Theory, OnEveryDatabase]
    public async Task MassRefund_WithMorePayments_AsksNoMore(DatabaseKind kind)
    {
        var few = await WorkAsync(kind, 1);
        var many = await WorkAsync(kind, 5);

        // Made: a row and the deposit's. Approved: all at once. Answered: the payment's and the deposit's. PostgreSQL sends rows together.
        int[] rows = kind == DatabaseKind.Sqlite ? [2, 0, 2] : [0, 0, 0];
        Assert.All(Enumerable.Range(0, rows.Length), part => Assert.InRange(many[part] - few[part], 0, (4 * rows[part]) + 1));
    }

    /// <summary>Hundreds are written as whole columns on PostgreSQL; what is written is the same on both.</summary>
    [Theory, OnEveryDatabase]
    public async Task MassRefund_OfHundreds_IsWhole(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await site.UseAsync((FinanceHistory h) => h.WriteAsync(new HistoryOrder(5, 360, RefundsDue: true), null, default));
        var account = await site.DbAsync(db => db.Set<BankAccount>().AsNoTracking().SingleAsync());
        var due = await site.DbAsync(db => db.Set<Deposit>().CountAsync(d => d.State == DepositState.RefundDue));
        Assert.True(due > 220, $"{due} deposits are too few to be many");
        var (today, counter, batch) = (Instants.BeijingDay(site.NowUtc), new StatementCounter(), Guid.Empty);
        site.Interceptors.AddRange(counter.Interceptors);

        var (made, _) = await counter.CountAsync(async () => batch = await site.UseAsync((RepaymentService s) => s.MakeBatchAsync(account.CentreId, account.Id, today, new Acting(31), default)));
        var (approved, _) = await counter.CountAsync(() => site.UseAsync((RepaymentService s) => s.ApproveAsync(batch, new Acting(32), default)));
        var file = await site.UseAsync((RepaymentService s) => s.PaymentFileAsync(batch, new Acting(31), default));
        using var reply = new MemoryStream();
        var profile = BankProfiles.Of(account.Profile);
        ReplyWriter.Write(reply, profile, PaymentFileReader.Read(file.Content, profile).Payments, today);
        var (answered, _) = await counter.CountAsync(() => site.UseAsync((RepaymentReplyService s) => s.ImportReplyAsync(account.Id, reply.ToArray(), new Acting(31), default)));

        Assert.Equal(due, await site.DbAsync(db => db.Set<Deposit>().CountAsync(d => d.State == DepositState.Refunded && db.Set<Repayment>().Any(r => r.BatchId == batch && r.PayeeAccount == d.PayerAccount))));
        Assert.Equal(0, await site.DbAsync(db => db.Set<Repayment>().CountAsync(r => r.BatchId == batch && r.State != RepaymentState.Paid)));
        await site.AssertLedgerAsync();
        if (kind == DatabaseKind.Postgres)
        {
            Assert.True(made < 60 && approved < 40 && answered < 120, $"{made}, {approved} and {answered} statements for {due} deposits");
        }
    }

    [Fact]
    public async Task ManyRows_OfWhichOneIsNotWhatItWas_AreAllRefused()
    {
        Assert.SkipWhen(PostgresCluster.SkipReason is not null, "PostgreSQL is not installed");
        await using var site = await TestSite.CreateAsync(DatabaseKind.Postgres);
        await site.UseAsync((FinanceHistory h) => h.WriteAsync(new HistoryOrder(5, 360, RefundsDue: true), null, default));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => site.DbAsync(db => db.InTransactionAsync(
            async () =>
            {
                var deposits = await db.Set<Deposit>().Where(d => d.State == DepositState.RefundDue).ToListAsync();
                deposits.ForEach(d => d.Refunding());
                await site.Database.TamperAsync($"UPDATE deposit SET version = version + 1 WHERE participation_id = '{deposits[^1].ParticipationId}'");
                await db.SaveManyAsync<Deposit>(default);
                return deposits.Count;
            },
            default)));

        Assert.Equal(SharedRules.ChangedMeanwhile, refused.Rule);
        Assert.Equal(0, await site.DbAsync(db => db.Set<Deposit>().CountAsync(d => d.State == DepositState.Refunding)));
    }

    private static async Task<int[]> WorkAsync(DatabaseKind kind, int bidders)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var counter = new StatementCounter();
        scene.Site.Interceptors.AddRange(counter.Interceptors);
        var batch = Guid.Empty;
        var made = await counter.CountAsync(async () => batch = await scene.MakeAsync(PayDay));
        var approved = await counter.CountAsync(() => scene.ApproveAsync(batch));
        var reply = MoneyScene.Reply(await scene.PaymentsAsync(batch), PayDay);
        var answered = await counter.CountAsync(() => scene.ImportReplyAsync(reply));
        return [made.Statements, approved.Statements, answered.Statements];
    }
}

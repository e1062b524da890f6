using Trading.Domain.Shared;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;

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

        // Made: a row and the deposit's. Approved: the payment's. Answered: the payment's and the deposit's. PostgreSQL sends rows together.
        int[] rows = kind == DatabaseKind.Sqlite ? [2, 1, 2] : [0, 0, 0];
        Assert.All(Enumerable.Range(0, rows.Length), part => Assert.InRange(many[part] - few[part], 0, (4 * rows[part]) + 1));
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

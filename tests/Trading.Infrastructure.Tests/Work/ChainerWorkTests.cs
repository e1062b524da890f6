using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>The chainer is asked every second: what it costs is what is new, and not what is chained already.</summary>
public sealed class ChainerWorkTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Chaining_BehindTenTimesTheLinks_TakesNoMoreSteps(int more)
    {
        var few = await StepsAsync(40, more);
        var many = await StepsAsync(400, more);

        Assert.True(few > 0);
        // A tree of pages may be one level higher.
        Assert.True(many < 1.2 * few, $"{many:N0} steps behind 400 links of each chain, {few:N0} behind 40");
    }

    private static async Task<long> StepsAsync(int chained, int more)
    {
        var meter = new StepMeter(stride: 1);
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var db = database.NewContext(o => o.AddInterceptors(meter));
        await AddAsync(db, 1, chained);
        var chainer = new Chainer(db, new FakeTimeProvider(new DateTimeOffset(Now, TimeSpan.Zero)));
        Assert.Equal(2 * chained, await chainer.RunAsync(CancellationToken.None));
        await AddAsync(db, chained + 1, more);

        await db.Database.OpenConnectionAsync();
        meter.Count(((SqliteConnection)db.Database.GetDbConnection()).Handle!);
        Assert.Equal(2 * more, await chainer.RunAsync(CancellationToken.None));
        return meter.Steps.Values.Sum();
    }

    private static Task AddAsync(TradingDbContext db, int first, int count) => db.InTransactionAsync(
        async () =>
        {
            var numbers = Enumerable.Range(first, count).ToArray();
            var drafts = numbers.Select(i => EntryDraft.Transfer(
                $"k{i}", EntryKinds.DepositReceived, "s", new DateOnly(2026, 3, 2), AccountName.DepositHeld(new Guid(i, 0, 0, new byte[8])), AccountName.Bank(1), new Money(100)));
            await new LedgerPoster(db).PostAsync(1, [.. drafts], Now, CancellationToken.None);
            db.AddRange(numbers.Select(_ => new ProcedureEvent { Id = Guid.CreateVersion7(), CentreId = 1, Kind = "k", Subject = "s", AtUtc = Now }));
            await db.SaveChangesAsync();
        },
        CancellationToken.None);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Xunit;

namespace Trading.TestKit;

public static class AssertLedger
{
    /// <summary>Every check of the journal holds, chains included, as it would an hour later.</summary>
    public static async Task HoldsAsync(TestDatabase database, DateTime nowUtc)
    {
        await using var db = database.NewContext();
        var later = await ChainAsync(db, nowUtc);
        Hold(await new LedgerVerifier(db, later).RunAsync(CancellationToken.None));
    }

    /// <summary>Every check that <c>verify</c> makes on an installation holds, once its chains are up to date.</summary>
    public static async Task HoldsAsync(IServiceProvider services, DateTime nowUtc)
    {
        await using var scope = services.CreateAsyncScope();
        await ChainAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), nowUtc);
        Hold(await scope.ServiceProvider.GetServices<IVerifier>().RunAllAsync(CancellationToken.None));
    }

    private static async Task<TimeProvider> ChainAsync(TradingDbContext db, DateTime nowUtc)
    {
        var later = new FakeTimeProvider(new DateTimeOffset(nowUtc.AddHours(1), TimeSpan.Zero));
        await new Chainer(db, later).RunAsync(CancellationToken.None);
        return later;
    }

    private static void Hold(IReadOnlyList<Finding> findings) => Assert.All(findings, f => Assert.True(f.Ok, $"{f.Check}: {f.FirstOffender}"));
}

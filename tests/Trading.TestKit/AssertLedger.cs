using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Xunit;

namespace Trading.TestKit;

public static class AssertLedger
{
    /// <summary>Every check of the verifiers holds, chains included, as they would an hour later.</summary>
    public static async Task HoldsAsync(TestDatabase database, DateTime nowUtc)
    {
        await using var db = database.NewContext();
        var later = new FakeTimeProvider(new DateTimeOffset(nowUtc.AddHours(1), TimeSpan.Zero));
        await new Chainer(db, later).RunAsync(CancellationToken.None);
        var findings = await new LedgerVerifier(db, later).RunAsync(CancellationToken.None);
        Assert.All([.. findings, .. await new DepositVerifier(db).RunAsync(CancellationToken.None)], f => Assert.True(f.Ok, $"{f.Check}: {f.FirstOffender}"));
    }
}

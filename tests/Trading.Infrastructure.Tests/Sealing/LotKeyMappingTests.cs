using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class LotKeyMappingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LotKeys _keys;

    public LotKeyMappingTests() => _keys = new LotKeys(new KeyVault(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [OnEveryDatabase]
    public async Task LotKey_ReadBackFromTheDatabase_Opens(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var db = database.NewContext())
        {
            db.Add(_keys.Create(7));
            await db.SaveChangesAsync();
        }

        await using var again = database.NewContext();
        var row = await again.Set<LotKey>().AsNoTracking().SingleAsync(k => k.LotId == 7);

        using var opened = _keys.Release(row);
        Assert.Equal(row.PublicPoint, opened.PublicKey.Point);
    }

    [Theory]
    [OnEveryDatabase]
    public async Task LotKey_SecondForALot_IsADuplicate(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        db.Add(_keys.Create(7));
        db.Add(_keys.Create(7));

        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        Assert.True(failure.IsDuplicateKey());
    }
}

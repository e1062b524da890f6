using Microsoft.EntityFrameworkCore;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Persistence;

public sealed class MigrationTests
{
    /// <summary>What the migrations build is what the model says; where it is not, <c>db/add-migration NAME</c> is still to be run.</summary>
    [Theory, OnEveryDatabase]
    public async Task Model_HasNoChangesWithoutAMigration(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();

        Assert.False(db.Database.HasPendingModelChanges(), "the model has changes without a migration: db/add-migration NAME");
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }
}

using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Trading.TestKit;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// One row a database: a persistence test that runs on one only is not done. PostgreSQL's row is skipped where its binaries are missing, unless
/// TRADING_REQUIRE names postgres. Further arguments follow the database.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEveryDatabaseAttribute(params object[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<DatabaseKind>().Select(Row)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private ITheoryDataRow Row(DatabaseKind kind) => new TheoryDataRow([kind, .. arguments])
    {
        Skip = kind == DatabaseKind.Postgres ? PostgresCluster.SkipReason : null,
    };
}

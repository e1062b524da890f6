using System.Reflection;
using Trading.TestKit;
using Xunit.Sdk;
using Xunit.v3;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>One row a database and place at which its connection breaks.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryFaultAttribute : DataAttribute
{
    public override async ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var rows = new List<ITheoryDataRow>();
        foreach (var mode in Enum.GetValues<FaultMode>())
        {
            rows.AddRange(await new OnEveryDatabaseAttribute(mode).GetData(testMethod, disposalTracker));
        }

        return rows;
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}

using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// One set of checks of <c>verify</c>: reads every row that it is about, changes nothing, and answers each check with the first row that breaks it.
/// All of them are run by the verb, by the supervisor's page and by the replay; <c>AddVerifier</c> registers one more.
/// </summary>
public interface IVerifier
{
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct);
}

public static class Verifiers
{
    /// <summary>Runs one after the other; all findings, in the order of registration.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAllAsync(this IEnumerable<IVerifier> verifiers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(verifiers);
        var findings = new List<Finding>();
        foreach (var verifier in verifiers)
        {
            findings.AddRange(await verifier.RunAsync(ct));
        }

        return findings;
    }

    /// <summary>The check that a statement answers with its first offender, or with nothing.</summary>
    internal static async Task<Finding> FindFirstAsync(this TradingDbContext db, string check, string offenders, CancellationToken ct)
    {
        var found = await db.Database.SqlQueryRaw<string>(offenders).ToListAsync(ct);
        return new Finding(check, found.Count == 0, null, found.Count == 0 ? null : found[0]);
    }
}

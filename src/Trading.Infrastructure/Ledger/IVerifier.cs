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
}

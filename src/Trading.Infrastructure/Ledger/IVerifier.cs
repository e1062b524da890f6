namespace Trading.Infrastructure.Ledger;

/// <summary>
/// One set of checks of <c>verify</c>: reads every row that it is about, changes nothing, and answers each check with the first row that breaks it.
/// All of them are run by the verb, by the supervisor's page and by the tests that end with books that hold; <c>AddVerifier</c> registers one more.
/// </summary>
public interface IVerifier
{
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct);
}

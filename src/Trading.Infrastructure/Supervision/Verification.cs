using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Ledger;

namespace Trading.Infrastructure.Supervision;

/// <summary>The result of one check: whether it held, and where it did not. How many rows it saw is not said: that would count sealed deposits.</summary>
public sealed record CheckResult(string Check, bool Ok, string? FirstOffender);

/// <summary>One run of all checks.</summary>
/// <remarks><c>Done</c>: Parts that are finished. <c>FinishedAtUtc</c>: Null while it runs. <c>Failed</c>: It could not be carried through; the cause is in the log.</remarks>
public sealed record VerificationRun(Guid Id, DateTime StartedAtUtc, IReadOnlyList<CheckResult> Results, int Done, DateTime? FinishedAtUtc, bool Failed)
{
    /// <summary>The ledger with its two chains; deposits, lines and repayments against it; money against its sources; reports against their confirmations.</summary>
    public const int Parts = 4;

    public bool IsRunning => FinishedAtUtc is null;
    public bool AllHold => !IsRunning && !Failed && Results.All(r => r.Ok);
}

/// <summary>
/// Runs the verifiers apart from the request that asked: they read every row. One run at a time; who asks meanwhile is shown the one that runs. The
/// last result is kept in memory only: it is a proof of the moment, and made again at will.
/// </summary>
public sealed partial class Verification(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Verification> logger)
{
    private readonly Lock _turn = new();
    private VerificationRun? _run;

    /// <summary>The run of a number, where it is the latest.</summary>
    public VerificationRun? Find(Guid id)
    {
        lock (_turn)
        {
            return _run?.Id == id ? _run : null;
        }
    }

    public VerificationRun? Latest
    {
        get
        {
            lock (_turn)
            {
                return _run;
            }
        }
    }

    /// <summary>Starts a run, or joins the one that runs.</summary>
    public (Guid Id, Task Finished) Start()
    {
        lock (_turn)
        {
            if (_run is { IsRunning: true } running)
            {
                return (running.Id, Task.CompletedTask);
            }

            _run = new VerificationRun(Guid.NewGuid(), clock.NowUtc(), [], 0, null, Failed: false);
            return (_run.Id, Task.Run(RunAsync));
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await PartAsync<LedgerVerifier>(v => v.RunAsync(CancellationToken.None));
            await PartAsync<DepositVerifier>(v => v.RunAsync(CancellationToken.None));
            await PartAsync<EvaluationVerifier>(v => v.RunAsync(CancellationToken.None));
            await PartAsync<SourceVerifier>(v => v.RunAsync(CancellationToken.None));
            Change(run => run with { FinishedAtUtc = clock.NowUtc() });
        }
        catch (Exception e)
        {
            NotFinished(logger, e);
            Change(run => run with { FinishedAtUtc = clock.NowUtc(), Failed = true });
        }
    }

    private async Task PartAsync<TVerifier>(Func<TVerifier, Task<IReadOnlyList<Finding>>> run)
        where TVerifier : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var findings = await run(scope.ServiceProvider.GetRequiredService<TVerifier>());
        Change(r => r with { Done = r.Done + 1, Results = [.. r.Results, .. findings.Select(f => new CheckResult(f.Check, f.Ok, f.FirstOffender))] });
    }

    private void Change(Func<VerificationRun, VerificationRun> change)
    {
        lock (_turn)
        {
            _run = change(_run!);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The verification could not be carried through")]
    private static partial void NotFinished(ILogger logger, Exception e);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;

namespace Trading.Infrastructure.Supervision;

/// <summary>The result of one check: whether it held, and where it did not. How many rows it saw is not said: that would count sealed deposits.</summary>
public sealed record CheckResult(string Check, bool Ok, string? FirstOffender);

/// <summary>One run of all checks.</summary>
/// <remarks><c>Done</c>: Parts that are finished, one a verifier. <c>FinishedAtUtc</c>: Null while it runs. <c>Failed</c>: It could not be carried through; the cause is in the log.</remarks>
public sealed record VerificationRun(Guid Id, DateTime StartedAtUtc, IReadOnlyList<CheckResult> Results, int Done, int Parts, DateTime? FinishedAtUtc, bool Failed)
{
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

            _run = new VerificationRun(Guid.NewGuid(), clock.NowUtc(), [], 0, Parts(), null, Failed: false);
            return (_run.Id, Task.Run(RunAsync));
        }
    }

    private async Task RunAsync()
    {
        try
        {
            for (var part = 0; part < _run!.Parts; part++)
            {
                await RunPartAsync(part);
            }

            Change(run => run with { FinishedAtUtc = clock.NowUtc() });
        }
        catch (Exception e)
        {
            NotFinished(logger, e);
            Change(run => run with { FinishedAtUtc = clock.NowUtc(), Failed = true });
        }
    }

    private int Parts()
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetServices<IVerifier>().Count();
    }

    // Each in a scope of its own: one that has read every row gives its memory back before the next begins.
    private async Task RunPartAsync(int part)
    {
        await using var scope = scopes.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetServices<IVerifier>().ElementAt(part).RunAsync(CancellationToken.None);
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

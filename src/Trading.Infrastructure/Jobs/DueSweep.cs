using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Jobs;

/// <summary>
/// Does the due actions of one kind. Each row has services and transactions of its own: one that fails backs off and is parked in the end
/// (<see cref="BackOff"/>), and the others never wait for it.
/// </summary>
/// <remarks>
/// A claim moves the next try into the future by a guarded update, so that of two sweeps at once one gets the row, and a process that is killed
/// half-way has used up an attempt: the row is tried again when the claim runs out. What is done must therefore bear being done twice. It ends its
/// row in its own transaction; where it has nothing to end (somebody pressed the button first), the sweep does.
/// </remarks>
public sealed class DueSweep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueSweep> logger)
{
    private const int MostAtOnce = 200;

    /// <summary>Does what is due by now; returns how many rows were done.</summary>
    public async Task<int> RunAsync<TService>(string kind, Func<TService, string, CancellationToken, Task> act, CancellationToken ct)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(act);
        var done = 0;
        // Read before write: an idle sweep must not take SQLite's writer lock every second.
        foreach (var row in await DueAsync(kind, ct))
        {
            if (await ClaimAsync(row, ct) && await TryAsync(row, act, ct))
            {
                done++;
            }
        }

        return done;
    }

    private async Task<List<DueAction>> DueAsync(string kind, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await InScopeAsync(db => db.Set<DueAction>().AsNoTracking()
            .Where(d => d.Kind == kind && d.DoneAtUtc == null && d.ParkedAtUtc == null && d.NextTryAtUtc <= nowUtc)
            .OrderBy(d => d.NextTryAtUtc).ThenBy(d => d.Id).Take(MostAtOnce).ToListAsync(ct));
    }

    private async Task<bool> ClaimAsync(DueAction row, CancellationToken ct)
    {
        if (row.Attempts >= BackOff.Attempts)
        {
            // The last attempt was interrupted, not refused: whatever it was, it must not go on for ever.
            await ParkAsync(row, row.Attempts, row.LastError ?? "Interrupted", ct);
            return false;
        }

        var nextTryAtUtc = clock.NowUtc() + BackOff.After(row.Attempts + 1);
        return await InScopeAsync(db => Unchanged(db, row, row.Attempts).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.Attempts, row.Attempts + 1).SetProperty(d => d.NextTryAtUtc, nextTryAtUtc), ct)) == 1;
    }

    private async Task<bool> TryAsync<TService>(DueAction row, Func<TService, string, CancellationToken, Task> act, CancellationToken ct)
        where TService : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await act(scope.ServiceProvider.GetRequiredService<TService>(), row.Subject, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // Whatever fails in one row must not stop the sweep; it is on record with the row.
            await RecordAsync(row, row.Attempts + 1, BackOff.NameOf(failure), ct);
            return false;
        }

        await FinishAsync(row, ct);
        return true;
    }

    private async Task RecordAsync(DueAction row, int attempts, string error, CancellationToken ct)
    {
        logger.LogWarning("Due action {Id} ({Kind}) failed, attempt {Attempt}: {Error}", row.Id, row.Kind, attempts, error);
        if (attempts >= BackOff.Attempts)
        {
            await ParkAsync(row, attempts, error, ct);
            return;
        }

        await InScopeAsync(db => Unchanged(db, row, attempts).ExecuteUpdateAsync(s => s.SetProperty(d => d.LastError, error), ct));
    }

    private async Task ParkAsync(DueAction row, int attempts, string error, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        logger.LogError("Due action {Id} ({Kind}) is parked after {Attempts} attempts: {Error}", row.Id, row.Kind, attempts, error);
        await InScopeAsync(db => Unchanged(db, row, attempts).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.ParkedAtUtc, nowUtc).SetProperty(d => d.LastError, error), ct));
    }

    // A deadline that was moved meanwhile made the row due at another time: that one is still to come.
    private async Task FinishAsync(DueAction row, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await InScopeAsync(db => Unchanged(db, row, row.Attempts + 1).ExecuteUpdateAsync(s => s.SetProperty(d => d.DoneAtUtc, nowUtc), ct));
    }

    private static IQueryable<DueAction> Unchanged(TradingDbContext db, DueAction row, int attempts) => db.Set<DueAction>()
        .Where(d => d.Id == row.Id && d.DoneAtUtc == null && d.ParkedAtUtc == null && d.DueAtUtc == row.DueAtUtc && d.Attempts == attempts);

    private async Task<T> InScopeAsync<T>(Func<TradingDbContext, Task<T>> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TradingDbContext>());
    }
}

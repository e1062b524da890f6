using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trading.TestKit;

/// <summary>Where the connection to the database breaks.</summary>
public enum FaultMode
{
    /// <summary>Before a command reaches the database.</summary>
    BeforeCommand,

    /// <summary>The command has run; its answer is lost.</summary>
    AfterCommand,

    /// <summary>Before a commit reaches the database.</summary>
    BeforeCommit,

    /// <summary>The database has committed; its answer is lost.</summary>
    AfterCommit,
}

/// <summary>The connection broke.</summary>
public sealed class InjectedFaultException() : DbException("The connection to the database broke (injected).");

/// <summary>
/// Lets the n-th command or commit after <see cref="Arm"/> fail, once. One <see cref="FaultPoint"/> stands between all services and the database.
/// Within a transaction an answer that is lost leaves what a break before the next command leaves, so only those outside one are points of
/// their own; and a run breaks before every third command, from a place that its seed says. With TRADING_FAULTS=all every point is tried.
/// </summary>
public sealed class FaultPoint
{
    private const int Stride = 3;

    private static readonly bool All = Environment.GetEnvironmentVariable("TRADING_FAULTS") == "all";

    private FaultMode _mode;
    private int _left;

    public FaultPoint() => Interceptors = [new Commands(this), new Commits(this)];

    public IReadOnlyList<IInterceptor> Interceptors { get; }

    /// <summary>True once the fault has happened.</summary>
    public bool Fired { get; private set; }

    /// <summary>How often something has been kept: a transaction committed, or a command that changes rows outside one.</summary>
    public int Kept { get; private set; }

    /// <summary>Which of the commands a run breaks at: 0, 1 or 2 after the first, by TRADING_FAULT_SEED or by chance. A failure names it.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("TRADING_FAULT_SEED"), out var seed) ? seed % Stride : Random.Shared.Next(Stride);

    /// <summary>The point to try after the <paramref name="nth"/>: the first is always tried, then of the commands every third, of all else each.</summary>
    public static int After(FaultMode mode, int nth) => All || mode != FaultMode.BeforeCommand ? nth + 1 : nth == 1 ? 2 + Seed : nth + Stride;

    public void Arm(FaultMode mode, int nth) => (_mode, _left, Fired) = (mode, nth, false);

    public void Disarm() => _left = 0;

    private void Pass(FaultMode at)
    {
        if (_left == 0 || at != _mode || --_left > 0)
        {
            return;
        }

        Fired = true;
        throw new InjectedFaultException();
    }

    private void Ran(DbCommand command)
    {
        var isWrite = !command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase);
        Kept += command.Transaction is null && isWrite ? 1 : 0;
        if (command.Transaction is null || All)
        {
            Pass(FaultMode.AfterCommand);
        }
    }

    private sealed class Commands(FaultPoint point) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            point.Pass(FaultMode.BeforeCommand);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            point.Pass(FaultMode.BeforeCommand);
            return ValueTask.FromResult(result);
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            try
            {
                point.Ran(command);
                return result;
            }
            catch (InjectedFaultException)
            {
                await result.DisposeAsync();
                throw;
            }
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            point.Ran(command);
            return ValueTask.FromResult(result);
        }
    }

    private sealed class Commits(FaultPoint point) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            point.Pass(FaultMode.BeforeCommit);
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            point.Kept++;
            point.Pass(FaultMode.AfterCommit);
            return Task.CompletedTask;
        }
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trading.TestKit;

/// <summary>Counts the statements that reach the database and the commits: work done, which no busy machine can change.</summary>
public sealed class StatementCounter
{
    private int _statements;
    private int _commits;

    public StatementCounter() => Interceptors = [new Commands(this), new Commits(this)];

    public IReadOnlyList<IInterceptor> Interceptors { get; }

    /// <summary>The statements that the work sent, and the transactions that it committed.</summary>
    public async Task<(int Statements, int Commits)> CountAsync(Func<Task> work)
    {
        var (statements, commits) = (_statements, _commits);
        await work();
        return (_statements - statements, _commits - commits);
    }

    private sealed class Commands(StatementCounter counter) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            counter._statements++;
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            counter._statements++;
            return ValueTask.FromResult(result);
        }
    }

    private sealed class Commits(StatementCounter counter) : DbTransactionInterceptor
    {
        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            counter._commits++;
            return Task.CompletedTask;
        }
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>Lets somebody else be quicker: before the next transaction begins, once, what is given here is done and committed.</summary>
internal sealed class BeforeTransaction : DbTransactionInterceptor
{
    private Func<Task>? _first;

    public void Let(Func<Task> first) => _first = first;

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _first, null) is { } first)
        {
            await first();
        }

        return result;
    }
}

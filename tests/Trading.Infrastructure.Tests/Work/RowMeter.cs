using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>Counts the rows that the database handed over.</summary>
internal sealed class RowMeter : DbCommandInterceptor
{
    public long Rows { get; private set; }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Rows += eventData.ReadCount;
        return result;
    }
}

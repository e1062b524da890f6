using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>Steps of SQLite's machine by the question that they were taken for.</summary>
internal sealed partial class StepMeter(int stride) : DbCommandInterceptor
{
    private string _question = "";

    [GeneratedRegex(@"\(@\w+(, @\w+)*\)")]
    private static partial Regex ListOfParameters();

    public Dictionary<string, long> Steps { get; } = [];

    public void Count(SQLitePCL.sqlite3 connection) => SQLitePCL.raw.sqlite3_progress_handler(
        connection,
        stride,
        _ =>
        {
            Steps[_question] = Steps.GetValueOrDefault(_question) + stride;
            return 0;
        },
        null);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        // However many numbers a list has, the question is the same.
        _question = ListOfParameters().Replace(command.CommandText, "(@list)");
        return ValueTask.FromResult(result);
    }
}

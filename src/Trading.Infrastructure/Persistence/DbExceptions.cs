using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Trading.Infrastructure.Persistence;

/// <summary>What a database refusal means, told narrowly: anything not named here is a bug and must surface.</summary>
public static class DbExceptions
{
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const int SqliteTrigger = 1811;
    private const int SqliteCheck = 275;

    /// <summary>True only for a violated primary key or unique index: somebody else was there first.</summary>
    public static bool IsDuplicateKey(this Exception exception) => Inner(exception) switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>True only for a guard of the database itself: a trigger that raised, or a check constraint.</summary>
    public static bool IsGuardViolation(this Exception exception) => Inner(exception) switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqliteTrigger or SqliteCheck,
        PostgresException e => e.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.RaiseException,
        _ => false,
    };

    private static Exception? Inner(Exception exception) => exception is DbUpdateException ? exception.InnerException : exception;
}

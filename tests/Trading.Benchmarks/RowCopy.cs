using Microsoft.Data.Sqlite;

namespace Trading.Benchmarks;

/// <summary>
/// The bare database: the rows that the platform left in a SQLite file, written again by plain ADO with prepared statements, into the same tables and
/// indexes without guards and foreign keys, in as many commits, each as durable (WAL, synchronous=FULL).
/// </summary>
internal sealed class RowCopy
{
    private readonly List<string> _schema = [];
    private readonly List<(string Table, object[] Cells)> _rows = [];

    public int Rows => _rows.Count;

    public static RowCopy Read(string file)
    {
        var copy = new RowCopy();
        using var connection = Open(file);
        var tables = Query(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        copy._schema.AddRange(tables.Select(t => (string)t[1]));
        copy._schema.AddRange(Query(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").Select(i => (string)i[0]));
        copy._rows.AddRange(tables.SelectMany(t => Query(connection, $"SELECT * FROM \"{t[0]}\"").Select(cells => ((string)t[0], cells))));
        return copy;
    }

    public async Task WriteAsync(int commits)
    {
        var folder = Directory.CreateTempSubdirectory("trading-bare-");
        try
        {
            await using var connection = Open(Path.Combine(folder.FullName, "bare.db"));
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;");
            _schema.ForEach(sql => Execute(connection, sql));
            var commands = new Dictionary<string, SqliteCommand>();
            foreach (var group in _rows.Chunk(Math.Max(1, (int)Math.Ceiling(_rows.Count / (double)commits))))
            {
                await using var transaction = connection.BeginTransaction();
                foreach (var (table, cells) in group)
                {
                    Insert(commands, connection, transaction, table, cells);
                }

                transaction.Commit();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Insert(Dictionary<string, SqliteCommand> commands, SqliteConnection connection, SqliteTransaction transaction, string table, object[] cells)
    {
        if (!commands.TryGetValue(table, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", cells.Select((_, i) => $"$p{i}"))})";
            for (var i = 0; i < cells.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter($"$p{i}", null));
            }

            commands[table] = command;
        }

        command.Transaction = transaction;
        for (var i = 0; i < cells.Length; i++)
        {
            command.Parameters[i].Value = cells[i];
        }

        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<object[]> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var cells = new object[reader.FieldCount];
            reader.GetValues(cells);
            rows.Add(cells);
        }

        return rows;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Trading.TestKit;

/// <summary>
/// A throw-away PostgreSQL cluster of this test process: made with initdb in a temporary folder, on a free port of the loopback address, never as
/// root, gone when the process ends, even when it is killed (the server hangs on a pipe that the process holds).
/// Durability is off unless a benchmark asks for it, and the cluster then lies in memory where there is room: tests are about rules, and a power
/// cut ends them anyway.
/// <para>Databases belong to <see cref="Owner"/>, who may do everything; the product works in them as <see cref="Site"/>, with no more than its rights.</para>
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private static readonly Lazy<PostgresCluster> Shared = new(Start);
    private readonly Process _keeper;

    private PostgresCluster(Process keeper, int port)
    {
        _keeper = keeper;
        Port = port;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>The owner of all databases, a superuser.</summary>
    public const string Owner = "trading";

    /// <summary>The database that nothing is copied from: connections to it may stay.</summary>
    private const string Maintenance = "postgres";

    /// <summary>The role of the product under test.</summary>
    public const string Site = "trading_site";

    public static PostgresCluster Instance => Shared.Value;

    /// <summary>Whether a commit waits for the disk; to be said before the cluster is first used.</summary>
    public static bool Durable { get; set; }

    public int Port { get; }

    /// <summary>The folder of initdb and postgres, the newest version first; null where PostgreSQL is not installed.</summary>
    public static string? BinariesFolder { get; } = FindBinaries();

    /// <summary>Null where PostgreSQL is installed or required; else why its tests are skipped.</summary>
    public static string? SkipReason => Requirements.SkipWithout("postgres", BinariesFolder is not null);

    /// <summary>
    /// The types of a database are not read from it: all that is used is PostgreSQL's own, and reading them with each of thousands of databases took a tenth of a suite.
    /// </summary>
    public string ConnectionString(string database, string user = Owner) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user,
            Pooling = true,
            MaxPoolSize = 40,
            Timeout = 30,
            CommandTimeout = 60,
#pragma warning disable CS0618 // The other way is by data source, and pools are cleared by connection string here.
            ServerCompatibilityMode = ServerCompatibilityMode.NoTypeLoading,
#pragma warning restore CS0618
        }.ToString();

    public async Task ExecuteAsync(string sql, string database = Maintenance)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + (database == Maintenance ? "" : ";Pooling=false"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Test SQL with names that this class made.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        if (!_keeper.HasExited)
        {
            _keeper.StandardInput.Close();
            _keeper.WaitForExit(5000);
        }
    }

    private static PostgresCluster Start()
    {
        var binaries = BinariesFolder ?? throw new InvalidOperationException("PostgreSQL (initdb, postgres) is required and was not found.");
        var port = FreePort();
        var keeper = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", Script, "sh", binaries, port.ToString(System.Globalization.CultureInfo.InvariantCulture), Durable ? "on" : "off" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var answer = keeper.StandardOutput.ReadLine();
        return answer == "ready" ? new PostgresCluster(keeper, port) : throw new InvalidOperationException($"PostgreSQL did not start: {answer}");
    }

    // $1 binaries, $2 port, $3 durability on or off. PostgreSQL refuses to run as root, so root hands it to an unprivileged user. `read` waits for the pipe to close.
    private const string Script = """
        in=/tmp; [ "$3" = off ] && [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR==2 {print $4}')" -gt 4000000 ] && in=/dev/shm
        dir=$(mktemp -d $in/trading-pg.XXXXXX); as=
        if [ "$(id -u)" = 0 ]; then user=postgres; id $user >/dev/null 2>&1 || user=nobody; chown $user "$dir"; as="setpriv --reuid=$user --regid=$(id -g $user) --clear-groups"; fi
        cd "$dir"
        $as "$1/initdb" -D "$dir/data" -U trading -A trust -E UTF8 --locale=C.UTF-8 >"$dir/log" 2>&1 || { tail -n 3 "$dir/log" | tr '\n' ' '; exit 1; }
        $as "$1/postgres" -D "$dir/data" -p "$2" -k "$dir" -c listen_addresses=127.0.0.1 -c fsync="$3" -c synchronous_commit="$3" -c full_page_writes="$3" \
          -c max_connections=200 -c shared_buffers=64MB -c timezone=UTC -c autovacuum=off >>"$dir/log" 2>&1 &
        pid=$!
        i=0; until "$1/pg_isready" -q -h 127.0.0.1 -p "$2" -U trading; do i=$((i+1)); [ $i -gt 300 ] && { tail -n 9 "$dir/log" | tr "\n" " "; exit 1; }; sleep 0.1; done
        echo ready
        read -r _
        kill -QUIT $pid; wait $pid 2>/dev/null; rm -rf "$dir"
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindBinaries()
    {
        var versions = new[] { "/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt" }.Where(Directory.Exists)
            .SelectMany(root => Directory.GetDirectories(root)).Select(version => Path.Combine(version, "bin")).OrderDescending(StringComparer.Ordinal);
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        // All three from one folder: some systems put only a few of the programs on the path.
        return versions.Concat(path).FirstOrDefault(f => ((string[])["initdb", "postgres", "pg_isready"]).All(program => File.Exists(Path.Combine(f, program))));
    }
}

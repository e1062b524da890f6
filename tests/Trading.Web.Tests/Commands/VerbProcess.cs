using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Trading.Web.Tests.Commands;

/// <summary>An installation in a folder of its own, whose verbs run in processes of their own, with the environment that a test names.</summary>
internal sealed class VerbProcess : IDisposable
{
    private static readonly string[] Ambient = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ConnectionStrings__Trading", "ConnectionStrings__Owner", "Site__Demo"];

    private readonly Dictionary<string, string> _environment = [];

    public VerbProcess(params (string Name, string Value)[] environment)
    {
        Folder = Directory.CreateTempSubdirectory("trading-verb-");
        _environment["Data__Folder"] = Path.Combine(Folder.FullName, "data");
        foreach (var (name, value) in environment)
        {
            _environment[name] = value;
        }
    }

    public DirectoryInfo Folder { get; }

    public string Database => Path.Combine(Folder.FullName, "data", "trading.db");

    public async Task<VerbRun> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Settings are found beside the binaries, and the data where it was named, whatever the working directory.
            WorkingDirectory = Folder.FullName,
        };
        foreach (var name in Ambient)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in args.Prepend(Path.Combine(AppContext.BaseDirectory, "Trading.Web.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new VerbRun(process.ExitCode, output, await error);
    }

    /// <summary>The first column of what a query finds in the installation's database.</summary>
    public async Task<List<string>> ReadAsync(string query)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = query;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    public void Dispose() => Folder.Delete(recursive: true);
}

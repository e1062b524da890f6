using Microsoft.Data.Sqlite;
using Trading.TestKit;

namespace Trading.Web.Tests;

/// <summary>Where one site under test keeps its database, files and mail: nobody else's, and gone with it.</summary>
public sealed class SiteFolder : IDisposable
{
    private SiteFolder() => ConnectionString = $"Data Source={File}";

    public string Path { get; } = Directory.CreateTempSubdirectory("trading-site-").FullName;

    /// <summary>A file of the folder, unless the site runs on another database.</summary>
    public string ConnectionString { get; private init; }

    private string File => System.IO.Path.Combine(Path, "trading.db");

    /// <summary>An empty site, with the tables and guards that the migrations make.</summary>
    public static SiteFolder New()
    {
        var folder = new SiteFolder();
        System.IO.File.Copy(TestDatabase.SqliteTemplateAsync().GetAwaiter().GetResult(), folder.File);
        return folder;
    }

    /// <summary>A site whose rows are in that database.</summary>
    public static SiteFolder On(TestDatabase database) => new() { ConnectionString = database.ConnectionString };

    /// <summary>
    /// A site that goes on from where another stands, whose log is written back to its database; its rows may be in a copy elsewhere.
    /// </summary>
    public static SiteFolder CopyOf(SiteFolder other, TestDatabase? database = null)
    {
        var folder = database is null ? new SiteFolder() : On(database);
        foreach (var file in Directory.EnumerateFiles(other.Path, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(folder.Path, System.IO.Path.GetRelativePath(other.Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }

        return folder;
    }

    public void Dispose()
    {
        // Connections are kept: each new one reads all tables and guards anew, which takes as long as a page.
        using (var connection = new SqliteConnection($"Data Source={File}"))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(Path, recursive: true);
    }
}

using Trading.TestKit;

namespace Trading.Web.Tests;

/// <summary>Where one site under test keeps its database, files and mail: nobody else's, and gone with it.</summary>
public sealed class SiteFolder : IDisposable
{
    private SiteFolder()
    {
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("trading-site-").FullName;

    public string Database => System.IO.Path.Combine(Path, "trading.db");

    /// <summary>An empty site, with the tables and guards that the migrations make.</summary>
    public static SiteFolder New()
    {
        var folder = new SiteFolder();
        File.Copy(TestDatabase.SqliteTemplateAsync().GetAwaiter().GetResult(), folder.Database);
        return folder;
    }

    /// <summary>A site that goes on from where another stands, whose log is written back to its database.</summary>
    public static SiteFolder CopyOf(SiteFolder other)
    {
        var folder = new SiteFolder();
        foreach (var file in Directory.EnumerateFiles(other.Path, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(folder.Path, System.IO.Path.GetRelativePath(other.Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

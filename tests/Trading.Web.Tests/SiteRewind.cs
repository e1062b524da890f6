using Microsoft.Data.Sqlite;

namespace Trading.Web.Tests;

/// <summary>A site's database as it was at one moment: tells whether anything was written since, and goes back to it. SQLite only.</summary>
internal sealed class SiteRewind : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly SiteFolder _asItWas;
    private readonly SqliteConnection _watch;
    private long _version;

    private SiteRewind(string connectionString, SiteFolder asItWas)
    {
        _connectionString = connectionString;
        _asItWas = asItWas;
        _watch = new SqliteConnection(connectionString);
    }

    public static async Task<SiteRewind> OfAsync(TestSite site)
    {
        var rewind = new SiteRewind(site.ConnectionString, await site.CopyAsync());
        await rewind._watch.OpenAsync();
        rewind._version = await rewind.VersionAsync();
        return rewind;
    }

    /// <summary>Whether anything was written since the last time; if so, it is undone.</summary>
    public async Task<bool> WroteAsync()
    {
        if (await VersionAsync() == _version)
        {
            return false;
        }

        await using (var from = new SqliteConnection(_asItWas.ConnectionString))
        await using (var to = new SqliteConnection(_connectionString))
        {
            await from.OpenAsync();
            await to.OpenAsync();
            from.BackupDatabase(to);
        }

        _version = await VersionAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _asItWas.Dispose();
    }

    // Changes whenever another connection has written.
    private async Task<long> VersionAsync()
    {
        await using var command = _watch.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

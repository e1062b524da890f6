using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Trading.Infrastructure.Ledger;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>All checks of the books over 10,000 postings, chain included, against reading and hashing the same postings once.</summary>
internal static class VerifyCase
{
    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);
        await ImportCase.ImportAsync(site);
        await site.UseAsync((Chainer c) => c.RunAsync(CancellationToken.None));
        var (ours, theirs) = await Measure.AlternateAsync(
            options.Rounds, () => Measure.TimeAsync(() => VerifyAsync(site)), () => Measure.TimeAsync(() => ReadAsync(site.Database.ConnectionString)));
        return [new Row($"{ImportCase.Lines * 2:N0} postings, SQLite", "postings", ours, theirs, "one read of entries and postings, hashed", ImportCase.Lines * 2)];
    }

    private static async Task VerifyAsync(TestSite site)
    {
        var findings = await site.UseAsync((LedgerVerifier v) => v.RunAsync(CancellationToken.None));
        if (findings.FirstOrDefault(f => !f.Ok) is { } broken)
        {
            throw new InvalidOperationException(broken.ToString());
        }
    }

    private static async Task ReadAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM journal_entry e JOIN posting p ON p.entry_id = e.id JOIN account a ON a.id = p.account_id ORDER BY e.id, p.line";
        await using var reader = await command.ExecuteReaderAsync();
        var cells = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(cells);
            _ = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', cells)));
        }
    }
}

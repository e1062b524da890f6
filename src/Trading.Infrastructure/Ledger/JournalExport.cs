using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

/// <summary>The forms in which the whole journal leaves the platform.</summary>
public enum JournalFormat
{
    /// <summary>Plain-text accounting as ledger-cli reads it.</summary>
    Ledger,

    /// <summary>The same text, which hledger reads as well.</summary>
    Hledger,

    /// <summary>A row for each posting.</summary>
    Csv,
}

/// <summary>What was written: how many entries and postings, and the debits of each currency in minor units, which are its credits too.</summary>
public sealed record ExportedJournal(long Entries, long Postings, IReadOnlyDictionary<string, long> Debits);

/// <summary>
/// Writes the whole journal of the installation, every centre's, in the order of booking, so that others can add it up without this platform. Entries
/// about participations of lots that are not opened are left out, whole; what is written balances by itself. However long the journal, few of its
/// entries are in memory. Reads in one transaction: what is booked meanwhile is not half in it.
/// </summary>
public sealed class JournalExport(TradingDbContext db)
{
    private const int PartChars = 64 * 1024;

    private static readonly ReportColumn[] Columns =
    [
        new("key", ReportColumnKind.Text), new("kind", ReportColumnKind.Text), new("booked_at_beijing", ReportColumnKind.Instant), new("value_on", ReportColumnKind.Date),
        new("posted_on", ReportColumnKind.Date), new("centre", ReportColumnKind.Integer), new("account", ReportColumnKind.Text), new("currency", ReportColumnKind.Text), new("debit", ReportColumnKind.Text),
        new("credit", ReportColumnKind.Text), new("reverses", ReportColumnKind.Text),
    ];

    public Task<ExportedJournal> WriteAsync(JournalFormat format, Stream output, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(output);
        return db.InTransactionAsync(() => format == JournalFormat.Csv ? WriteCsvAsync(output, ct) : WriteTextAsync(output, ct), ct);
    }

    private async Task<ExportedJournal> WriteTextAsync(Stream output, CancellationToken ct)
    {
        var totals = new Totals();
        var part = new StringBuilder(PartChars * 2);
        await foreach (var entry in EntriesAsync(ct))
        {
            totals.Add(entry);
            JournalEntryText.Append(part, entry);
            if (part.Length >= PartChars)
            {
                await PassOnAsync(part, output, ct);
            }
        }

        await PassOnAsync(part, output, ct);
        return totals.Sum;
    }

    private static async Task PassOnAsync(StringBuilder part, Stream output, CancellationToken ct)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(part.ToString()), ct);
        part.Clear();
    }

    private async Task<ExportedJournal> WriteCsvAsync(Stream output, CancellationToken ct)
    {
        var totals = new Totals();
        await ReportCsv.WriteAsync(output, Columns, RowsAsync(totals, ct), ct);
        return totals.Sum;
    }

    private async IAsyncEnumerable<object?[]> RowsAsync(Totals totals, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var entry in EntriesAsync(ct))
        {
            totals.Add(entry);
            foreach (var posting in entry.Postings)
            {
                yield return
                [
                    entry.Key, entry.Kind, entry.BookedAtUtc, entry.ValueOn, entry.PostedOn, entry.CentreId, JournalEntryText.AccountOf(entry.CentreId, posting), posting.Currency,
                    CurrencyUnits.Text(long.Max(posting.Amount, 0), posting.Currency), CurrencyUnits.Text(long.Max(-posting.Amount, 0), posting.Currency), entry.Reverses,
                ];
            }
        }
    }

    private async IAsyncEnumerable<ExportedEntry> EntriesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var secret = (await db.Set<Deposit>().UnopenedSubjectsAsync(db, ct)).ToHashSet(StringComparer.Ordinal);
        var reversed = await ReversedAsync(ct);
        ExportedEntry? entry = null;
        List<ExportedPosting> postings = [];
        var id = 0L;
        await foreach (var row in Rows().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.EntryId != id)
            {
                if (entry is not null)
                {
                    yield return entry;
                }

                (id, postings) = (row.EntryId, []);
                entry = secret.Contains(row.About)
                    ? null
                    : new ExportedEntry(
                        row.CentreId, row.Key, row.Kind, row.BookedAtUtc, row.ValueOn, row.PostedOn, row.ReversesId is { } other ? reversed[other] : null, postings);
            }

            postings.Add(new ExportedPosting(row.Class, row.Subject, row.Currency, row.Amount.Fen));
        }

        if (entry is not null)
        {
            yield return entry;
        }
    }

    private Task<Dictionary<long, string>> ReversedAsync(CancellationToken ct) => (
        from entry in db.Set<JournalEntry>()
        join undone in db.Set<JournalEntry>() on entry.ReversesId equals undone.Id
        select new { undone.Id, undone.Key }).ToDictionaryAsync(e => e.Id, e => e.Key, ct);

    private IQueryable<Row> Rows() =>
        from posting in db.Set<Posting>().AsNoTracking()
        join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
        join account in db.Set<Account>() on posting.AccountId equals account.Id
        orderby posting.EntryId, posting.Line
        select new Row(
            entry.Id, entry.CentreId, entry.Key, entry.Kind, entry.Subject, entry.BookedAtUtc, entry.ValueOn, entry.PostedOn, entry.ReversesId, account.Class, account.Subject,
            account.Currency, posting.Amount);

    private sealed record Row(
        long EntryId, long CentreId, string Key, string Kind, string About, DateTime BookedAtUtc, DateOnly ValueOn, DateOnly PostedOn, long? ReversesId, AccountClass Class,
        string Subject, string Currency, Money Amount);

    private sealed class Totals
    {
        private readonly SortedDictionary<string, long> _debits = new(StringComparer.Ordinal);
        private long _entries;
        private long _postings;

        public ExportedJournal Sum => new(_entries, _postings, _debits);

        public void Add(ExportedEntry entry)
        {
            _entries++;
            _postings += entry.Postings.Count;
            foreach (var posting in entry.Postings.Where(p => p.Amount > 0))
            {
                _debits[posting.Currency] = checked(_debits.GetValueOrDefault(posting.Currency) + posting.Amount);
            }
        }
    }
}

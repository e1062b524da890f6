using System.Globalization;
using CsvHelper;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Replay;

/// <summary>One recorded bid. The amount is missing where the bid could not be read or was not acceptable.</summary>
/// <param name="Bidder">Unique within the tender: a repeated name has a suffix.</param>
/// <param name="Bid">One yen of the record is taken as one yuan.</param>
/// <param name="RejectReason">As recorded; null where the bid was not rejected.</param>
/// <param name="Won"><c>1</c>, <c>0</c>, or empty where the record does not say.</param>
public sealed record RecordedBid(string Bidder, Money? Bid, string? RejectReason, string Won);

/// <summary>One recorded tender with its bids in the order of the file.</summary>
public sealed record RecordedTender(
    string Id, DateOnly OpenedOn, string Title, string Works, Money Reserve, Money? Minimum, IReadOnlyList<RecordedBid> Bids)
{
    /// <summary>The record says of every bid that it did not win.</summary>
    public bool NobodyWon => Bids.All(b => b.Won == "0");
}

/// <summary>Reads recorded tenders; anything that cannot be understood stops the reading with line, column and value.</summary>
public static class RecordedTenders
{
    private static readonly string[] Columns =
        ["tender_id", "opened_on", "title", "works", "reserve_price_jpy", "minimum_price_jpy", "bidder", "bid_jpy", "rejected", "reject_reason", "won"];

    /// <exception cref="RuleBrokenException"><c>replay.malformed</c>: line, column, value; <c>replay.empty</c></exception>
    public static IReadOnlyList<RecordedTender> Read(Stream file)
    {
        using var content = new MemoryStream();
        file.CopyTo(content);
        using var csv = CsvReader.Create(content.ToArray(), new CsvReaderOptions { Separator = ',', HasHeader = false, TrackLineNumbers = true });
        var cells = Header(csv);
        var rows = new List<(RecordedTender Tender, RecordedBid Bid)>();
        while (csv.Read())
        {
            var row = new Row(csv, cells);
            rows.Add((TenderOf(row), BidOf(row)));
        }

        var tenders = rows.GroupBy(r => r.Tender.Id).Select(g => g.First().Tender with { Bids = Distinguish([.. g.Select(r => r.Bid)]) }).ToArray();
        return tenders.Length > 0 ? tenders : throw new RuleBrokenException(ReplayRules.Empty);
    }

    private static Dictionary<string, int> Header(CsvReader csv)
    {
        if (!csv.Read())
        {
            throw new RuleBrokenException(ReplayRules.Empty);
        }

        var cells = Enumerable.Range(0, csv.FieldCount).ToDictionary(i => csv.GetString(i).Trim('\uFEFF', ' '), i => i);
        return Columns.FirstOrDefault(c => !cells.ContainsKey(c)) is { } missing ? throw new RuleBrokenException(ReplayRules.Malformed, 1, missing, "") : cells;
    }

    private static RecordedTender TenderOf(Row row) => new(
        row.Text("tender_id"), row.Day("opened_on"), row.Text("title"), row.Text("works"),
        row.Amount("reserve_price_jpy") ?? throw row.Malformed("reserve_price_jpy"), row.Amount("minimum_price_jpy"), []);

    private static RecordedBid BidOf(Row row) => new(
        row.Text("bidder"), row.Amount("bid_jpy"), row.Cell("rejected") == "1" ? NotEmpty(row.Cell("reject_reason")) : null, row.Cell("won"));

    private static string NotEmpty(string reason) => reason.Length == 0 ? "rejected" : reason;

    private static RecordedBid[] Distinguish(RecordedBid[] bids)
    {
        var seen = new Dictionary<string, int>();
        return [.. bids.Select(b =>
        {
            var times = seen[b.Bidder] = seen.GetValueOrDefault(b.Bidder) + 1;
            return times == 1 ? b : b with { Bidder = string.Create(CultureInfo.InvariantCulture, $"{b.Bidder} #{times}") };
        })];
    }

    /// <summary>The row that the reader stands on, by the names of the header.</summary>
    private readonly struct Row(CsvReader csv, Dictionary<string, int> cells)
    {
        public string Cell(string column) => cells[column] < csv.FieldCount ? csv.GetString(cells[column]).Trim() : throw Malformed(column);

        public string Text(string column) => Cell(column) is { Length: > 0 } text ? text : throw Malformed(column);

        public DateOnly Day(string column) =>
            DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Malformed(column);

        public Money? Amount(string column)
        {
            var text = Cell(column);
            return text.Length == 0
                ? null
                : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var yuan) && yuan is > 0 and < 1_000_000_000_000
                    ? Money.Yuan(yuan)
                    : throw Malformed(column);
        }

        public RuleBrokenException Malformed(string column) => new(
            ReplayRules.Malformed, csv.LineNumber, column, cells[column] < csv.FieldCount ? csv.GetString(cells[column]) : "");
    }
}

/// <summary>What a replay refuses.</summary>
public static class ReplayRules
{
    public const string Malformed = "replay.malformed";
    public const string Empty = "replay.empty";
}

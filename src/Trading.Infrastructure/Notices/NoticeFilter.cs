using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Infrastructure.Notices;

/// <summary>Narrows and orders notices as the public asked. A word may be as short as one Chinese character: it is looked for anywhere in the text.</summary>
internal static class NoticeFilter
{
    private const string Escape = "\\";

    public static IQueryable<JoinedNotice> Apply(IQueryable<JoinedNotice> all, NoticeSearch search, DateTime nowUtc)
    {
        var found = Words(search.Text).Aggregate(all, WithWord);
        found = search.Kinds.Count > 0 ? found.Where(j => search.Kinds.Contains(j.Notice.Kind)) : found;
        found = search.Line is { Length: > 0 } line ? found.Where(j => j.Project.Line == line) : found;
        found = search.Region is { Length: > 0 } region ? InRegion(found, region) : found;
        found = search.From is { } from ? From(found, Instants.StartOfBeijingDay(from)) : found;
        found = search.To is { } to ? Before(found, Instants.EndOfBeijingDay(to)) : found;
        found = search.Category is { } category ? found.Where(j => j.Lot.Category == category) : found;
        found = search.LowestCeiling is { } lowest ? found.Where(j => j.Lot.Ceiling >= lowest) : found;
        found = search.HighestCeiling is { } highest ? found.Where(j => j.Lot.Ceiling <= highest) : found;
        return search.Deadline switch
        {
            NoticeDeadline.Open => found.Where(j => j.Tender.State == TenderState.Bidding && j.Tender.DeadlineUtc > nowUtc),
            NoticeDeadline.Over => found.Where(j => j.Tender.State != TenderState.Bidding || j.Tender.DeadlineUtc <= nowUtc),
            NoticeDeadline.Any => found,
        };
    }

    public static IQueryable<JoinedNotice> Order(IQueryable<JoinedNotice> found, NoticeOrder order, DateTime nowUtc) => order switch
    {
        NoticeOrder.Newest => found.OrderByDescending(j => j.Notice.PublishedAtUtc).ThenBy(j => j.Notice.Number),
        NoticeOrder.Oldest => found.OrderBy(j => j.Notice.PublishedAtUtc).ThenBy(j => j.Notice.Number),
        NoticeOrder.ClosingFirst => found.OrderBy(j => j.Tender.State == TenderState.Bidding && j.Tender.DeadlineUtc > nowUtc ? 0 : 1)
            .ThenBy(j => j.Tender.DeadlineUtc).ThenBy(j => j.Notice.Number),
    };

    private static string[] Words(string? text) => (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

#pragma warning disable CA1304, CA1311, CA1308 // ToLower becomes lower() in SQL; LIKE tells cases apart on one database and not on the other.
    private static IQueryable<JoinedNotice> WithWord(IQueryable<JoinedNotice> found, string word)
    {
        var like = $"%{Literal(word.ToLowerInvariant())}%";
        return found.Where(j =>
            EF.Functions.Like(j.Notice.Title.ToLower(), like, Escape) || EF.Functions.Like(j.Notice.Number.ToLower(), like, Escape)
            || EF.Functions.Like(j.Project.Name.ToLower(), like, Escape) || EF.Functions.Like(j.Lot.Name.ToLower(), like, Escape)
            || EF.Functions.Like(j.Owner.Name.ToLower(), like, Escape));
    }
#pragma warning restore CA1304, CA1311, CA1308

    private static string Literal(string word) =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    // 360600 stands for all that begins with 3606.
    private static IQueryable<JoinedNotice> InRegion(IQueryable<JoinedNotice> found, string region)
    {
        var prefix = region.EndsWith("0000", StringComparison.Ordinal) ? region[..2] : region.EndsWith("00", StringComparison.Ordinal) ? region[..4] : region;
        return found.Where(j => j.Project.RegionCode.StartsWith(prefix));
    }

    private static IQueryable<JoinedNotice> From(IQueryable<JoinedNotice> found, DateTime fromUtc) => found.Where(j => j.Notice.PublishedAtUtc >= fromUtc);

    private static IQueryable<JoinedNotice> Before(IQueryable<JoinedNotice> found, DateTime untilUtc) => found.Where(j => j.Notice.PublishedAtUtc < untilUtc);
}

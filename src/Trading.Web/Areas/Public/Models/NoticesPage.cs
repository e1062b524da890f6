using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Notices;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Notices;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Models;

public sealed record NoticesPage(NoticeFilterForm Form, NoticeHits Hits, Paging Paging, IReadOnlyList<string> Regions, string Query);

/// <summary>The search as the address holds it: it can be kept, sent and read by machines. What it does not know it leaves out.</summary>
public sealed class NoticeFilterForm
{
    /// <summary>The groups that readers think in, and the kinds of each.</summary>
    public static IReadOnlyDictionary<string, NoticeKind[]> Groups { get; } = new Dictionary<string, NoticeKind[]>
    {
        ["tender"] = [NoticeKind.Tender],
        ["change"] = [NoticeKind.Clarification, NoticeKind.Amendment, NoticeKind.OpeningDeferred],
        ["opening"] = [NoticeKind.OpeningRecord],
        ["candidates"] = [NoticeKind.CandidatePublicity],
        ["result"] = [NoticeKind.AwardResult, NoticeKind.TenderFailure, NoticeKind.NoAward],
        ["contract"] = [NoticeKind.ContractRecord],
    };

    public static IReadOnlyList<string> Lines { get; } = ["construction", "procurement", "state-property", "land"];
    public static IReadOnlyList<string> Categories { get; } = Enum.GetNames<LotCategory>();
    private const decimal LargestWan = 1_000_000_000m;
    public static IReadOnlyList<int> LastDays { get; } = [3, 10, 30];

    [FromQuery(Name = "q"), Display(Name = "notices.keyword")]
    public string? Text { get; set; }

    [FromQuery(Name = "line"), Display(Name = "home.line")]
    public string? Line { get; set; }

    [FromQuery(Name = "kind"), Display(Name = "notices.kinds")]
    public List<string> Kinds { get; set; } = [];

    [FromQuery(Name = "region"), Display(Name = "notices.region")]
    public string? Region { get; set; }

    [FromQuery(Name = "category"), Display(Name = "notices.category")]
    public string? Category { get; set; }

    [FromQuery(Name = "min"), Display(Name = "notices.ceiling-from")]
    public decimal? LowestWan { get; set; }

    [FromQuery(Name = "max"), Display(Name = "notices.ceiling-to")]
    public decimal? HighestWan { get; set; }

    [FromQuery(Name = "days"), Display(Name = "notices.published")]
    public int? Days { get; set; }

    [FromQuery(Name = "from"), Display(Name = "notices.from")]
    public DateOnly? From { get; set; }

    [FromQuery(Name = "to"), Display(Name = "notices.to")]
    public DateOnly? To { get; set; }

    [FromQuery(Name = "deadline"), Display(Name = "notices.deadline-state")]
    public string? Deadline { get; set; }

    [FromQuery(Name = "sort"), Display(Name = "notices.sort")]
    public string? Sort { get; set; }

    [FromQuery(Name = "page")]
    public int Page { get; set; } = 1;

    /// <summary>True where anything narrows the list.</summary>
    public bool Narrows => Kinds.Count > 0 || Days is not null || From is not null || To is not null || LowestWan is not null || HighestWan is not null
        || new[] { Text, Line, Region, Category, Deadline }.Any(v => !string.IsNullOrWhiteSpace(v));

    internal NoticeSearch Search(DateTime nowUtc) => new()
    {
        Text = Text,
        Line = Line,
        Kinds = [.. Kinds.Where(Groups.ContainsKey).SelectMany(k => Groups[k])],
        Region = Region is { Length: 6 } ? Region : null,
        From = From ?? (Days is > 0 and < 3660 and var days ? Instants.BeijingDay(nowUtc).AddDays(1 - days) : null),
        To = To,
        Category = Categories.Contains(Category) ? Enum.Parse<LotCategory>(Category!) : null,
        LowestCeiling = OfWan(LowestWan),
        HighestCeiling = OfWan(HighestWan),
        Deadline = Deadline switch
        {
            "open" => NoticeDeadline.Open,
            "over" => NoticeDeadline.Over,
            _ => NoticeDeadline.Any,
        },
        Order = Sort switch
        {
            "oldest" => NoticeOrder.Oldest,
            "closing" => NoticeOrder.ClosingFirst,
            _ => NoticeOrder.Newest,
        },
    };

    // 万元, as notices are read; to the fen.
    private static Money? OfWan(decimal? wan) => wan is >= 0 and < LargestWan ? new Money((long)decimal.Truncate(wan.Value * 1_000_000m)) : null;
}

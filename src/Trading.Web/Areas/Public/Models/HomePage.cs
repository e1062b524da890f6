using Trading.Domain.Shared;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Models;

/// <summary>What the home page shows. Nothing in it may come from a lot that is not opened yet, except its notice.</summary>
public sealed record HomePage(
    DateOnly Today,
    IReadOnlyList<HomeOpening> Openings,
    IReadOnlyList<HomeNotice> Notices,
    IReadOnlyList<HomeDeadline> ClosingSoon,
    HomeNumbers? Numbers);

/// <summary>An opening of today; <paramref name="Stage"/> says how far it is.</summary>
public sealed record HomeOpening(string Title, string Href, DateTime AtUtc, string Room, string Stage, Status Kind);

/// <summary>A published notice; <paramref name="About"/> is its line, region and the one number that matters.</summary>
public sealed record HomeNotice(string Title, string Href, DateTime PublishedAtUtc, string NoticeKind, Status Kind, string About);

public sealed record HomeDeadline(string Title, string Href, DateTime ClosesAtUtc);

/// <summary>Figures of the last closed quarter, over opened lots only; a share is null where nothing fell into it.</summary>
public sealed record HomeNumbers(string Period, int Projects, Money Awarded, decimal? SavedPercent, decimal? RefundedInTimePercent);

using Trading.Domain.Notices;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Notices;

/// <summary>Whether bids can still be handed in.</summary>
public enum NoticeDeadline
{
    Any,
    Open,
    Over,
}

public enum NoticeOrder
{
    Newest,
    Oldest,

    /// <summary>Lots that close first, first; those that are closed last.</summary>
    ClosingFirst,
}

/// <summary>What the public searches for; whatever is null or empty does not narrow.</summary>
public sealed record NoticeSearch
{
    /// <summary>Each word must stand in the title, a code, the name of the project or lot, or the owner's name.</summary>
    public string? Text { get; init; }
    public string? Line { get; init; }
    public IReadOnlyList<NoticeKind> Kinds { get; init; } = [];

    /// <summary>A region's code: a prefecture's or province's stands for everything in it.</summary>
    public string? Region { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public LotCategory? Category { get; init; }

    /// <summary>The lot's maximum price, in fen, is at least and at most this.</summary>
    public Money? LowestCeiling { get; init; }
    public Money? HighestCeiling { get; init; }
    public NoticeDeadline Deadline { get; init; }
    public NoticeOrder Order { get; init; }
}

/// <summary>A notice in a list, with what its lot is about.</summary>
public sealed record NoticeHit(
    string Number, NoticeKind Kind, string Title, string LotCode, string LotName, string ProjectName, string Line, string RegionCode, string OwnerName,
    DateTime PublishedAtUtc, DateTime? DeadlineUtc, Money Ceiling, TenderState State)
{
    /// <summary>The facts of a notice that may have moved the deadline; null for every other.</summary>
    internal string? ChangingFacts { get; init; }

    /// <summary>The deadline that this notice moved, and where to; null where it moved none.</summary>
    public MovedDeadline? Moved => MovedDeadline.Of(ChangingFacts);
}

/// <summary>A deadline and the one that a notice put in its place.</summary>
public sealed record MovedDeadline(DateTime BeforeUtc, DateTime AfterUtc)
{
    internal static MovedDeadline? Of(string? facts) => facts is not null && NoticeBoard.FactsOf<TenderNoticeFacts>(facts) is { DeadlineBeforeUtc: { } before } moved
        ? new MovedDeadline(before, moved.DeadlineUtc)
        : null;
}

public sealed record NoticeHits(int Total, IReadOnlyList<NoticeHit> Rows);

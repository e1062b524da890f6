using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.TestKit.Stories;

/// <summary>What is told: how many bid, at what prices, and the texts that may be searched for afterwards.</summary>
public sealed record StoryPlot
{
    /// <summary>Fewer are not opened: the rulebook's minimum.</summary>
    public const int EnoughBidders = 3;

    public string Title { get; init; } = "Story school building";
    public string Text { get; init; } = "One building of six storeys";
    public string FileText { get; init; } = "Bid file of";
    public string FileName { get; init; } = "bid.pdf";
    public Money Deposit { get; init; } = Money.Yuan(60_000m);
    public int Days { get; init; } = 28;
    /// <summary>The site could not take bids before the deadline: the opening is held.</summary>
    public bool Outage { get; init; }
    public bool WithAgency { get; init; }

    /// <summary>What the tender document sets where the rulebook leaves it to the project.</summary>
    public IReadOnlyList<ProjectSetting> Settings { get; init; } = [];

    /// <summary>One for each bidder, in their order.</summary>
    public IReadOnlyList<Money> Prices { get; init; } = [Money.Yuan(9_300_000m), Money.Yuan(9_100_000m), Money.Yuan(9_500_000m)];
}

/// <summary>The names of the steps; those of one bidder carry its name after a space.</summary>
public static class StorySteps
{
    public const string Draft = "draft";
    public const string Settings = "settings";
    public const string Submit = "submit";
    public const string Accept = "accept";
    public const string Document = "document";
    public const string Publish = "publish";
    public const string TakePart = "take-part";
    public const string Pay = "pay";
    public const string Bid = "bid";
    public const string Close = "close";
    public const string Open = "open";
    public const string Panel = "panel";
    public const string Report = "report";
    public const string Confirm = "confirm";
    public const string Candidates = "candidates";
    public const string EndPublicity = "end-publicity";
    public const string Decide = "decide";
    public const string Notice = "notice";
    public const string Render = "render";
    public const string PayFee = "pay-fee";
    public const string Contract = "contract";
    public const string Batch = "batch";
    public const string Approve = "approve";
    public const string Reply = "reply";
    public const string Statement = "statement";
    public const string Chain = "chain";
}

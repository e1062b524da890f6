using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>What is told: how many bid, at what prices, and the texts that may be searched for afterwards.</summary>
public sealed record StoryPlot
{
    /// <summary>Fewer are not opened: the rulebook's minimum.</summary>
    public const int EnoughBidders = 3;

    public string Title { get; init; } = "Story school building";
    public string Text { get; init; } = "One building of six storeys";
    public string Approval { get; init; } = "Approval 2026-1";
    public string FileText { get; init; } = "Bid file of";
    public string FileName { get; init; } = "bid.pdf";
    public string DocumentName { get; init; } = "tender-document.pdf";
    public string WaivedBecause { get; init; } = "The centre had promised the room free of charge";
    public string RepresentativeName { get; init; } = "Owner representative";
    public Money Estimate { get; init; } = Money.Yuan(10_000_000m);
    public Money Ceiling { get; init; } = Money.Yuan(9_800_000m);
    public Money Deposit { get; init; } = Money.Yuan(60_000m);
    public int ContractDays { get; init; } = 300;
    public int OfferedDays { get; init; } = 280;

    /// <summary>From the notice to the deadline.</summary>
    public int Days { get; init; } = 28;

    /// <summary>The site could not take bids before the deadline: the opening is held.</summary>
    public bool Outage { get; init; }
    public bool WithAgency { get; init; }

    /// <summary>The agency writes the entrustment and the owner confirms it; elsewhere the owner writes it and names its agency.</summary>
    public bool ByAgency { get; init; }

    /// <summary>All bidders pay before finance looks, so that one statement brings all their deposits.</summary>
    public bool PaysTogether { get; init; }

    /// <summary>The centre charges for the room, the documents and the experts, too, by tariffs that it has set, and gives back what was paid for the room.</summary>
    public bool ChargesForAll { get; init; }

    /// <summary>What passes between the steps of the evaluation.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.Zero;

    /// <summary>What the tender document sets where the rulebook leaves it to the project.</summary>
    public IReadOnlyList<ProjectSetting> Settings { get; init; } = [];

    /// <summary>One for each bidder, in their order.</summary>
    public IReadOnlyList<Money> Prices { get; init; } = [Money.Yuan(9_300_000m), Money.Yuan(9_100_000m), Money.Yuan(9_500_000m)];

    /// <summary>A file of the story with a title and a text: the tender document, a bid.</summary>
    public Func<string, string, byte[]> File { get; init; } = (_, text) => System.Text.Encoding.UTF8.GetBytes("%PDF-1.4\n" + text);
}

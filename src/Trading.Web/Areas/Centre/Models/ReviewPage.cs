using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Areas.Centre.Models;

/// <summary>A registration under review.</summary>
/// <param name="Organisation">What was stated.</param>
/// <param name="IsMine">This officer has the review.</param>
/// <param name="Reviewer">Who has it, or had it last.</param>
/// <param name="Events">Who did what.</param>
public sealed record ReviewPage(Organisation Organisation, bool IsMine, string? Reviewer, IReadOnlyList<PartyEventRow> Events);

public sealed class FindingsForm
{
    /// <summary>For each field the chosen sentence, or nothing.</summary>
    public Dictionary<string, string?> Chosen { get; set; } = [];

    /// <summary>Only fields and sentences that the page offers.</summary>
    internal List<ReviewFinding> Findings() =>
    [
        .. PartyFields.Reviewed
            .Where(field => Chosen.GetValueOrDefault(field) is { } sentence && ReviewFinding.Sentences.Contains(sentence))
            .Select(field => new ReviewFinding(field, Chosen[field]!)),
    ];
}

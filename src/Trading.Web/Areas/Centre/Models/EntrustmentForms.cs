using System.ComponentModel.DataAnnotations;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Infrastructure.Projects;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Models;

/// <summary>What the centre's check may find fault with: completeness and statutory periods, never content.</summary>
public static class Completeness
{
    /// <summary>The parts of an entrustment; the words are <c>entrustment.field.{name}</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["Name", "Description", "RegionCode", "ApprovalNumber", "Agency", "Settings", "Lots", "Ceiling", "Deposit", "Documents"];
}

public sealed class ReturnForm
{
    /// <summary>For each part the chosen reason, or nothing.</summary>
    public Dictionary<string, string?> Chosen { get; set; } = [];

    /// <summary>For each part what is to be said besides.</summary>
    public Dictionary<string, string?> Said { get; set; } = [];

    // Words without a reason go on without one: the project says what is missing.
    internal List<Defect> Defects() =>
    [
        .. Completeness.Fields.Select(field => new Defect(field, Chosen.GetValueOrDefault(field) ?? "", SaidOf(field)))
            .Where(d => d.Reason.Length > 0 || d.Explanation is not null),
    ];

    private string? SaidOf(string field) => Said.GetValueOrDefault(field)?.Trim() is { Length: > 0 and <= 500 } said ? said : null;
}

public sealed class AcceptForm
{
    [Required, Display(Name = "entrustment.field.rulebook")]
    public string? Rulebook { get; set; } = "construction";

    [MustConfirm, Display(Name = "entrustment.field.confirm")]
    public bool Confirmed { get; set; }
}

/// <summary>An entrustment under check.</summary>
/// <param name="View">What was handed in.</param>
/// <param name="Rules">The rulebook as it stands today, for figures and periods.</param>
/// <param name="HighestDeposits">The cap of each lot's deposit, by lot.</param>
public sealed record EntrustmentPage(ProjectView View, Rulebook Rules, IReadOnlyDictionary<long, Domain.Shared.Money> HighestDeposits)
{
    public AcceptForm Form { get; } = new();
}

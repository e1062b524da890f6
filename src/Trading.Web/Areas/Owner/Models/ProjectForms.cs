using System.ComponentModel.DataAnnotations;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Projects;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Models;

public sealed class ProjectForm
{
    /// <summary>A random number that goes with a new form, so that it begins one project however often it is sent.</summary>
    public Guid? FormId { get; set; }

    [Required, Display(Name = "project.field.centre")]
    public long? CentreId { get; set; }

    [Display(Name = "project.field.agency")]
    public long? AgencyId { get; set; }

    /// <summary>Asked of an agency: for whom it entrusts.</summary>
    [Display(Name = "project.field.owner-code"), RuleField(ProjectRules.NoSuchOrganisation)]
    public string? OwnerCode { get; set; }

    [Required, StringLength(200), Display(Name = "project.field.name")]
    public string? Name { get; set; }

    [Required, StringLength(4000), Display(Name = "project.field.description")]
    public string? Description { get; set; }

    [Required, RegularExpression("^[0-9]{6}$", ErrorMessage = "project.region-pattern"), KnownRegion, Display(Name = "project.field.region")]
    public string? RegionCode { get; set; }

    [StringLength(100), Display(Name = "project.field.approval")]
    public string? ApprovalNumber { get; set; }

    [Display(Name = "project.field.legally-required")]
    public bool IsLegallyRequired { get; set; } = true;

    [Display(Name = "project.field.state-funded")]
    public bool IsStateFunded { get; set; } = true;

    internal static ProjectForm Of(Project project) => new()
    {
        CentreId = project.CentreId,
        AgencyId = project.AgencyId,
        Name = project.Name,
        Description = project.Description,
        RegionCode = project.RegionCode,
        ApprovalNumber = project.ApprovalNumber,
        IsLegallyRequired = project.IsLegallyRequired,
        IsStateFunded = project.IsStateFunded,
    };

    internal ProjectFacts Facts() => new(Name!, Description!, RegionCode!, ApprovalNumber?.Trim(), IsLegallyRequired, IsStateFunded);
}

public sealed class LotForm
{
    [Required, StringLength(200), Display(Name = "lot.field.name")]
    public string? Name { get; set; }

    [Required, Display(Name = "lot.field.category")]
    public LotCategory? Category { get; set; }

    [Required, Range(typeof(decimal), "0.01", "999999999999"), WholeFen, Display(Name = "lot.field.estimate")]
    public decimal? Estimate { get; set; }

    [Required, Range(typeof(decimal), "0.01", "999999999999"), WholeFen, Display(Name = "lot.field.ceiling")]
    public decimal? Ceiling { get; set; }

    [Required, Range(typeof(decimal), "0", "999999999999"), WholeFen, Display(Name = "lot.field.deposit")]
    public decimal? Deposit { get; set; }

    [Required, Range(1, 9999), Display(Name = "lot.field.contract-days")]
    public int? ContractDays { get; set; }

    internal static LotForm Of(Lot lot) => new()
    {
        Name = lot.Name,
        Category = lot.Category,
        Estimate = lot.Estimate.Fen / 100m,
        Ceiling = lot.Ceiling.Fen / 100m,
        Deposit = lot.Deposit.Fen / 100m,
        ContractDays = lot.ContractDays,
    };

    internal LotFacts Facts() => new(Name!, Category!.Value, Money.Yuan(Estimate!.Value), Money.Yuan(Ceiling!.Value), null, Money.Yuan(Deposit!.Value), ContractDays!.Value);
}

public sealed class SettingsForm
{
    /// <summary>By the rule's key; an empty value leaves the rulebook's.</summary>
    public Dictionary<string, string?> Chosen { get; set; } = [];

    internal List<ProjectSetting> Settings(IReadOnlyList<OfferedSetting> offered) =>
    [
        .. offered.Where(o => !string.IsNullOrWhiteSpace(Chosen.GetValueOrDefault(o.Rule.Key)))
            .Select(o => new ProjectSetting(o.Rule.Key, Chosen[o.Rule.Key]!.Trim())),
    ];
}

/// <summary>What an agency wrote in the owner's name, as it is to be handed in.</summary>
public sealed record ConfirmationPage(ProjectView View, IReadOnlyList<ProjectFile> Files)
{
    public ConfirmEntrustmentForm Confirm { get; } = new();
    public SendEntrustmentBackForm SendBack { get; } = new();
}

public sealed class ConfirmEntrustmentForm
{
    /// <summary>The version that the owner read.</summary>
    public long Shown { get; set; }

    [MustConfirm, Display(Name = "confirmation.field.confirm")]
    public bool Confirmed { get; set; }
}

public sealed class SendEntrustmentBackForm
{
    public long Shown { get; set; }

    [Required, StringLength(1000), Display(Name = "confirmation.field.reason"), RuleField(ProjectRules.ReasonMissing)]
    public string? Reason { get; set; }
}

/// <summary>What the form of a new or draft project offers to choose from.</summary>
public sealed record ProjectChoices(IReadOnlyList<Domain.Parties.Centre> Centres, IReadOnlyList<NamedOrganisation> Agencies, bool ForOwner);

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Parties;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Admin.Models;

public sealed class CentreForm
{
    [Required, StringLength(20), Display(Name = "parties.centre.code"), RuleField(PartiesRules.CentreCodeTaken)]
    public string? Code { get; set; }

    [Required, StringLength(RegistrationChecks.NameLength), Display(Name = "parties.centre.name-zh")]
    public string? NameZh { get; set; }

    [Required, StringLength(RegistrationChecks.NameLength), Display(Name = "parties.centre.name-en")]
    public string? NameEn { get; set; }

    [Required, Display(Name = "parties.centre.kind")]
    public CentreKind? Kind { get; set; }

    [Display(Name = "parties.centre.parent"), RuleField(PartiesRules.CentreParent)]
    public long? ParentId { get; set; }

    internal static IEnumerable<SelectListItem> Kinds =>
        EnumChoices.Of<CentreKind>();
}

public sealed class PostForm
{
    [Required, StringLength(60), Display(Name = "parties.post.key"), RuleField(PartiesRules.PostKeyTaken, PartiesRules.PostKeyUnknown)]
    public string? Key { get; set; }

    [Required, StringLength(RegistrationChecks.NameLength), Display(Name = "parties.centre.name-zh")]
    public string? NameZh { get; set; }

    [Required, StringLength(RegistrationChecks.NameLength), Display(Name = "parties.centre.name-en")]
    public string? NameEn { get; set; }

    /// <summary>The posts that procedures know: a key of another spelling would be given no work.</summary>
    internal static IEnumerable<SelectListItem> Keys =>
        Posts.OfCentre.Select(key => new SelectListItem(Words.Get($"post.{key}", WordsLanguages.Current), key)).Prepend(new SelectListItem(Words.Get("parties.choose", WordsLanguages.Current), ""));
}

public sealed class AssignForm
{
    public long Version { get; set; }

    [Display(Name = "parties.post.holder"), RuleField(PartiesRules.DeputyWithoutHolder, PartiesRules.NotOfThisCentre)]
    public long? HolderUserId { get; set; }

    [Display(Name = "parties.post.deputy"), RuleField(PartiesRules.DeputyIsHolder)]
    public long? DeputyUserId { get; set; }
}

/// <summary>A centre with its posts and its bank accounts, and what happened to it.</summary>
public sealed record CentrePage(
    Domain.Parties.Centre Centre, IReadOnlyList<PostRow> Posts, IReadOnlyList<BankAccountItem> Accounts, IReadOnlyList<PartyEventRow> Events);
